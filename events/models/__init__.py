"""Data of editions, registrations and quotes."""

from events.models.attendance import Attendance
from events.models.certificates import Certificate
from events.models.consents import ConsentRequest
from events.models.editions import Edition, EvaluatedAfter, PaysWhen, Session
from events.models.evaluations import Alumnus, AlumnusInvitation, Evaluation
from events.models.guests import Guest, GuestList
from events.models.hosts import HostInvitation
from events.models.interviews import InterviewSlot
from events.models.list_readers import ListReader
from events.models.mails import MailText, Reminder
from events.models.materials import Material
from events.models.pages import AgendaPage, WebinarPage
from events.models.quotes import ClosingReport, Quote, QuoteLine, QuoteRequest
from events.models.registrations import Booking, Intake, Registration
from events.models.rooms import MeetingInvitation, MeetingRoom
from events.models.session_people import SessionPerson
from events.models.uploads import Upload
from events.models.waiting_list import WaitingListEntry

__all__ = [
    "AgendaPage",
    "Alumnus",
    "AlumnusInvitation",
    "Attendance",
    "Booking",
    "Certificate",
    "ClosingReport",
    "ConsentRequest",
    "Edition",
    "EvaluatedAfter",
    "Evaluation",
    "Guest",
    "GuestList",
    "HostInvitation",
    "Intake",
    "InterviewSlot",
    "ListReader",
    "MailText",
    "Material",
    "MeetingInvitation",
    "MeetingRoom",
    "PaysWhen",
    "Quote",
    "QuoteLine",
    "QuoteRequest",
    "Registration",
    "Reminder",
    "Session",
    "SessionPerson",
    "Upload",
    "WaitingListEntry",
    "WebinarPage",
]
