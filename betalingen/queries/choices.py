"""The ways to pay that a customer can choose from."""

from django.utils import translation

from betalingen import hooks
from betalingen.contracts import PaymentChoice, PaymentProvider


def payment_choices(language: str) -> list[PaymentChoice]:
    """Every enabled way to pay, worded in `language`, in the order of the plugins."""
    with translation.override(language):
        return [
            PaymentChoice(provider.key, str(provider.label), str(provider.explanation))
            for provider in hooks.payment_providers()
        ]


def online_provider() -> PaymentProvider | None:
    """By whom an invoice can be paid online; None when everything is paid by transfer."""
    return next((provider for provider in hooks.payment_providers() if not provider.is_deferred), None)
