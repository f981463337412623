"""Invoices and credit notes: the list with its totals, and one of them with what belongs to it."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button

from betalingen.admin.listing import DayColumn, EuroColumn
from betalingen.models import Invoice
from betalingen.queries.datasets import INVOICES
from betalingen.queries.invoice_files import pdf_of, ubl_of
from betalingen.queries.invoice_lists import STATES, invoice_totals, invoices_for_finance
from betalingen.queries.journal_lines import entries_of
from betalingen.views import file_response
from cms.staff import PeriodFilter, ReadOnlyScreen, ReadOnlyViewSet, StatusFilter

REFERENCE = re.compile(r"RF[\s\d][\sA-Z\d]*", re.IGNORECASE)


class InvoiceFilterSet(WagtailFilterSet):
    state = StatusFilter(label=_("Stand"), choices=list(STATES.items()))
    issued_on = PeriodFilter(label=_("Datum in de periode"))

    class Meta:
        model = Invoice
        fields: list[str] = []


class InvoiceIndexView(generic.IndexView):
    page_title = _("Facturen")
    results_template_name = "betalingen/admin/invoice_results.html"
    search_fields = [
        "number",
        "reference",
        *(f"instalment__{name}" for name in ("customer_name", "contact_name", "email", "purchase_order_number")),
        *(
            f"order__{name}"
            for name in (
                "number",
                "reference",
                "title",
                "customer_name",
                "contact_name",
                "email",
                "purchase_order_number",
            )
        ),
    ]
    search_backend_name = None
    filterset_class = InvoiceFilterSet
    default_ordering = "-issued_on"

    def get_base_queryset(self) -> Any:
        return invoices_for_finance()

    def search_queryset(self, queryset: Any) -> Any:
        # On a bank statement the reference stands in groups of four.
        if self.search_query and REFERENCE.fullmatch(self.search_query.strip()):
            return queryset.filter(reference__icontains="".join(self.search_query.split()))
        return super().search_queryset(queryset)

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "number", label=_("Nummer"), get_url=self.get_inspect_url, sort_key="number", classname="bet-nowrap"
            ),
            Column("kind", label=_("Soort"), accessor="get_kind_display"),
            DayColumn("issued_on", label=_("Datum"), sort_key="issued_on"),
            DayColumn("due_on", label=_("Te betalen voor"), sort_key="due_on"),
            Column("customer", label=_("Klant"), accessor="payer.customer_name", sort_key="order__customer_name"),
            StatusTagColumn(
                "state",
                label=_("Stand"),
                accessor=lambda invoice: STATES[invoice.state],
                primary=lambda invoice: invoice.state == "overdue",
            ),
            EuroColumn("signed_cents", label=_("Bedrag"), sort_key="amount_cents"),
            EuroColumn("open_cents", label=_("Nog open"), sort_key="open_cents"),
        ]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        address = f"{reverse('exports:index')}?dataset={INVOICES.key}"
        return [Button(_("Exporteer"), url=address, icon_name="download", priority=90)]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return context | {"totals": invoice_totals(self.get_queryset())}


class InvoiceInspectView(ReadOnlyScreen):
    """What it says, its order, its credit notes or its invoice, and what the journal has of it."""

    page_title = _("Factuur")

    def get_object(self, queryset: Any = None) -> Invoice:  # noqa: ARG002
        return get_object_or_404(invoices_for_finance().select_related("credits"), pk=self.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        invoice: Any = self.object
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "invoice": invoice,
            "state": STATES[invoice.state],
            "facts": invoice.facts,
            "has_ubl": bool(ubl_of(invoice)),
            "credit_notes": invoice.credit_notes.order_by("number"),
            "entries": entries_of(invoice.order),
        }


class InvoicePdfView(PermissionCheckedMixin, View):
    """The document as the customer got it."""

    permission_required = "view"
    permission_policy: Any = None

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG002
        invoice = get_object_or_404(Invoice, pk=pk)
        return file_response(invoice.number, "pdf", pdf_of(invoice))


class InvoiceUblView(InvoicePdfView):
    """The same for a machine."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG002
        invoice = get_object_or_404(Invoice, pk=pk)
        return file_response(invoice.number, "xml", ubl_of(invoice))


class InvoiceViewSet(ReadOnlyViewSet):
    """Issued once and never changed; whoever may see orders may see these."""

    model = Invoice
    name = "invoices"
    url_prefix = "financien/facturen"
    menu_label = _("Facturen")
    icon = "doc-full"
    list_per_page = 50
    index_view_class = InvoiceIndexView
    inspect_view_class = InvoiceInspectView
    inspect_template_name = "betalingen/admin/invoice.html"
    add_to_reference_index = False
    offered = frozenset({"index", "index_results", "inspect"})
    absent = ReadOnlyViewSet.absent | {"history"}

    def own_urls(self) -> list[Any]:
        policy = {"permission_policy": self.permission_policy}
        return [
            path("pdf/<int:pk>/", InvoicePdfView.as_view(**policy), name="pdf"),
            path("ubl/<int:pk>/", InvoiceUblView.as_view(**policy), name="ubl"),
        ]
