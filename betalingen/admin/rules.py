"""VAT rules, subsidy schemes and terms of customers. They are changed, never deleted: editions and orders refer to them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from betalingen.admin.listing import DayColumn, EuroColumn
from betalingen.models import PaymentTerm, SubsidyScheme, VatRule
from cms.api import EuroField, Organisation


class SubsidySchemeForm(WagtailAdminModelForm):
    organisation_kinds = forms.MultipleChoiceField(
        label=_("Soorten organisaties"),
        choices=Organisation.Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=SubsidyScheme._meta.get_field("organisation_kinds").help_text,
    )
    amount_cents = EuroField(
        label=_("Vast bedrag"), required=False, help_text=_("In euro’s, per deelnemer. Of vul een percentage in.")
    )
    most_per_place_cents = EuroField(
        label=_("Hooguit per deelnemer"), required=False, help_text=_("In euro’s. Leeg: geen grens.")
    )
    budget_cents = EuroField(
        label=_("Plafond in euro’s"),
        required=False,
        help_text=_("Zo veel betaalt de financier in totaal. Is het op, dan betaalt wie zich aanmeldt de volle prijs."),
    )


class VatRuleViewSet(SnippetViewSet):
    model = VatRule
    icon = "tag"
    menu_label = _("Btw-regels")
    url_prefix = "financien/btw-regels"
    copy_view_enabled = False
    list_display = [
        "name",
        Column("category", label=_("Soort"), accessor="get_category_display"),
        "rate",
        DayColumn("valid_from", label=_("Geldig vanaf")),
        DayColumn("valid_until", label=_("Tot en met")),
    ]
    search_fields = ["name"]


class SubsidySchemeViewSet(SnippetViewSet):
    model = SubsidyScheme
    icon = "group"
    menu_label = _("Subsidieregelingen")
    url_prefix = "financien/subsidieregelingen"
    copy_view_enabled = False
    list_display = [
        "name",
        Column("funder", label=_("Financier")),
        "percentage",
        EuroColumn("amount_cents", label=_("Vast bedrag")),
        DayColumn("valid_from", label=_("Geldig vanaf")),
        DayColumn("valid_until", label=_("Tot en met")),
    ]
    search_fields = ["name"]
    edit_handler = ObjectList(SubsidyScheme.panels, base_form_class=SubsidySchemeForm)

    def get_queryset(self, request: Any) -> Any:  # noqa: ARG002  # Wagtail's signature
        return SubsidyScheme.objects.select_related("funder")


class PaymentTermViewSet(SnippetViewSet):
    model = PaymentTerm
    icon = "date"
    menu_label = _("Afspraken met klanten")
    url_prefix = "financien/afspraken"
    copy_view_enabled = False
    list_display = ["name", "kvk_number", "days", "needs_purchase_order_number", "needs_orderer"]
    search_fields = ["name", "kvk_number"]
