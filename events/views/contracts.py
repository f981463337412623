"""In-company: where employees choose one of the editions of their organisation, and what became of all of them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.queries.closing_reports import Report, report_pdf, shared_report
from events.queries.contracts import choice_behind
from events.views.responses import personal


@require_safe
@personal
def choose(request: HttpRequest, employees_key: str) -> HttpResponse:
    """The dates with free seats, each with its own form."""
    found = choice_behind(employees_key)
    if found is None:
        raise Http404
    context = {"choice": found, "breadcrumbs": [(_("Kies uw datum"), "")]}
    return render(request, "events/choose_edition.html", context)


@require_safe
@personal
def report(request: HttpRequest, access_key: str) -> HttpResponse:
    """The closing report, for whoever has the link of the offer."""
    found = _report(access_key)
    back = reverse("events:quote", args=[access_key])
    crumbs = [(_("Offerte %(number)s") % {"number": found.quote.number}, back), (_("Eindverslag"), "")]
    return render(request, "events/report.html", {"report": found, "breadcrumbs": crumbs})


@require_safe
@personal
def report_file(request: HttpRequest, access_key: str) -> HttpResponse:  # noqa: ARG001  # the same for whoever has the key
    """The same on paper."""
    return pdf_response(_report(access_key))


def pdf_response(report: Report) -> HttpResponse:
    """The report as a file to keep."""
    response = HttpResponse(report_pdf(report), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="eindverslag-{report.quote.number}.pdf"'
    return response


def _report(access_key: str) -> Report:
    found = shared_report(access_key)
    if found is None:
        raise Http404
    return found
