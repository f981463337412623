"""What was agreed with a customer about invoices."""

from betalingen.contracts import CustomerRules
from betalingen.models import PaymentTerm


def customer_rules(kvk_number: str) -> CustomerRules:
    """The rules of the organisation with this KvK number; the usual ones when nothing was agreed."""
    found = PaymentTerm.objects.filter(kvk_number=kvk_number).first() if kvk_number else None
    if found is None:
        return CustomerRules()
    return CustomerRules(
        term_days=found.days,
        needs_purchase_order_number=found.needs_purchase_order_number,
        needs_orderer=found.needs_orderer,
    )
