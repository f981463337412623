"""The payment provider for who pays later: the order stays open until finance books the bank transfer."""

from django.utils.translation import gettext_lazy as _

from betalingen.api import (
    Deferred,
    PaymentProvider,
    PaymentQuery,
    PaymentReport,
    PaymentRequest,
    RefundReport,
    RefundRequest,
)


class InvoiceProvider(PaymentProvider):
    """On an invoice, by bank transfer."""

    key = "invoice"
    label = _("Op factuur")
    explanation = _("U krijgt een factuur en betaalt binnen 30 dagen. U betaalt nu niets.")
    is_deferred = True

    def start(self, request: PaymentRequest) -> Deferred:  # noqa: ARG002  # the contract's
        return Deferred(self.explanation)

    def look_up(self, query: PaymentQuery) -> PaymentReport:  # noqa: ARG002  # only the bank statement knows
        return PaymentReport(state="absent")

    def refund(self, request: RefundRequest) -> RefundReport:
        """Finance transfers the money and confirms it; until then it is on its way."""
        return RefundReport(state="pending", amount_cents=request.amount_cents, refund=request.refund)
