"""Parts that finance's lists share."""

from typing import Any

from wagtail.admin.ui.tables import Column

from betalingen import hooks
from betalingen.models import Order


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
    labels = {provider.key: str(provider.label) for provider in hooks.payment_providers()}
    used = Order.objects.order_by().values_list("provider", flat=True).distinct()
    return [*labels.items(), *((key, key) for key in sorted(set(used) - labels.keys()))]


def provider_label(key: str) -> str:
    """What people call a way to pay; its key when its plugin is off."""
    return next((str(provider.label) for provider in hooks.payment_providers() if provider.key == key), key)
