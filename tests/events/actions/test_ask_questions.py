import pytest
from wagtail.models import ModelLogEntry

from cms.api import NotAllowed
from events.actions.ask_questions import ask_questions
from events.lifecycles import EditionStatus
from events.models import Edition
from tests.events.questions import LUNCH, WHY
from tests.factories.events import EditionFactory

pytestmark = pytest.mark.django_db


def test_the_questions_are_kept_and_nothing_else_of_the_edition() -> None:
    edition = EditionFactory.create()
    Edition.objects.filter(pk=edition.pk).update(taken=3)  # meanwhile
    ask_questions(edition_id=edition.pk, questions=Edition(questions=[LUNCH, WHY]).questions)

    edition.refresh_from_db()
    assert [child["id"] for child in edition.questions.raw_data] == ["lunch", "why"]
    assert edition.taken == 3
    line = ModelLogEntry.objects.get(action="events.questions_set")
    assert (line.object_id, line.data["count"]) == (str(edition.pk), 2)


@pytest.mark.parametrize("status", [EditionStatus.COMPLETED, EditionStatus.CANCELLED])
def test_nothing_is_asked_any_more_when_it_is_over(status: EditionStatus) -> None:
    edition = EditionFactory.create(status=status)

    with pytest.raises(NotAllowed):
        ask_questions(edition_id=edition.pk, questions=Edition(questions=[LUNCH]).questions)

    edition.refresh_from_db()
    assert len(edition.questions) == 0
    assert not ModelLogEntry.objects.filter(action="events.questions_set").exists()
