"""Facts of an offer for tests: fifteen sessions at € 950,- and a preparation of € 750,-."""

import datetime as dt
from typing import Any

from django.utils import timezone

from events.actions.draft_quote import QuoteFacts, QuoteLineFacts
from tests.factories.betalingen import VatRuleFactory


def quote_facts(**changes: Any) -> QuoteFacts:
    """Complete facts, with changes."""
    values: dict[str, Any] = {
        "title": "Goed werk in vijftien teams",
        "introduction": "Teamsessies van 2,5 uur.",
        "agreements": "U plant zelf.\nVerzetten is kosteloos.",
        "valid_until": timezone.localdate() + dt.timedelta(days=30),
        "vat_rule_id": None,
        "contact_id": None,
        "lines": (QuoteLineFacts("Teamsessie", 15, 95_000), QuoteLineFacts("Voorbereiding", 1, 75_000)),
    } | changes
    values["vat_rule_id"] = values["vat_rule_id"] or VatRuleFactory.create().pk
    return QuoteFacts(**values)
