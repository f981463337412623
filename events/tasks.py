"""Background work of this app."""

from cms.api import job
from events.actions.expire_quotes import expire_quotes


@job("events.expire_quotes", every="10 0 * * *")
def expire_overdue_quotes() -> None:
    """Shortly after midnight, when the last day of an offer has passed."""
    expire_quotes()
