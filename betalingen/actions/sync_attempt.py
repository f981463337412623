"""Ask the provider how a payment stands and write that down. Talks to the provider, so never in a transaction."""

from betalingen import hooks
from betalingen.actions.apply_report import apply_report
from betalingen.contracts import PaymentQuery
from betalingen.models import Attempt


def sync_attempt(*, attempt: int) -> Attempt:
    """Bring an attempt (its pk) up to date; idempotent, and safe beside itself.

    Raises ProviderUnavailable, or NotContributed when the provider's plugin is off.
    """
    found = Attempt.objects.get(pk=attempt)
    report = hooks.payment_provider(found.provider).look_up(query_of(found))
    return apply_report(attempt=attempt, report=report)


def stop_attempt(*, attempt: int) -> Attempt:
    """The same, after making sure that nobody can pay this attempt any more. It may turn out to be paid."""
    found = Attempt.objects.get(pk=attempt)
    report = hooks.payment_provider(found.provider).stop(query_of(found))
    return apply_report(attempt=attempt, report=report)


def query_of(attempt: Attempt) -> PaymentQuery:
    """What a provider needs to find the payment of an attempt."""
    return PaymentQuery(
        attempt=str(attempt.public_id), reference=attempt.provider_reference, created_at=attempt.created_at
    )
