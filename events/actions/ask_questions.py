"""Set the questions that an edition asks beside name and address."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, record_audit
from events.lifecycles import EditionStatus
from events.locking import locked_edition
from events.models import Edition


@transaction.atomic
def ask_questions(*, edition_id: int, questions: Any, user: User | None = None) -> Edition:
    """`questions` is a checked value of `Edition.questions`; who registered before keeps the answers they gave.

    Raises NotAllowed when the edition is over.
    """
    edition = locked_edition(edition_id)
    if edition.status in (EditionStatus.COMPLETED, EditionStatus.CANCELLED):
        raise NotAllowed(_("Deze editie is voorbij of gaat niet door; er valt niets meer te vragen."))
    edition.questions = questions
    edition.save(update_fields=["questions"])
    record_audit(edition, "events.questions_set", user=user, count=len(questions))
    return edition
