"""The questions of an edition, on a screen of their own."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.views import generic

from cms.api import NotAllowed
from events.actions.ask_questions import ask_questions
from events.models import Edition


class EditionQuestionsView(generic.EditView):
    """Stores through the action; Wagtail would save the whole edition, with seats that have changed meanwhile."""

    panel = ObjectList([FieldPanel("questions")]).bind_to_model(Edition)
    page_title = _("Vragen bij het aanmelden")
    template_name = "events/admin/edition_questions.html"
    success_message = _("De vragen van %(object)s zijn bewaard.")

    def save_instance(self) -> Edition:
        questions = self.form.cleaned_data["questions"]
        return ask_questions(edition_id=self.object.pk, questions=questions, user=self.request.user)

    def form_valid(self, form: Any) -> Any:
        try:
            return super().form_valid(form)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal.reason))
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)

    def get_success_url(self) -> str:
        return reverse("editions:inspect", args=[self.object.pk])
