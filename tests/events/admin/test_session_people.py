"""Who is at a session: in the form of its edition, and on the screen."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from events.lifecycles import EditionStatus
from events.models import Edition, Session
from tests.events.admin.test_editions import DAY, LIST, form_data
from tests.factories.cms import PersonFactory
from tests.factories.events import (
    EditionFactory,
    ProgrammePageFactory,
    RegistrationFactory,
    SessionFactory,
    SessionPersonFactory,
    local,
)

pytestmark = pytest.mark.django_db


def test_people_are_given_to_a_session_in_the_form_and_stored_in_their_order(manager: Client) -> None:
    anna, bram = PersonFactory.create(), PersonFactory.create()
    people = [
        {"person": anna.pk, "role": "guest", "function": "wethouder", "function_en": "alderman", "ORDER": 2},
        {"person": bram.pk, "ORDER": 1},
    ]
    day = DAY | {"people": people, "goals": "Doorvragen", "title": "Macht", "title_en": "Power"}
    manager.post(f"{LIST}new/", form_data([day], offering=ProgrammePageFactory.create().pk))
    session = Session.objects.get()
    assert (session.goals, session.title_en) == ("Doorvragen", "Power")
    assert [(row.person, row.role, row.function, row.function_en) for row in session.people.all()] == [
        (bram, "core_trainer", "", ""),
        (anna, "guest", "wethouder", "alderman"),
    ]


def test_the_form_changes_orders_and_removes_people_and_asks_nobody_about_it(manager: Client) -> None:
    edition = EditionFactory.create(sessions=0)
    session = SessionFactory.create(edition=edition, starts_at=local(2027, 6, 10, 9, 30), mode="on_site")
    first, second, gone = (SessionPersonFactory.create(session=session, sort_order=place) for place in range(3))
    RegistrationFactory.create(booking__edition=edition)
    people = [
        {"id": first.pk, "person": first.person_id, "ORDER": 2},
        {"id": second.pk, "person": second.person_id, "role": "moderator", "ORDER": 1},
        {"id": gone.pk, "person": gone.person_id, "ORDER": 3, "DELETE": "1"},
    ]
    known = {"id": session.pk, "start": "9:30", "end": "11:00", "walk_in": "9:15", "place": "", "medium": "Webex"}
    known |= {"meeting_provider": "link", "meeting_url": session.meeting_url, "people": people}
    address = reverse("editions:edit", args=[edition.pk])
    assert "sessions-0-people-2-person" in manager.get(address).content.decode()
    response = manager.post(address, form_data([DAY | known], offering=edition.offering_id))
    assert response.headers["Location"] == reverse("editions:inspect", args=[edition.pk])
    assert [(row.person, row.role) for row in Session.objects.get().people.all()] == [
        (second.person, "moderator"),
        (first.person, "core_trainer"),
    ]


def test_a_person_without_a_choice_or_twice_in_one_role_is_said_in_the_form(manager: Client) -> None:
    anna = PersonFactory.create()
    offering = ProgrammePageFactory.create()
    nobody = form_data([DAY | {"people": [{"person": "", "function": "wethouder"}]}], offering=offering.pk)
    formset = manager.post(f"{LIST}new/", nobody).context["form"].formsets["sessions"].forms[0].formsets["people"]
    assert formset.errors == [{"person": ["Dit is een verplicht veld."]}]
    assert 'value="wethouder"' in manager.post(f"{LIST}new/", nobody).content.decode()
    twice = form_data([DAY | {"people": [{"person": anna.pk}, {"person": anna.pk}]}], offering=offering.pk)
    html = manager.post(f"{LIST}new/", twice).content.decode()
    assert "Deze persoon heeft deze rol al bij deze bijeenkomst." in html
    assert not Edition.objects.exists()


def test_screen_and_form_say_who_is_where_and_who_is_elsewhere_at_that_time(manager: Client) -> None:
    edition, other = (
        EditionFactory.create(offering__title=title, sessions=1) for title in ("Leernetwerk HRM", "Modern Gezag")
    )
    person = PersonFactory.create(first_name="Ruben", last_name="Terpstra", function="lector", organisation=None)
    for each in (edition, other):
        SessionPersonFactory.create(session=each.sessions.get(), person=person, role="guest_speaker")
    told = re.compile(r"Ruben Terpstra is op [^<]*, ook bij Modern Gezag\.")
    screen = manager.get(reverse("editions:inspect", args=[edition.pk])).content.decode()
    assert "Ruben Terpstra, gastspreker, lector" in screen
    assert told.search(screen)
    assert told.search(manager.get(reverse("editions:edit", args=[edition.pk])).content.decode())
    Edition.objects.filter(pk=edition.pk).update(status=EditionStatus.COMPLETED)
    assert not told.search(manager.get(reverse("editions:inspect", args=[edition.pk])).content.decode())


def test_a_copy_has_the_same_people_in_its_form(manager: Client) -> None:
    edition = EditionFactory.create(sessions=1)
    SessionPersonFactory.create(session=edition.sessions.get(), role="guest", function="wethouder")
    html = manager.get(reverse("editions:copy", args=[edition.pk]), {"first_day": "2027-06-10"}).content.decode()
    assert 'name="sessions-0-people-0-function" value="wethouder"' in html
