"""The site's background jobs; those of the queue itself stand in cms.jobs."""

from cms import rate_limit
from cms.accounts.participants import forget_unused_accounts
from cms.actions.forget_leads import forget_leads
from cms.jobs import job
from cms.mail import delivery


@job("cms.deliver_mail")
def deliver_mail(*, message: int) -> None:
    """Send one message, woken by the transaction that left it."""
    delivery.deliver(message)


@job("cms.deliver_due_mail", every="* * * * * */20")
def deliver_due_mail() -> None:
    """Send retries, and whatever no job woke."""
    delivery.deliver_due()


@job("cms.forget_unused_accounts", every="41 3 * * *")
def forget_unused_participants() -> None:
    """Delete accounts that were made for a login code which nobody used."""
    forget_unused_accounts()


@job("cms.forget_rate_limits", every="*/10 * * * *")
def forget_rate_limits() -> None:
    """Remove the counters of periods that are over."""
    rate_limit.forget_expired()


@job("cms.forget_leads", every="23 3 * * *")
def forget_old_leads() -> None:
    """Delete what visitors sent, a year after it was settled."""
    forget_leads()
