"""Data of editions, registrations and quotes."""

from events.models.attendance import Attendance
from events.models.consents import ConsentRequest
from events.models.editions import Edition, PaysWhen, Session
from events.models.interviews import InterviewSlot
from events.models.mails import MailText, Reminder
from events.models.pages import AgendaPage, WebinarPage
from events.models.quotes import Quote, QuoteLine, QuoteRequest
from events.models.registrations import Booking, Intake, Registration
from events.models.waiting_list import WaitingListEntry

__all__ = [
    "AgendaPage",
    "Attendance",
    "Booking",
    "ConsentRequest",
    "Edition",
    "Intake",
    "InterviewSlot",
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
