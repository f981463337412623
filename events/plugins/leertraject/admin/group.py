"""Whether the participants of an edition share their learning wishes, and what they share."""

from typing import Any, Self

from django import forms
from django.http import Http404, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.api import EditionVisit
from events.plugins.leertraject.actions.set_group import close_group, open_group
from events.plugins.leertraject.admin.screen import VisitView
from events.plugins.leertraject.models import LearningGroup
from events.plugins.leertraject.wishes import shared_in


class GroupView(VisitView):
    page_title = gettext_lazy("Leerwensen")
    template_name = "leertraject/admin/group.html"
    header_icon = "group"

    @classmethod
    def respond(cls: type[Self], visit: EditionVisit) -> HttpResponse:
        if visit.rest:
            raise Http404
        return cls.answer(visit)

    @cached_property
    def group(self) -> LearningGroup | None:
        """None while it is switched off."""
        return LearningGroup.objects.filter(edition=self.visit.edition.public_id, is_open=True).first()

    @property
    def button_label(self) -> str:  # type: ignore[override]
        return _("Zet de groepspagina uit") if self.group else _("Zet de groepspagina aan")

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        # What the button said, not what is so by now: two colleagues at once would undo each other.
        wanted = open_group if self.request.POST.get("go") == "open" else close_group
        wanted(edition=self.visit.edition.public_id, user=self.staff)
        opened = wanted is open_group
        self.success_message = _("De groepspagina staat aan.") if opened else _("De groepspagina staat uit.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shared = shared_in(self.group) if self.group else []
        return super().get_context_data(**kwargs) | {"group": self.group, "shared": shared}
