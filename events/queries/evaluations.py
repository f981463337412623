"""Evaluations: what the one who was asked sees, and who may still be asked to stay in touch."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from events.bilingual import in_words_of_reader
from events.lifecycles import RegistrationStatus
from events.models import Edition, Evaluation, Registration
from events.queries.editions import EditionCard, card_of
from events.questions import Question, house_evaluation, questions_in

OPEN_FOR: Final = dt.timedelta(days=14)  # after they were asked; until then an answer may be changed


@dataclass(frozen=True)
class EvaluationPage:
    """The page behind the link in the mail."""

    evaluation: Evaluation
    card: EditionCard
    questions: Sequence[Question]
    closes_at: dt.datetime
    is_open: bool
    is_alumnus: bool
    may_join_alumni: bool

    @property
    def registration(self) -> Registration | None:
        """Whose it is; None once it was made anonymous."""
        return self.evaluation.registration

    @property
    def session_title(self) -> str:
        """Of the session that it is about, when that is not the whole edition and has a title."""
        return (
            in_words_of_reader(self.evaluation.session.title, self.evaluation.session.title_en)
            if self.evaluation.session
            else ""
        )


def evaluation_page(access_key: str) -> EvaluationPage | None:
    """None when nobody has this key."""
    related = ("quotation", "session", "registration__alumnus", "registration__booking")
    edition = ("edition__offering__locale", "edition__vat_rule", "edition__subsidy_scheme__funder")
    evaluation = Evaluation.objects.select_related(*related, *edition).filter(access_key=access_key).first()
    if evaluation is None:
        return None
    closes_at = closing_of(evaluation)
    edition_card = card_of(evaluation.edition)
    registration = evaluation.registration
    return EvaluationPage(
        evaluation=evaluation,
        card=edition_card,
        questions=questions_of(evaluation.edition),
        closes_at=closes_at,
        is_open=timezone.now() < closes_at and registration is not None,
        is_alumnus=registration is not None and is_alumnus(registration),
        may_join_alumni=registration is not None and may_join_alumni(registration, edition_card.view.ends_at),
    )


def open_evaluations(registration: Registration) -> Sequence[Evaluation]:
    """What a participant may still answer or change, the latest first; one query."""
    since = timezone.now() - OPEN_FOR
    found = Evaluation.objects.filter(registration=registration, asked_at__gt=since)
    return list(found.select_related("session").order_by("-asked_at"))


def closing_of(evaluation: Evaluation) -> dt.datetime:
    """Until when it may be answered and changed."""
    return evaluation.asked_at + OPEN_FOR


def questions_of(edition: Edition) -> Sequence[Question]:
    """What is asked beside the grade: the editor's questions, else the house's in the reader's language."""
    return questions_in(edition.evaluation_questions.raw_data) or house_evaluation()


def is_alumnus(registration: Registration) -> bool:
    """Whether they are on the list; no query when `alumnus` was joined."""
    return hasattr(registration, "alumnus")


def may_join_alumni(registration: Registration, ends_at: dt.datetime | None) -> bool:
    """Whoever took part in an edition that is over; `ends_at` is its last moment."""
    took_part = registration.status == RegistrationStatus.ATTENDED or (
        registration.status == RegistrationStatus.CONFIRMED and ends_at is not None and ends_at <= timezone.now()
    )
    return registration.is_named and took_part
