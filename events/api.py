"""The front door of events: what plugins may import."""

from events.contracts import (
    BookingDraft,
    Continue,
    EditionView,
    FittedStep,
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
from events.questions import GRADES, Answer, Kind, Question, Scope, before, of_scope

__all__ = [
    "GRADES",
    "Answer",
    "BookingDraft",
    "Continue",
    "EditionView",
    "FittedStep",
    "Kind",
    "MailVariable",
    "MeetingProvider",
    "Participant",
    "Question",
    "QuoteView",
    "Refuse",
    "RegistrationStep",
    "RegistrationView",
    "Scope",
    "SessionView",
    "Wait",
    "before",
    "of_scope",
]
