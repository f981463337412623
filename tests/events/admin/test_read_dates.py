"""Copying an edition, and filling in its days from a text."""

import datetime as dt
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from events.admin.read_dates import with_days
from events.invitation import ReadDay
from events.models import Edition, Material, Session
from events.questions import questions_in
from tests.events.admin.test_editions import DAY, LIST, form_data
from tests.events.questions import WHY
from tests.factories.events import (
    EditionFactory,
    MaterialFactory,
    ProgrammePageFactory,
    SessionFactory,
    WebinarPageFactory,
    local,
)

pytestmark = pytest.mark.django_db


def typed(*rows: dict[str, str], **changes: Any) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update({name: str(value) for name, value in form_data(list(rows), **changes).items()})
    return data


def days(*dates: tuple[int, int], **times: dt.time) -> list[ReadDay]:
    return [ReadDay(dt.date(2027, month, day), number, **times) for number, (month, day) in enumerate(dates, start=1)]


def test_rows_that_are_empty_are_filled_before_new_ones_are_made() -> None:
    filled = with_days(typed({"date": ""}), days((6, 10), (6, 24), start=dt.time(9, 30), end=dt.time(16, 30)))

    assert filled["sessions-TOTAL_FORMS"] == "2"
    assert [filled[f"sessions-{row}-date"] for row in range(2)] == ["2027-06-10", "2027-06-24"]
    assert [filled[f"sessions-{row}-meeting"] for row in range(2)] == ["1", "2"]
    assert (filled["sessions-1-start"], filled["sessions-1-end"], filled["sessions-1-mode"]) == (
        "09:30",
        "16:30",
        "on_site",
    )


def test_a_new_day_takes_place_and_times_from_the_one_before_and_no_day_comes_twice() -> None:
    filled = with_days(typed(DAY | {"meeting": "2"}), days((6, 10), (6, 24)))

    assert filled["sessions-TOTAL_FORMS"] == "2"
    assert filled["sessions-0-date"] == "2027-06-10"
    assert (filled["sessions-1-date"], filled["sessions-1-meeting"]) == ("2027-06-24", "4")
    assert (filled["sessions-1-start"], filled["sessions-1-place"]) == ("9:30", "Lindewaard")


def test_a_row_that_was_thrown_away_stays_away() -> None:
    filled = with_days(typed(DAY | {"DELETE": "1"}), days((6, 10)))

    assert (filled["sessions-0-DELETE"], filled["sessions-1-date"]) == ("1", "2027-06-10")


def test_pasted_days_are_shown_to_correct_and_nothing_is_stored_or_judged(manager: Client) -> None:
    text = "woensdag 10 juni 2027, 27 januari, 9.30 - 16.30 uur, slotdag n.t.b."
    response = manager.post(f"{LIST}new/", typed(dates_text=text, capacity="", **{"read-dates": "1"}))
    html = response.content.decode()
    for told in (
        "2 dagen gelezen",
        "“woensdag 10 juni 2027” klopt niet: 10 juni 2027 is een donderdag.",
        "27 januari 2028: na de jaarwisseling.",
        "“slotdag n.t.b.”",
        'value="2027-06-10"',
        'value="2028-01-27"',
    ):
        assert told in html
    assert "verplicht veld" not in html
    assert not Edition.objects.exists()


def test_pasted_days_of_a_known_edition_wait_for_the_button_that_stores(manager: Client) -> None:
    edition = EditionFactory.create(sessions=0)
    session = SessionFactory.create(edition=edition, starts_at=local(2027, 6, 10, 9, 30))
    address = reverse("editions:edit", args=[edition.pk])
    data = typed(DAY | {"id": str(session.pk)}, offering=edition.offering_id, dates_text="24 juni 2027")
    shown = manager.post(address, data | {"read-dates": "1"})
    assert 'value="2027-06-24"' in shown.content.decode()
    assert Session.objects.count() == 1


def test_a_copy_is_shown_on_its_new_days_and_stored_as_a_draft(manager: Client) -> None:
    edition = EditionFactory.create(
        offering=ProgrammePageFactory.create(title="Leernetwerk HRM"),
        sessions=0,
        minimum=8,
        decision_date=dt.date(2027, 5, 26),
        questions=[WHY],
        evaluated_after="edition",
        reminds_hour_before=False,
        email_domains="lindewaard.example",
    )
    start = SessionFactory.create(edition=edition, starts_at=local(2027, 6, 10, 9, 30), title="Start")
    SessionFactory.create(edition=edition, starts_at=local(2028, 1, 27, 9, 30), title="Slot")
    MaterialFactory.create(session=start, title="Casus", release="before", days=7)
    MaterialFactory.create(session=start, title="Opname", release="after")
    address = reverse("editions:copy", args=[edition.pk])
    assert 'value="08-06-2028"' in manager.get(address).content.decode()

    html = manager.get(address, {"first_day": "2028-06-08"}).content.decode()

    for told in ('value="08-06-2028"', 'value="25-01-2029"', 'value="24-05-2028"', 'value="Start"', 'value="09:30'):
        assert told in html
    assert Edition.objects.count() == 1
    rows = [DAY | {"date": "2028-06-08", "title": "Start"}, DAY | {"date": "2029-01-25", "title": "Slot"}]
    data = form_data(rows, offering=edition.offering_id, decision_date="2028-05-24") | {"sessions-INITIAL_FORMS": 2}
    manager.post(address, data)
    copy = Edition.objects.exclude(pk=edition.pk).get()
    assert (copy.status, copy.decision_date) == ("draft", dt.date(2028, 5, 24))
    found = [
        (each.title, timezone.localdate(each.starts_at).isoformat()) for each in copy.sessions.order_by("starts_at")
    ]
    assert found == [("Start", "2028-06-08"), ("Slot", "2029-01-25")]
    assert [question.label for question in questions_in(copy.questions.raw_data)] == ["Waarom nu?"]
    kept = (copy.evaluated_after, copy.reminds_hour_before, copy.thanks_after, copy.email_domains)
    assert kept == ("edition", False, True, "lindewaard.example")
    materials = Material.objects.filter(session__edition=copy)
    assert [(each.title, each.session.title, each.release, each.days) for each in materials] == [
        ("Casus", "Start", "before", 7)
    ]
    line = ModelLogEntry.objects.get(action="events.edition_copied")
    assert line.data == {"source": str(edition.public_id)}


def test_a_webinar_is_copied_as_a_page_and_an_edition_without_days_not_at_all(manager: Client) -> None:
    webinar = EditionFactory.create(offering=WebinarPageFactory.create())
    response = manager.get(reverse("editions:copy", args=[webinar.pk]))
    assert response.headers["Location"] == reverse("wagtailadmin_pages:copy", args=[webinar.offering_id])
    empty = EditionFactory.create(sessions=0)
    response = manager.get(reverse("editions:copy", args=[empty.pk]))
    assert response.headers["Location"] == reverse("editions:inspect", args=[empty.pk])
