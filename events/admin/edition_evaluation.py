"""The evaluation of an edition: when and with which questions, and what came of it."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permissions import policy_registry

from cms.api import NotAllowed
from events.actions.set_evaluation import set_evaluation
from events.admin.evaluation_export import evaluation_as_xlsx
from events.models import Edition, EvaluatedAfter, Evaluation
from events.queries.edition_lists import editions_for_staff
from events.queries.evaluation_results import FEWEST, evaluation_results, quotations_of
from events.questions import house_evaluation


class EditionEvaluationView(generic.EditView):
    """Stores through the action; Wagtail would save the whole edition, with seats that have changed meanwhile."""

    panel = ObjectList([FieldPanel("evaluated_after"), FieldPanel("evaluation_questions")]).bind_to_model(Edition)
    page_title = _("Evaluatie")
    template_name = "events/admin/edition_evaluation.html"
    success_message = _("De evaluatie van %(object)s is ingesteld.")

    def save_instance(self) -> Edition:
        data = self.form.cleaned_data
        return set_evaluation(
            edition_id=self.object.pk,
            after=EvaluatedAfter(data["evaluated_after"]),
            questions=data["evaluation_questions"],
            user=self.request.user,
        )

    def form_valid(self, form: Any) -> Any:
        try:
            return super().form_valid(form)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal.reason))
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)

    def get_success_url(self) -> str:
        return reverse("editions:evaluation_results", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"house_questions": house_evaluation()}


class EvaluationResultsView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Per session or of the whole: how many answered, the grades, the answers, and what may be quoted. ?export=xlsx takes the
    answers along."""

    model = Evaluation
    permission_required = "view"
    template_name = "events/admin/evaluation_results.html"
    page_title = _("Uitkomst van de evaluatie")
    header_icon = "form"

    @cached_property
    def edition(self) -> Edition:
        edition: Edition = get_object_or_404(editions_for_staff(), pk=self.kwargs["pk"])
        return edition

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]  # a file
        if request.GET.get("export") == "xlsx":
            return self.as_xlsx()
        return super().get(request, *args, **kwargs)

    def as_xlsx(self) -> FileResponse:
        return evaluation_as_xlsx(self.edition)

    def get_page_subtitle(self) -> str:
        return str(self.edition)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        screen = reverse("editions:inspect", args=[self.edition.pk])
        return [
            *self.breadcrumbs_items,
            {"url": reverse("editions:index"), "label": _("Edities")},
            {"url": screen, "label": str(self.edition)},
            {"url": "", "label": _("Evaluatie")},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_change = policy_registry.get_by_type(Edition).user_has_permission(self.request.user, "change")
        return super().get_context_data(**kwargs) | {
            "edition": self.edition,
            "is_evaluated": self.edition.evaluated_after != EvaluatedAfter.NEVER,
            "may_change": may_change,
            "results": evaluation_results(self.edition),
            "quotations": quotations_of(self.edition),
            "fewest": FEWEST,
        }
