"""Giving certificates, and fetching one."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events import hooks
from events.lifecycles import EditionStatus, RegistrationStatus
from events.models import Attendance, Certificate, Edition, Registration
from events.queries.certificates import certificate_pdf
from tests.factories.events import (
    CertificateFactory,
    EditionFactory,
    RegistrationFactory,
    SessionFactory,
    WebinarPageFactory,
)

pytestmark = pytest.mark.django_db


def held(**facts: Any) -> Edition:
    """An edition that is over, with somebody who was there."""
    edition: Edition = EditionFactory.create(status=EditionStatus.CONFIRMED, sessions=0, capacity=40, **facts)
    SessionFactory.create(edition=edition, starts_at=timezone.now() - dt.timedelta(days=2))
    RegistrationFactory.create(booking__edition=edition, status=RegistrationStatus.ATTENDED)
    return edition


def at(edition: Edition, name: str) -> str:
    return reverse(f"editions:{name}", args=[edition.pk])


def test_completing_gives_them_when_that_is_ticked(manager: Client) -> None:
    ticked, bare = held(), held()
    manager.post(at(ticked, "complete"), {"share": "80", "gives_certificates": "on", "shown": "80"})
    manager.post(at(bare, "complete"), {"share": "80"})
    assert Edition.objects.filter(status=EditionStatus.COMPLETED).count() == 2
    assert Certificate.objects.get().registration.edition == ticked


def test_who_gets_none_is_said_before_and_how_many_after(manager: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = held()
    [session] = edition.sessions.all()
    people = {
        name: RegistrationFactory.create(booking__edition=edition, status=status, name=name)
        for name, status in {
            "Bo": RegistrationStatus.ABSENT,
            "Cas": RegistrationStatus.CONFIRMED,
            "Dirk": RegistrationStatus.CONFIRMED,
            "Els": RegistrationStatus.CONFIRMED,
        }.items()
    }
    RegistrationFactory.create(booking__edition=edition, status=RegistrationStatus.CONFIRMED, name="", email="")
    Attendance.objects.create(registration=people["Dirk"], session=session, present=True)
    Attendance.objects.create(registration=people["Els"], session=session, present=True)
    objected = {people["Els"].public_id: "nog niet behaald: verslag"}
    monkeypatch.setattr(hooks, "certificate_objections", lambda _people: objected)

    html = manager.get(at(edition, "complete")).content.decode()
    assert "2 deelnemers krijgen dan een certificaat." in html
    listed = html.partition('<ul class="ev-list">')[2].partition("</ul>")[0]
    assert [line.partition("</li>")[0] for line in listed.split("<li>")[1:]] == [
        "Bo: was er niet, of te weinig",
        "Cas: aanwezigheid nog niet genoteerd",
        "naam volgt: naam nog niet bekend",
        "Els: nog niet behaald: verslag",
    ]
    answers = {"share": "80", "gives_certificates": "on", "shown": "80"}
    html = manager.post(at(edition, "complete"), answers, follow=True).content.decode()
    assert "is afgerond. Certificaat gekregen: 2. Nog geen certificaat: 4." in html
    assert Certificate.objects.count() == 2


def test_another_share_is_shown_before_it_is_carried_out(manager: Client) -> None:
    edition = held()
    SessionFactory.create(edition=edition, starts_at=timezone.now() - dt.timedelta(days=1))
    half = RegistrationFactory.create(booking__edition=edition, status=RegistrationStatus.CONFIRMED)
    for session, present in zip(edition.sessions.all(), (True, False), strict=True):
        Attendance.objects.create(registration=half, session=session, present=present)
    answers = {"share": "50", "gives_certificates": "on", "shown": "80"}
    html = manager.post(at(edition, "complete"), answers).content.decode()
    assert "Kijk hierboven wie" in html
    assert "Wie bij 50% van de bijeenkomsten was, geldt als aanwezig: 2 deelnemers" in html
    assert not Certificate.objects.exists()
    manager.post(at(edition, "complete"), answers | {"shown": "50"})
    assert Certificate.objects.count() == 2


def test_what_completing_will_give_costs_as_many_queries_with_one_as_with_thirty(
    manager: Client, django_assert_num_queries: Any
) -> None:
    edition = held()
    RegistrationFactory.create(booking__edition=edition, status=RegistrationStatus.CONFIRMED)
    manager.get(at(edition, "complete"))
    with django_assert_num_queries(COMPLETE_QUERIES):
        manager.get(at(edition, "complete"))
    RegistrationFactory.create_batch(29, booking__edition=edition, status=RegistrationStatus.CONFIRMED)
    with django_assert_num_queries(COMPLETE_QUERIES):
        manager.get(at(edition, "complete"))


def test_it_is_ticked_for_a_programme_and_not_for_a_webinar(manager: Client) -> None:
    webinar = held(offering=WebinarPageFactory.create())
    for edition, is_ticked in ((held(), True), (webinar, False)):
        html = manager.get(at(edition, "complete")).content.decode()
        (box,) = [line for line in html.split("<input") if 'name="gives_certificates"' in line]
        assert ("checked" in box.partition(">")[0]) is is_ticked


def test_who_got_in_later_gets_one_by_hand(manager: Client) -> None:
    edition = held()
    screen, give = at(edition, "inspect"), at(edition, "certificates")
    assert give in manager.get(screen).content.decode()
    assert "1 deelnemer was aanwezig en heeft nog geen certificaat" in manager.get(give).content.decode()
    html = manager.post(give, follow=True).content.decode()
    assert "1 deelnemer krijgt een certificaat." in html
    assert "1 deelnemer heeft een certificaat." in html
    assert give not in html
    assert "Iedereen die aanwezig was, heeft al een certificaat." in manager.get(give).content.decode()


def test_too_early_is_said_and_gives_nothing(manager: Client) -> None:
    edition = held()
    SessionFactory.create(edition=edition, starts_at=timezone.now() + dt.timedelta(days=1))
    give = at(edition, "certificates")
    assert give not in manager.get(at(edition, "inspect")).content.decode()
    assert "De laatste bijeenkomst is nog niet geweest." in manager.post(give).content.decode()
    assert not Certificate.objects.exists()


def test_the_screen_after_the_end_costs_as_many_queries_with_one_as_with_thirty(
    manager: Client, django_assert_num_queries: Any
) -> None:
    edition = held()
    manager.get(at(edition, "inspect"))
    with django_assert_num_queries(SCREEN_QUERIES):
        manager.get(at(edition, "inspect"))
    for _ in range(29):
        CertificateFactory.create(registration__booking__edition=edition)
    with django_assert_num_queries(SCREEN_QUERIES):
        manager.get(at(edition, "inspect"))


SCREEN_QUERIES = 34
COMPLETE_QUERIES = 23


def test_colleagues_who_see_registrations_get_the_file_of_the_participant(manager: Client) -> None:
    certificate = CertificateFactory.create()
    registration = certificate.registration
    address = reverse("registrations:certificate", args=[registration.pk])
    screen = reverse("registrations:inspect", args=[registration.pk])
    assert address in manager.get(screen).content.decode()
    response = manager.get(address)
    assert response.content == certificate_pdf(certificate)
    assert "no-store" in response["Cache-Control"]

    Registration.objects.update(status=RegistrationStatus.ABSENT)
    assert "ingetrokken: deze deelnemer was er niet" in manager.get(screen).content.decode()
    assert manager.get(address).status_code == 404
