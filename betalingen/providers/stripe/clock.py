"""Stripe's moments, and how far our clock is from Stripe's: signatures and the end of a payment are compared with it."""

import datetime as dt
import time
from email.utils import parsedate_to_datetime
from typing import Final, Protocol

from stripe import StripeResponse

MOST_SKEW: Final = 60  # seconds; signatures older than 300 are refused


def moment(seconds: int) -> dt.datetime:
    """Stripe's seconds as a moment."""
    return dt.datetime.fromtimestamp(seconds, tz=dt.UTC)


class Answer(Protocol):
    """Any object or list that Stripe answered with."""

    @property
    def last_response(self) -> StripeResponse | None: ...


def skew_of(answer: Answer) -> float:
    """Seconds between the moment of this answer at Stripe and now; 0 when Stripe does not say."""
    response = answer.last_response
    sent = response.headers.get("Date", "") if response else ""
    return abs(time.time() - parsedate_to_datetime(sent).timestamp()) if sent else 0
