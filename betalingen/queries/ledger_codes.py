"""What the academy's bookkeeping calls things: its journal, its accounts, its VAT codes."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

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


def finance_settings() -> FinanceSettings:
    """Those of the academy, or what they are before anybody chose."""
    return FinanceSettings.objects.filter(site__is_default_site=True).first() or FinanceSettings()


def account_codes() -> dict[str, str]:
    """The codes of the accounts that have one."""
    return dict(LedgerCode.objects.order_by().values_list("account", "code"))


def codes_now() -> Codes:
    """As finance has set them; three queries."""
    rules = VatRule.objects.exclude(ledger_code="").order_by("pk")
    return Codes(
        journal=finance_settings().journal_code,
        accounts=account_codes(),
        vat={f"{rule.category} {rule.rate}": rule.ledger_code for rule in rules},
    )
