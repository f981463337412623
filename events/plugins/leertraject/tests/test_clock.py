"""What goes by itself: reminders, and cleaning up."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.api import MessageLine, message_about, messages_about
from events.api import RegistrationView, participant_file
from events.plugins.leertraject.actions.forget_work import forget_work
from events.plugins.leertraject.actions.hand_in import HandedFile, hand_in
from events.plugins.leertraject.actions.send_reminders import send_reminders
from events.plugins.leertraject.models import Assignment, AssignmentWork
from events.plugins.leertraject.tests.making import PDF, make_assignment, make_edition, people_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("page_tree")]


def at(days: int, hour: int) -> dt.datetime:
    day = timezone.localdate() + dt.timedelta(days=days)
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))


def mails(registration: RegistrationView) -> list[MessageLine]:
    return messages_about([f"registration:{registration.public_id}"])


def test_who_did_nothing_is_reminded_once_three_days_before() -> None:
    edition = make_edition("Anna", "Bert")
    anna, bert = people_of(edition)
    day = timezone.localdate() + dt.timedelta(days=20)
    casus = make_assignment(edition, title="Casus", due_on=day)
    make_assignment(edition, title="Eindpresentatie", due_on=day, handed_in=Assignment.HandedIn.NOTHING)
    make_assignment(edition, title="Zonder dag")
    hand_in(registration=bert, assignment=casus.public_id, text="Klaar")
    for days, hour, sent in ((16, 12, 0), (17, 9, 0), (17, 10, 1), (17, 11, 0), (18, 12, 0)):
        with time_machine.travel(at(days, hour), tick=False):
            assert send_reminders() == sent
    (line,) = mails(anna)
    assert (line.recipient, line.subject) == (anna.email, "Vergeet u deze opdracht niet? Casus")
    assert mails(bert) == []
    stored = message_about(line.public_id, [line.about])
    assert stored is not None
    assert anna.personal_url in stored.mail.text
    assert "de opdracht “Casus”. U heeft daarvoor de tijd tot en met" in stored.mail.text
    assert "<b>Casus</b>" in stored.mail.html
    assert ModelLogEntry.objects.get(action="leertraject.reminded").data == {"title": "Casus", "mails": 1}


def test_a_deadline_that_moves_is_reminded_of_anew() -> None:
    edition = make_edition("Anna")
    second = edition.sessions.order_by("starts_at")[1]
    make_assignment(edition, session=second.public_id, days_before=2)
    with time_machine.travel(at(32, 12), tick=False):  # the session is on day 37
        assert send_reminders() == 1
        second.starts_at += dt.timedelta(days=7)
        second.ends_at += dt.timedelta(days=7)
        second.save()
        assert send_reminders() == 0
    with time_machine.travel(at(39, 12), tick=False):
        assert send_reminders() == 1
    (anna,) = people_of(edition)
    assert len(mails(anna)) == 2


@pytest.mark.parametrize("status", ["cancelled", "draft"])
def test_nobody_is_reminded_of_what_does_not_go_on(status: str) -> None:
    make_assignment(make_edition("Anna", status=status), due_on=timezone.localdate() + dt.timedelta(days=2))
    with time_machine.travel(at(0, 12), tick=False):
        assert send_reminders() == 0


def old_work(in_days: int) -> tuple[Any, AssignmentWork]:
    """Handed in for an edition of which the last session is `in_days` + 7 days from now."""
    edition = make_edition("Anna", in_days=in_days)
    casus = make_assignment(edition)
    (anna,) = people_of(edition)
    file = HandedFile("verslag.pdf", PDF)
    return edition, hand_in(registration=anna, assignment=casus.public_id, text="Mijn casus", file=file)


def test_after_ninety_days_texts_and_files_go_and_ticks_stay() -> None:
    edition, work = old_work(-98)
    (anna,) = people_of(edition)
    kept, fresh = work.file, old_work(-96)[1]
    assert kept is not None
    assert (forget_work(), forget_work()) == (1, 0)
    work.refresh_from_db()
    assert (work.text, work.file, work.file_name) == ("", None, "")
    assert work.handed_in_at is not None
    assert participant_file(anna.public_id, kept) is None
    fresh.refresh_from_db()
    assert fresh.text == "Mijn casus"
    assert ModelLogEntry.objects.filter(action="leertraject.work_forgotten").count() == 1


def test_assignments_of_an_edition_that_was_thrown_away_go() -> None:
    edition = make_edition()
    make_assignment(edition)
    edition.delete()
    forget_work()
    assert not Assignment.objects.exists()
