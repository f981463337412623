"""A participant says which moments suit."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cms.api import NotAllowed, record_audit
from events.api import RegistrationView
from events.plugins.leertraject.models import DatePoll, PollAnswer
from events.plugins.leertraject.wishes import members_of


@transaction.atomic
def answer_poll(*, registration: RegistrationView, poll: UUID, answers: Mapping[int, str]) -> None:
    """By the key of each moment; what was answered before is replaced. Raises NotAllowed when it is closed.

    Whoever gives the place back or chooses a moment at the same time waits for the lock, or was first.
    """
    asked = locked_poll(registration.edition.public_id, poll)
    if asked is None or not asked.is_open or registration.public_id not in members_of(asked.edition):
        raise NotAllowed(_("Deze datumprikker is gesloten; uw antwoord is niet bewaard."))
    PollAnswer.objects.filter(moment__poll=asked, registration=registration.public_id).delete()
    PollAnswer.objects.bulk_create(
        PollAnswer(moment=moment, registration=registration.public_id, answer=answers[moment.pk])
        for moment in asked.moments.all()
    )
    record_audit(asked, "leertraject.poll_answered", registration=str(registration.public_id))


def locked_poll(edition: UUID, poll: UUID) -> DatePoll | None:
    """As it is now, locked until the transaction ends; None when this edition has none with this id."""
    return DatePoll.objects.select_for_update().filter(edition=edition, public_id=poll).first()
