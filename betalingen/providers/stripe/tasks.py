"""The nightly comparison with Stripe: some events are never sent, so states are compared, not only messages replayed."""

import logging
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone

from betalingen.api import recheck_paid, take_notification
from betalingen.providers.stripe.client import our_errors, stripe_client
from betalingen.providers.stripe.configuration import Configuration
from betalingen.providers.stripe.notifications import notification_of
from cms.api import job

logger = logging.getLogger(__name__)

LOOK_BACK: Final = timedelta(days=3)
EVENTS: Final = (
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "checkout.session.expired",
    "charge.updated",
    "charge.dispute.created",
    "charge.dispute.updated",
    "charge.dispute.closed",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.funds_reinstated",
    "refund.created",
    "refund.updated",
    "refund.failed",
    "payout.paid",
    "payout.failed",
    "payout.canceled",
    "payout.reconciliation_completed",
)
"""What the webhook endpoint must be subscribed to."""


@job("betalingen_stripe.compare_sessions", every="20 3 * * *")
def compare_sessions() -> None:
    """Find payments of the last three days that Stripe calls complete and we do not."""
    since = int((timezone.now() - LOOK_BACK).timestamp())
    client = stripe_client(Configuration.from_settings())
    with our_errors():
        listed = client.v1.checkout.sessions.list({"created": {"gte": since}, "status": "complete", "limit": 100})
        complete = [
            session.metadata["attempt"]
            for session in listed.auto_paging_iter()
            if session.metadata and session.metadata.to_dict().get("site") == settings.SITE_URL
        ]
    behind = recheck_paid(provider="stripe", attempts=complete)
    if behind:
        logger.warning("%s payments were complete at Stripe and not here", len(behind))


@job("betalingen_stripe.fetch_undelivered", every="50 3 * * *")
def fetch_undelivered() -> None:
    """Take the messages of the last three days that Stripe could not deliver."""
    since = int((timezone.now() - LOOK_BACK).timestamp())
    client = stripe_client(Configuration.from_settings())
    with our_errors():
        listed = client.v1.events.list(
            {"created": {"gte": since}, "delivery_success": False, "types": list(EVENTS), "limit": 100}
        )
        notifications = [notification_of(event.to_dict()) for event in listed.auto_paging_iter()]
    for notification in notifications:
        take_notification(provider="stripe", notification=notification)
