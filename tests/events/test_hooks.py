import uuid

import pytest

from events import hooks
from events.contracts import BookingDraft, Continue, EditionView
from events.steps.details import DetailsForm, DetailsStep

EDITION = EditionView(uuid.uuid4(), uuid.uuid4(), "Leergang", "", "open", 1, 12, 0, 0, is_free=True, sessions=())


class Step:
    """A step that only knows its place."""

    form_class = DetailsForm

    def __init__(self, key: str, after: str, *, applies: bool = True) -> None:
        self.key, self.title, self.after, self.applies = key, key, after, applies

    def applies_to(self, edition: EditionView) -> bool:
        return self.applies

    def outcome(self, draft: BookingDraft) -> Continue:
        return Continue()


@pytest.mark.parametrize(
    ("steps", "order"),
    [
        ([DetailsStep()], ["details"]),
        ([Step("intake", "details"), DetailsStep()], ["details", "intake"]),
        ([Step("b", "participants"), Step("a", "participants")], ["b", "a"]),
        ([Step("c", "b"), Step("b", "a"), Step("a", "participants")], ["a", "b", "c"]),
        ([DetailsStep(), Step("diet", "participants"), Step("intake", "details")], ["details", "intake", "diet"]),
        ([Step("later", "nobody"), DetailsStep()], ["details", "later"]),
        ([Step("off", "participants", applies=False), DetailsStep()], ["details"]),
    ],
)
def test_steps_stand_behind_the_one_they_name(
    monkeypatch: pytest.MonkeyPatch, steps: list[Step], order: list[str]
) -> None:
    monkeypatch.setattr(hooks, "contributions", lambda _spec: steps)

    assert [step.key for step in hooks.registration_steps(EDITION)] == order


def test_a_provider_that_is_off_is_no_error() -> None:
    assert hooks.meeting_provider("webex") is None
    assert hooks.meeting_provider("") is None


def test_our_own_steps_and_providers_come_through_the_same_door() -> None:
    assert [step.key for step in hooks.registration_steps(EDITION)] == ["details"]
    provider = hooks.meeting_provider("link")
    assert provider is not None
    assert provider.check_configuration() == []
