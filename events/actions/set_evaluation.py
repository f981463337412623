"""Choose when an edition is evaluated, and with which questions."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, record_audit
from events.lifecycles import EditionStatus
from events.locking import locked_edition
from events.models import Edition, EvaluatedAfter


@transaction.atomic
def set_evaluation(*, edition_id: int, after: EvaluatedAfter, questions: Any, user: User | None = None) -> Edition:
    """`questions` is a checked value of `Edition.evaluation_questions`; what was answered keeps the words of its question.

    Whoever was asked already can still answer. Raises NotAllowed for an edition that does not go ahead.
    """
    edition = locked_edition(edition_id)
    if edition.status == EditionStatus.CANCELLED:
        raise NotAllowed(_("Deze editie gaat niet door; er valt niets te evalueren."))
    edition.evaluated_after = after
    edition.evaluation_questions = questions
    edition.save(update_fields=["evaluated_after", "evaluation_questions"])
    record_audit(edition, "events.evaluation_set", user=user, after=after, questions=len(questions))
    return edition
