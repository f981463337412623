"""The site's background jobs; those of the queue itself stand in cms.jobs."""

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
