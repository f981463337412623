"""Who may do what with money in the admin: Django's permissions, minus what nobody may."""

from collections.abc import Collection
from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from betalingen.models import (
    BalanceLine,
    BankStatement,
    ClosedMonth,
    Discrepancy,
    Invoice,
    LedgerCode,
    Order,
    PaymentTerm,
    Payout,
    SubsidyClaim,
    SubsidyScheme,
    VatRule,
)


class MoneyPolicy(ModelPermissionPolicy):
    """A model of which some verbs do not exist, not even for an administrator: money is never edited or deleted."""

    def __init__(self, model: type[Any], verbs: Collection[str]) -> None:
        super().__init__(model)
        self.verbs = frozenset(verbs)

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in self.verbs and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Collection[str]) -> bool:
        allowed: bool = super().user_has_any_permission(user, self.verbs.intersection(actions))
        return allowed

    def users_with_any_permission(self, actions: Collection[str]) -> Any:
        return super().users_with_any_permission(self.verbs.intersection(actions))


def register_policies() -> None:
    """Before any viewset is made: Wagtail asks for the policies then."""
    register_permission_policy(Order, MoneyPolicy(Order, {"view", "settle", "export"}))
    # Whoever may see orders sees what was invoiced of them.
    register_permission_policy(Invoice, MoneyPolicy(Order, {"view"}))
    register_permission_policy(Discrepancy, MoneyPolicy(Discrepancy, {"view", "change"}))
    register_permission_policy(ClosedMonth, MoneyPolicy(ClosedMonth, {"view", "add"}))
    register_permission_policy(Payout, MoneyPolicy(Payout, {"view"}))
    register_permission_policy(BalanceLine, MoneyPolicy(BalanceLine, {"view"}))
    register_permission_policy(BankStatement, MoneyPolicy(BankStatement, {"view", "add"}))
    register_permission_policy(LedgerCode, MoneyPolicy(LedgerCode, {"view", "add", "change"}))
    register_permission_policy(VatRule, MoneyPolicy(VatRule, {"view", "add", "change"}))
    register_permission_policy(SubsidyClaim, MoneyPolicy(SubsidyClaim, {"view", "add", "change"}))
    register_permission_policy(SubsidyScheme, MoneyPolicy(SubsidyScheme, {"view", "add", "change"}))
    register_permission_policy(PaymentTerm, MoneyPolicy(PaymentTerm, {"view", "add", "change"}))
