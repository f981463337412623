"""Somebody who was there says what they think of it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.api import NotAllowed, allow_quotation, record_audit, withdraw_quotation
from events.models import Evaluation
from events.queries.evaluations import closing_of
from events.questions import Answer


@dataclass(frozen=True, kw_only=True)
class Quoted:
    """What may be published, with as much of who said it as may be shown."""

    text: str
    name: str = ""
    function: str = ""


@dataclass(frozen=True, kw_only=True)
class GivenEvaluation:
    """What was filled in; without `quoted` nothing may be published."""

    grade: int
    answers: Sequence[Answer]
    shows_name: bool = False
    quoted: Quoted | None = None


@transaction.atomic
def answer_evaluation(*, evaluation_id: int, given: GivenEvaluation, language: str) -> Evaluation:
    """Keep the answers, in the place of those from before. Words that may no longer be published are deleted at once.

    Raises NotAllowed after the last day.
    """
    evaluation: Evaluation = Evaluation.objects.select_for_update(of=("self",)).get(pk=evaluation_id)
    if timezone.now() >= closing_of(evaluation) or evaluation.registration_id is None:
        raise NotAllowed(_("De evaluatie is gesloten. Uw antwoorden zijn niet bewaard."))
    evaluation.answered_at = timezone.now()
    evaluation.grade = given.grade
    evaluation.answers = [asdict(answer) for answer in given.answers]
    evaluation.shows_name = given.shows_name
    if given.quoted:
        evaluation.quotation = allow_quotation(
            quotation_id=evaluation.quotation_id,
            language=language,
            offering=evaluation.edition.offering,
            **asdict(given.quoted),
        )
    evaluation.save()
    if not given.quoted and evaluation.quotation_id:
        withdraw_quotation(quotation_id=evaluation.quotation_id)
        evaluation.quotation = None
    record_audit(evaluation, "events.evaluation_answered")
    return evaluation
