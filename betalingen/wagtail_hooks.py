"""The admin of this app: finance's menu."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from betalingen.admin import log_actions
from betalingen.admin.bank import BankViewSet
from betalingen.admin.claims import ClaimViewSet
from betalingen.admin.discrepancies import DiscrepancyViewSet
from betalingen.admin.exports import ExportViewSet
from betalingen.admin.invoices import InvoiceViewSet
from betalingen.admin.ledger import LedgerViewSet
from betalingen.admin.ledger_codes import LedgerCodeViewSet
from betalingen.admin.months import MonthViewSet
from betalingen.admin.orders import OrderViewSet
from betalingen.admin.overview import OverviewViewSet
from betalingen.admin.payments import PaymentViewSet
from betalingen.admin.payouts import PayoutViewSet
from betalingen.admin.policies import register_policies
from betalingen.admin.rules import PaymentTermViewSet, SubsidySchemeViewSet, VatRuleViewSet

hooks.register("register_log_actions", log_actions.register)
register_policies()


class FinanceGroup(SnippetViewSetGroup):
    menu_label = _("Financiën")
    menu_name = "finance"
    menu_icon = "decimal"
    menu_order = 160
    items = (
        OverviewViewSet,
        OrderViewSet,
        InvoiceViewSet,
        PaymentViewSet,
        PayoutViewSet,
        BankViewSet,
        ClaimViewSet,
        DiscrepancyViewSet,
        LedgerViewSet,
        MonthViewSet,
        ExportViewSet,
        LedgerCodeViewSet,
        VatRuleViewSet,
        SubsidySchemeViewSet,
        PaymentTermViewSet,
    )


register_snippet(FinanceGroup)
