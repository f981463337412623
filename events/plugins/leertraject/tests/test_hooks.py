"""What the site does with this plugin: certificates, and a place that is given back."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events.api import participant_file
from events.plugins.leertraject.actions.hand_in import HandedFile, hand_in
from events.plugins.leertraject.actions.note_accomplished import note_accomplished
from events.plugins.leertraject.models import AssignmentWork
from events.plugins.leertraject.tests.making import PDF, key_of, make_assignment, make_edition, people_of
from tests.factories.events import RegistrationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("page_tree")]


def test_no_certificate_without_what_is_required(manager: Client) -> None:
    edition = make_edition(in_days=-30, status="completed")
    for name in ("Anna Visser", "Bert Aalders"):
        RegistrationFactory.create(booking__edition=edition, booking__name=name, status="attended")
    talk = make_assignment(edition, title="Eindpresentatie", required=True, handed_in="nothing")
    bert, anna = people_of(edition)
    cell = (talk.public_id, anna.public_id)
    note_accomplished(edition=edition.public_id, listed=[cell], accomplished=[cell])
    screen = reverse("editions:certificates", args=[edition.pk])
    html = manager.get(screen).content.decode()
    assert "1 deelnemer was aanwezig en heeft nog geen certificaat" in html
    assert "Bert Aalders: nog niet behaald: Eindpresentatie" in html
    assert "Anna Visser:" not in html
    told = manager.post(screen, follow=True).content.decode()
    assert "1 deelnemer krijgt een certificaat." in told
    given = edition.registrations.filter(certificate__isnull=False)
    assert [each.name for each in given] == ["Anna Visser"]
    later = (talk.public_id, bert.public_id)
    note_accomplished(edition=edition.public_id, listed=[later], accomplished=[later])
    manager.post(screen)
    assert given.all().count() == 2


def test_who_leaves_takes_the_work_along(client: Client) -> None:
    edition = make_edition("Anna", "Bert")
    anna, bert = people_of(edition)
    casus = make_assignment(edition).public_id
    work = hand_in(registration=anna, assignment=casus, file=HandedFile("verslag.pdf", PDF))
    hand_in(registration=bert, assignment=casus, text="Blijft")
    client.post(f"/inschrijving/{key_of(anna)}/afmelden/")
    assert list(AssignmentWork.objects.values_list("text", flat=True)) == ["Blijft"]
    assert work.file is not None
    assert participant_file(anna.public_id, work.file) is None


def test_the_personal_page_asks_no_more_for_more_assignments(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    edition = make_edition("Anna")
    (anna,) = people_of(edition)
    make_assignment(edition, due_on=dt.date(2030, 1, 1))
    path = f"/inschrijving/{key_of(anna)}/"
    client.get(path)
    with django_assert_max_num_queries(99) as few:
        client.get(path)
    for number in range(10):
        make_assignment(edition, title=f"Opdracht {number}")
    with django_assert_max_num_queries(len(few)):
        html = client.get(path).content.decode()
    assert "Opdracht 9" in html
