"""What leaving an edition costs, on a screen of its own."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.views import generic

from cms.api import NotAllowed
from events.actions.set_cancellation import set_cancellation
from events.models import Edition


class EditionCancellationView(generic.EditView):
    """Stores through the action; Wagtail would save the whole edition, with seats that have changed meanwhile."""

    panel = ObjectList([FieldPanel("cancellation_steps")]).bind_to_model(Edition)
    page_title = _("Wat afmelden kost")
    template_name = "events/admin/edition_cancellation.html"
    success_message = _("Wat afmelden van %(object)s kost, is bewaard.")

    def save_instance(self) -> Edition:
        steps = self.form.cleaned_data["cancellation_steps"]
        return set_cancellation(edition_id=self.object.pk, steps=steps, user=self.request.user)

    def form_valid(self, form: Any) -> Any:
        try:
            return super().form_valid(form)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal.reason))
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)

    def get_success_url(self) -> str:
        return reverse("editions:inspect", args=[self.object.pk])
