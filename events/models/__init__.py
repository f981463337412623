"""Data of editions, registrations and quotes."""

from events.models.attendance import Attendance
from events.models.editions import Edition, EvaluatedAfter, PaysWhen, Session
from events.models.evaluations import Alumnus, Evaluation
from events.models.mails import MailText, Reminder
from events.models.pages import AgendaPage, WebinarPage
from events.models.quotes import Quote, QuoteLine, QuoteRequest
from events.models.registrations import Booking, Intake, Registration
from events.models.waiting_list import WaitingListEntry

__all__ = [
    "AgendaPage",
    "Alumnus",
    "Attendance",
    "Booking",
    "Edition",
    "EvaluatedAfter",
    "Evaluation",
    "Intake",
    "MailText",
    "PaysWhen",
    "Quote",
    "QuoteLine",
    "QuoteRequest",
    "Registration",
    "Reminder",
    "Session",
    "WaitingListEntry",
    "WebinarPage",
]
