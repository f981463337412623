"""A colleague chooses one of the moments: from now on the session is then."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User
from events.api import note_on_edition, schedule_session
from events.plugins.leertraject.actions.answer_poll import locked_poll
from events.plugins.leertraject.models import PollMoment
from events.plugins.leertraject.polls import session_moment


@transaction.atomic
def choose_moment(*, edition: UUID, poll: UUID, moment: UUID, user: User | None = None) -> None:
    """The edition changes the way it always does: mails, calendars, pages. Who answers meanwhile was before it, or is too late.

    Raises NotAllowed when the edition cannot change or a moment was chosen before, PollMoment.DoesNotExist for a moment of another poll.
    """
    chosen = PollMoment.objects.select_related("poll").get(
        public_id=moment, poll__public_id=poll, poll__edition=edition
    )
    # The edition comes before what is ours, as everywhere; whoever chose first has it, and takes this change back.
    schedule_session(edition=edition, moment=session_moment(chosen.poll, chosen), user=user)
    locked = locked_poll(edition, poll)
    if locked is None or locked.chosen_id:
        raise NotAllowed(_("Er is al een moment gekozen, of de datumprikker is weggehaald."))
    locked.chosen = chosen
    locked.save(update_fields=["chosen"])
    note_on_edition(edition, "leertraject.moment_chosen", user=user, title=locked.title)
