"""What was agreed with an organisation about its invoices, and what is missing of it in a form."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from betalingen.api import CustomerRules, customer_rules
from cms.api import Organisation


def rules_of(organisation_name: str) -> CustomerRules:
    """Those of the organisation in the register with this name, however it is capitalised; two queries at most."""
    found = Organisation.objects.filter(name__iexact=organisation_name).first() if organisation_name else None
    return customer_rules(found.kvk_number if found else "")


def missing_for_invoice(organisation_name: str, given: Mapping[str, Any]) -> dict[str, str]:
    """What the organisation wants on its invoices and was left empty: why, by field."""
    rules = rules_of(organisation_name)
    wanted = {
        "purchase_order_number": (
            rules.needs_purchase_order_number,
            _("Deze organisatie wil een inkoopnummer op de factuur. Vraag het aan uw afdeling inkoop."),
        ),
        "orderer": (rules.needs_orderer, _("Deze organisatie wil op de factuur lezen wie bestelt. Vul de naam in.")),
    }
    return {name: told for name, (is_needed, told) in wanted.items() if is_needed and not given.get(name)}
