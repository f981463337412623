"""What the academy's bookkeeping calls things: its journal, its accounts, its VAT codes."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from wagtail.models import Site

from betalingen.models import FinanceSettings, LedgerCode, VatRule


@dataclass(frozen=True, kw_only=True)
class Codes:
    """As they were at one moment; `vat` by category and rate, "S 21.00"."""

    journal: str
    accounts: Mapping[str, str]
    vat: Mapping[str, str]

    def of(self, account: str) -> str:
        """The code of an account; our own name for one that has none."""
        return self.accounts.get(account, account)

    def to_json(self) -> dict[str, Any]:
        """Plain values, to be stored."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """What `to_json` gave."""
        return cls(**values)


def codes_now() -> Codes:
    """As finance has set them; four queries."""
    site = Site.objects.filter(is_default_site=True).first()
    chosen = FinanceSettings.for_site(site) if site else FinanceSettings()
    rules = VatRule.objects.exclude(ledger_code="").order_by("pk")
    return Codes(
        journal=chosen.journal_code,
        accounts=dict(LedgerCode.objects.values_list("account", "code")),
        vat={f"{rule.category} {rule.rate}": rule.ledger_code for rule in rules},
    )
