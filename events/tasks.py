"""Background work of this app."""

from cms.api import job
from events.actions.expire_quotes import expire_quotes
from events.actions.remind_decisions import remind_decisions


@job("events.expire_quotes", every="10 0 * * *")
def expire_overdue_quotes() -> None:
    """Shortly after midnight, when the last day of an offer has passed."""
    expire_quotes()


@job("events.remind_decisions", every="0 6 * * *")
def remind_of_decisions() -> None:
    """Before the working day begins, also in winter: jobs run by the clock of Greenwich."""
    remind_decisions()
