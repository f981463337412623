"""What somebody answered to the questions of an edition, as staff read it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from events.models import Booking, Registration


def answers_of(registration: Registration) -> Sequence[Mapping[str, Any]]:
    """Those of the participant, then those that the booker gave for everybody; each has a `label` and an `answer`."""
    return all_answers(registration.answers, registration.booking.answers)


def all_answers(own: Sequence[Mapping[str, Any]], booked: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The same, of the stored columns."""
    return [*own, *_given(booked), *_of_intake(booked.get("intake", {}))]


def answers_of_booking(booking: Booking) -> Sequence[Mapping[str, Any]]:
    """What whoever booked answered for everybody."""
    return _given(booking.answers)


def _given(booked: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    given: Sequence[Mapping[str, Any]] = booked.get("questions", {}).get("given", [])
    return given


def _of_intake(given: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    labels = {"motivation": _("Waarom dit programma?"), "experience": _("Welke ervaring is er al?")}
    return [{"label": label, "answer": given[key]} for key, label in labels.items() if given.get(key)]
