"""Background work of this app."""

from cms.api import job
from events.actions.advance_queue import advance_queues
from events.actions.end_waiting_list import end_started_lists
from events.actions.expire_offers import expire_offers
from events.actions.expire_quotes import expire_quotes


@job("events.expire_quotes", every="10 0 * * *")
def expire_overdue_quotes() -> None:
    """Shortly after midnight, when the last day of an offer has passed."""
    expire_quotes()


@job("events.tend_waiting_lists", every="* * * * *")
def tend_waiting_lists() -> None:
    """Offers whose time has passed go to the next in line; what has begun has no list any more."""
    end_started_lists()
    expire_offers()
    advance_queues()
