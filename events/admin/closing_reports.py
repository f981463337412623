"""The closing report of a contract: write it, look at it, and send it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from cms.api import NotAllowed
from events.actions.send_report import send_report
from events.actions.word_report import check_nobody_named, word_report
from events.admin.quote_decisions import QuoteDecisionView
from events.models import ClosingReport, Quote
from events.queries.closing_reports import department_choices, report_of
from events.queries.contracts import progress_of
from events.views.contracts import pdf_response


class ReportForm(forms.ModelForm[ClosingReport]):
    department_question = forms.ChoiceField(
        label=gettext_lazy("Tel afdelingen met de vraag"),
        required=False,
        help_text=gettext_lazy(
            "Alleen als deze vraag naar een afdeling of team vraagt. Minder dan drie mensen tellen we samen."
        ),
    )

    class Meta:
        model = ClosingReport
        fields = ("remarks", "department_question")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(label, label) for label in department_choices(self.instance.quote)]
        self.fields["department_question"].choices = [("", gettext_lazy("niet tellen")), *choices]  # type: ignore[attr-defined]

    def clean_remarks(self) -> str:
        remarks: str = self.cleaned_data["remarks"]
        try:
            check_nobody_named(self.instance.quote, remarks)
        except NotAllowed as refusal:
            raise ValidationError(str(refusal.reason)) from refusal
        return remarks


class ReportView(QuoteDecisionView):
    """The figures as they are now, beside what somebody writes about them."""

    page_title = gettext_lazy("Eindverslag")
    header_icon = "doc-full"
    form_class = ReportForm  # type: ignore[assignment]  # a form about a model is one
    template_name = "events/admin/report.html"
    button_label = gettext_lazy("Bewaar")
    success_message = gettext_lazy("Het eindverslag is bewaard.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": _report(self.object)}

    def decide(self, form: forms.Form) -> None:
        word_report(quote_id=self.object.pk, user=self.staff, **form.cleaned_data)

    def get_success_url(self) -> str:
        return reverse("quotes:report", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report = _report(self.object)
        return super().get_context_data(**kwargs) | {
            "report": report_of(report),
            "sent_at": report.sent_at,
            "is_finished": progress_of(self.object).is_finished,
        }


class SendReportView(QuoteDecisionView):
    page_title = gettext_lazy("Eindverslag versturen")
    header_icon = "mail"
    button_label = gettext_lazy("Ja, verstuur")
    success_message = gettext_lazy("Het eindverslag is verstuurd.")
    explanation = gettext_lazy(
        "De contactpersoon krijgt een mail en leest het verslag bij de offerte, met dezelfde persoonlijke link. De cijfers zijn steeds "
        "die van het moment waarop iemand het leest."
    )

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        send_report(quote_id=self.object.pk, user=self.staff)


class ReportFileView(PermissionCheckedMixin, View):
    """As the organisation gets it, also before it was sent."""

    model = Quote
    any_permission_required = ["add", "change", "view"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG002
        quote = get_object_or_404(Quote.objects.select_related("request"), pk=pk)
        with translation.override(quote.request.language):
            return pdf_response(report_of(_report(quote)))


def _report(contract: Quote) -> ClosingReport:
    """An empty one, not stored, before anything was written."""
    found = ClosingReport.objects.filter(quote=contract).first() or ClosingReport()
    found.quote = contract
    return found
