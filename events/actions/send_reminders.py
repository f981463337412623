"""Leave the mails that go by the clock."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from cms.api import record_audit
from events.actions.ask_evaluation import ask_evaluation
from events.contracts import EditionView
from events.mails import mail_material, mail_reminder
from events.models import Edition, Reminder
from events.queries.materials import released_titles
from events.queries.reminders import DueReminder, due_reminders, people_to_remind
from events.queries.snapshots import edition_view, registration_view, session_view


def send_reminders() -> None:
    """Each once, whatever restarts, dates or workers do; a transaction for each session."""
    for reminder in due_reminders(timezone.now()):
        _remind(reminder)


@transaction.atomic
def _remind(reminder: DueReminder) -> None:
    session = reminder.session
    _row, is_new = Reminder.objects.get_or_create(session=session, kind=reminder.kind, about=reminder.about)
    if not is_new:  # another worker was first
        return
    # Locked, so that whoever cancels meanwhile hears of that after the reminder and not before.
    people = people_to_remind(reminder).select_for_update(of=("self",)).select_related("booking").order_by("pk")
    found = list(people)
    if not found:
        return
    ready = released_titles(session, timezone.now()) if reminder.kind is Reminder.Kind.DAY else []
    views = _views(session.edition, {registration.booking.language for registration in found})
    for registration in found:
        view = registration_view(registration, views[registration.booking.language])
        if reminder.kind is Reminder.Kind.EVALUATE:
            ask_evaluation(registration=registration, view=view, session=session)
        elif reminder.kind is Reminder.Kind.MATERIAL:
            mail_material(view, session_view(session), reminder.titles, reminder.due_at)
        else:
            mail_reminder(view, session_view(session), reminder.kind, ready)
    record_audit(session.edition, "events.reminded", kind=reminder.kind.value, mails=len(found))


def _views(edition: Edition, languages: set[str]) -> Mapping[str, EditionView]:
    return {language: edition_view(edition, language) for language in languages}
