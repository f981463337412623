"""What people are asked and may choose from when they sign up for an edition: each a screen of its own."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.views import generic

from cms.api import NotAllowed
from events.actions.ask_questions import ask_questions
from events.actions.set_workgroups import set_workgroups
from events.models import Edition


class EditionStreamView(generic.EditView):
    """One stream of an edition. Stores through the action; Wagtail would save the whole edition, with seats that have
    changed meanwhile."""

    def form_valid(self, form: Any) -> Any:
        try:
            return super().form_valid(form)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal.reason))
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)

    def get_success_url(self) -> str:
        return reverse("editions:inspect", args=[self.object.pk])


class EditionQuestionsView(EditionStreamView):
    panel = ObjectList([FieldPanel("questions")]).bind_to_model(Edition)
    page_title = _("Vragen bij het aanmelden")
    template_name = "events/admin/edition_questions.html"
    success_message = _("De vragen van %(object)s zijn bewaard.")

    def save_instance(self) -> Edition:
        questions = self.form.cleaned_data["questions"]
        return ask_questions(edition_id=self.object.pk, questions=questions, user=self.request.user)


class EditionWorkgroupsView(EditionStreamView):
    panel = ObjectList([FieldPanel("workgroups")]).bind_to_model(Edition)
    page_title = _("Werkgroepen")
    template_name = "events/admin/edition_workgroups.html"
    success_message = _("De werkgroepen van %(object)s zijn bewaard.")

    def save_instance(self) -> Edition:
        workgroups = self.form.cleaned_data["workgroups"]
        return set_workgroups(edition_id=self.object.pk, workgroups=workgroups, user=self.request.user)
