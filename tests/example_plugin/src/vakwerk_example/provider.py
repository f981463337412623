"""Paying at the desk: the order stays open until somebody books the money."""

from django.apps import apps

from betalingen.api import (
    Deferred,
    PaymentProvider,
    PaymentQuery,
    PaymentReport,
    PaymentRequest,
    RefundReport,
    RefundRequest,
)


class DeskProvider(PaymentProvider):
    key = "desk"
    label = "Aan de balie"
    explanation = "U betaalt als u binnenkomt."
    is_deferred = True

    def start(self, request: PaymentRequest) -> Deferred:
        desk = apps.get_app_config("vakwerk_example").settings["desk"]  # type: ignore[attr-defined]
        return Deferred(f"Betaal {request.order_number} aan {desk}.")

    def look_up(self, query: PaymentQuery) -> PaymentReport:
        return PaymentReport(state="open", reference=query.reference)

    def refund(self, request: RefundRequest) -> RefundReport:
        return RefundReport(state="pending", amount_cents=request.amount_cents, refund=request.refund)
