"""Statements of the bank: read a file, and decide about the lines that do not decide themselves."""

from typing import Any, cast

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import policy_registry

from betalingen.actions.import_statement import import_statement
from betalingen.admin.bank_decisions import BookLineView, ChooseOrderView, IgnoreLineView, SuspendLineView
from betalingen.admin.bank_division import DivideLineView
from betalingen.admin.listing import DayColumn, EuroColumn
from betalingen.camt import StatementRefused
from betalingen.models import BankLine, BankStatement, Order
from betalingen.queries.bank_lines import line_sums, lines_for_finance, shown_lines, statements_for_finance
from cms.api import User
from cms.staff import ReadOnlyScreen, ReadOnlyViewSet

PER_PAGE = 50
_STATES = cast("list[tuple[str, str]]", BankLine._meta.get_field("state").choices)
MOST_BYTES = 20 * 1024 * 1024


class BankIndexView(generic.IndexView):
    queryset = statements_for_finance()
    page_title = _("Bank")
    template_name = "betalingen/admin/bank_index.html"
    search_fields = ["statement_id", "iban"]
    search_backend_name = None
    default_ordering = "-last_day"

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("statement_id", label=_("Afschrift"), get_url=self.get_inspect_url, classname="bet-nowrap"),
            DayColumn("first_day", label=_("Van")),
            DayColumn("last_day", label=_("Tot en met"), sort_key="last_day"),
            EuroColumn("opening_cents", label=_("Beginsaldo")),
            EuroColumn("closing_cents", label=_("Eindsaldo")),
            Column("line_count", label=_("Regels"), classname="bet-number"),
            Column("to_decide", label=_("Te beslissen"), classname="bet-number"),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        buttons = [HeaderButton(_("Zoek in alle regels"), url=reverse("bank:lines"), icon_name="search")]
        if self.user_has_permission("add"):
            add = HeaderButton(_("Lees een afschrift in"), url=reverse("bank:upload"), icon_name="plus")
            buttons.insert(0, add)
        return buttons


class FilterForm(forms.Form):
    """Which lines are shown."""

    q = forms.CharField(
        label=_("Zoeken"),
        required=False,
        max_length=200,
        help_text=_("Kenmerk, naam, rekening, ordernummer of factuurnummer."),
    )
    state = forms.ChoiceField(label=_("Stand"), required=False, choices=[("", _("alles")), *_STATES])


class LinesMixin:
    """A page of lines, as filtered."""

    request: Any
    statement_pk: int | None = None

    def lines_context(self) -> dict[str, Any]:
        form = FilterForm(self.request.GET)
        asked = form.cleaned_data if form.is_valid() else {"q": "", "state": ""}
        lines = lines_for_finance(text=asked["q"], statement=self.statement_pk, state=asked["state"])
        sums = line_sums(lines)
        paginator = Paginator(lines, PER_PAGE)
        paginator.count = sums["count"]  # saves counting again
        page = paginator.get_page(self.request.GET.get("p"))
        return {
            "form": form,
            "sums": sums,
            "page_obj": page,
            "rows": shown_lines(page),
            "may_settle": policy_registry.get_by_type(Order).user_has_permission(self.request.user, "settle"),
        }


class StatementScreen(LinesMixin, ReadOnlyScreen):
    """One statement, its lines that wait for a person first."""

    page_title = _("Bankafschrift")

    def get_object(self, queryset: Any = None) -> BankStatement:  # noqa: ARG002
        return get_object_or_404(BankStatement.objects.select_related("user"), pk=self.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.statement_pk = self.object.pk
        context: dict[str, Any] = super().get_context_data(**kwargs)
        here = reverse("bank:inspect", args=[self.object.pk])
        return context | {"statement": self.object, "here": here} | self.lines_context()


class LinesView(LinesMixin, PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Lines of all statements."""

    model = BankStatement
    permission_required = "view"
    template_name = "betalingen/admin/bank_lines.html"
    page_title = _("Regels van de bank")
    header_icon = "search"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("bank:index"), "label": _("Bank")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"here": reverse("bank:lines")} | self.lines_context()


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Bestand van de bank"),
        help_text=_(
            "CAMT.053, versie 001.02 of 001.08: een bestand dat eindigt op .xml. Twee keer hetzelfde kan geen kwaad."
        ),
        widget=forms.FileInput(attrs={"accept": ".xml,text/xml,application/xml"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("Dit bestand is groter dan 20 MB. Vraag de bank om een kortere periode."))
        return file


class UploadView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView[forms.Form]):
    """A file of the bank; what is wrong with it stands beside the field."""

    model = BankStatement
    permission_required = "add"
    template_name = "betalingen/admin/bank_upload.html"
    form_class = UploadForm
    page_title = _("Lees een afschrift in")
    header_icon = "plus"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("bank:index"), "label": _("Bank")},
            {"url": "", "label": self.page_title},
        ]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            imported = import_statement(content=form.cleaned_data["file"].read(), user=cast("User", self.request.user))
        except StatementRefused as refusal:
            form.add_error("file", str(refusal))
            return self.form_invalid(form)
        new = ngettext("%(count)s nieuwe regel.", "%(count)s nieuwe regels.", imported.new) % {"count": imported.new}
        known = gettext("%(count)s stonden er al en tellen niet nog eens.") % {"count": imported.known}
        messages.success(self.request, f"{new} {known}" if imported.known else new)
        return HttpResponseRedirect(reverse("bank:inspect", args=[imported.statements[0].pk]))


class BankViewSet(ReadOnlyViewSet):
    """Statements are read, never edited; decisions hang on their lines."""

    model = BankStatement
    name = "bank"
    url_prefix = "financien/bank"
    menu_label = _("Bank")
    icon = "table"
    list_per_page = 50
    index_view_class = BankIndexView
    inspect_view_class = StatementScreen
    inspect_template_name = "betalingen/admin/bank_statement.html"
    add_to_reference_index = False
    offered = frozenset({"index", "index_results", "inspect"})
    absent = ReadOnlyViewSet.absent | {"history"}

    def own_urls(self) -> list[Any]:
        return [
            path("inlezen/", self.construct_view(UploadView), name="upload"),
            path("regels/", self.construct_view(LinesView), name="lines"),
            # Not made by construct_view, which would make them views of a statement.
            path("boeken/<int:pk>/", BookLineView.as_view(), name="book"),
            path("kiezen/<int:pk>/", ChooseOrderView.as_view(), name="choose"),
            path("verdelen/<int:pk>/", DivideLineView.as_view(), name="divide"),
            path("uitzoeken/<int:pk>/", SuspendLineView.as_view(), name="suspend"),
            path("negeren/<int:pk>/", IgnoreLineView.as_view(), name="ignore"),
        ]
