"""When somebody who is registered, who registered others, or who waits for a place, gets a mail, and which words of it editors
may choose.

What must be right (facts, people, sums, personal link, calendar item) is no part of the text: the house's frame puts that
around whatever the editor writes.
"""

from collections.abc import Mapping

from events.mail_moments.moment import COMMON, LINK, Moment, Text
from events.mail_moments.of_bookings import OF_BOOKINGS
from events.mail_moments.of_registrations import MESSAGE, OF_REGISTRATIONS
from events.mail_moments.of_waiting_list import OF_WAITING_LIST
from events.mail_moments.words import MailWords, check_words, filled_in, filled_in_html

MOMENTS: Mapping[str, Moment] = {**OF_REGISTRATIONS, **OF_BOOKINGS, **OF_WAITING_LIST}

__all__ = [
    "COMMON",
    "LINK",
    "MESSAGE",
    "MOMENTS",
    "OF_BOOKINGS",
    "OF_REGISTRATIONS",
    "OF_WAITING_LIST",
    "MailWords",
    "Moment",
    "Text",
    "check_words",
    "filled_in",
    "filled_in_html",
]
