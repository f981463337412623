"""Decisions about money: each hangs on the screen of its order."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import policy_registry

from betalingen.models import Order
from cms.api import EuroField
from cms.staff import DateInput, DecisionView


class MoneyDecisionView(DecisionView):
    """About an order, or about a payment, a refund or an exception of it; `subject` is the order."""

    policy_model: type[Any] = Order
    index_url_name = "orders:index"
    inspect_url_name = "orders:inspect"
    permission_required = "settle"
    template_name = "betalingen/admin/decision.html"

    @cached_property
    def permission_policy(self) -> Any:
        """Payments and refunds are settled by who may settle their order."""
        return policy_registry.get_by_type(self.policy_model)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"order": self.subject}


class ReceiptForm(forms.Form):
    """Money that came on the bank."""

    amount = EuroField(label=_("Bedrag"))
    received_on = forms.DateField(label=_("Ontvangen op"), widget=DateInput)
    bank_reference = forms.CharField(
        label=_("Kenmerk op het bankafschrift"),
        max_length=255,
        help_text=_("Elk kenmerk wordt één keer geboekt, zodat niets dubbel telt."),
    )
