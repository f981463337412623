"""Parts that finance's lists share."""

from typing import Any

from wagtail.admin.ui.tables import Column

from betalingen import hooks
from betalingen.contracts import PaymentProvider
from betalingen.models import Attempt, Order


class EuroColumn(Column):
    """An amount in cents, to the right."""

    cell_template_name = "betalingen/admin/cells/euro.html"

    def __init__(self, name: str, **kwargs: Any) -> None:
        super().__init__(name, classname="bet-number", **kwargs)


class DayColumn(Column):
    """A moment, as its day in the Netherlands."""

    cell_template_name = "betalingen/admin/cells/day.html"

    def __init__(self, name: str, **kwargs: Any) -> None:
        super().__init__(name, classname="bet-nowrap", **kwargs)


def provider_choices() -> list[tuple[str, str]]:
    """Every way to pay that is enabled or was ever used, by its label where it has one."""
    labels = {provider.key: _name(provider) for provider in hooks.payment_providers()}
    used = Order.objects.order_by().values_list("provider", flat=True).distinct()
    return [*labels.items(), *((key, key) for key in sorted(set(used) - labels.keys()))]


def provider_label(key: str) -> str:
    """What finance calls a way to pay; its key when its plugin is off."""
    return next((_name(provider) for provider in hooks.payment_providers() if provider.key == key), key)


def _name(provider: PaymentProvider) -> str:
    return str(provider.staff_label or provider.label)


def answer_url(attempt: Attempt, dispute: str) -> str:
    """Where a claim on a payment is answered, by its reference; "" when that is nowhere, or its plugin is off."""
    provider = next((each for each in hooks.payment_providers() if each.key == attempt.provider), None)
    return provider.answer_url(dispute, is_demo=attempt.is_demo) if provider and dispute else ""
