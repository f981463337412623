"""Does Stripe answer us?"""

from betalingen.api import ProviderUnavailable, RequestRefused
from betalingen.providers.stripe.client import our_errors, stripe_client
from betalingen.providers.stripe.clock import MOST_SKEW, skew_of
from betalingen.providers.stripe.configuration import Configuration
from cms.api import Problem


def problems() -> list[Problem]:
    """One call; the rest is told by `manage.py stripe check`."""
    client = stripe_client(Configuration.from_settings())
    try:
        with our_errors():
            skew = skew_of(client.v1.checkout.sessions.list({"limit": 1}))
    except (ProviderUnavailable, RequestRefused) as error:
        return [Problem("error", f"Stripe does not answer as it must: {error}.", "Run: manage.py stripe check")]
    if skew > MOST_SKEW:
        return [
            Problem("error", f"The clock differs {skew:.0f} s from Stripe's.", "Let this machine set its clock by NTP.")
        ]
    return []
