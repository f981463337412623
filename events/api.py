"""The front door of events: what plugins may import."""

from events.contracts import (
    BookingDraft,
    Continue,
    EditionView,
    MailVariable,
    MeetingProvider,
    Participant,
    QuoteView,
    Refuse,
    RegistrationStep,
    RegistrationView,
    SessionView,
    Wait,
)

__all__ = [
    "BookingDraft",
    "Continue",
    "EditionView",
    "MailVariable",
    "MeetingProvider",
    "Participant",
    "QuoteView",
    "Refuse",
    "RegistrationStep",
    "RegistrationView",
    "SessionView",
    "Wait",
]
