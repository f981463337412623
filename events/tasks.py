"""Background work of this app."""

from cms.api import job
from events.actions.expire_quotes import expire_quotes
from events.actions.forget_answers import forget_answers


@job("events.expire_quotes", every="10 0 * * *")
def expire_overdue_quotes() -> None:
    """Shortly after midnight, when the last day of an offer has passed."""
    expire_quotes()


@job("events.forget_answers", every="47 3 * * *")
def forget_passing_answers() -> None:
    """Delete answers about diet and access, two weeks after the last session."""
    forget_answers()
