"""What somebody answered to the questions of an edition, as staff read it."""

from collections.abc import Mapping, Sequence
from typing import Any

from events.models import Registration


def answers_of(registration: Registration) -> Sequence[Mapping[str, Any]]:
    """Those of the participant, then those that the booker gave for everybody; each has a `label` and an `answer`."""
    return all_answers(registration.answers, registration.booking.answers)


def all_answers(own: Sequence[Mapping[str, Any]], booked: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The same, of the stored columns."""
    return [*own, *booked.get("questions", {}).get("given", [])]
