"""What the screens of this plugin have in common: an edition, the way back, and a form that calls an action."""

from abc import ABC, abstractmethod
from typing import Any, Self, cast

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.api import NotAllowed, User
from events.api import EditionVisit


class VisitView(WagtailAdminTemplateMixin, FormView[forms.Form], ABC):
    """A screen about the edition of `visit`. A refusal stays in the form, with what was typed."""

    visit: EditionVisit
    page_title: str | Promise = ""
    part_label: str | Promise = gettext_lazy("Opdrachten")
    header_icon = "list-ul"
    form_class: type[forms.Form] = forms.Form
    button_label: str | Promise = ""
    button_classname = ""
    success_message: str | Promise = ""

    @classmethod
    def answer(cls: type[Self], visit: EditionVisit, **kwargs: Any) -> HttpResponse:
        view = cls()
        view.visit = visit
        view.setup(visit.request, **kwargs)
        return cast("HttpResponse", view.dispatch(visit.request, **kwargs))

    @property
    def staff(self) -> User:
        """Who is here: the admin lets nobody else in."""
        return cast("User", self.request.user)

    @abstractmethod
    def decide(self, form: forms.Form) -> None:
        """Call the action; NotAllowed is shown to the person."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            self.decide(form)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal.reason))
            return self.form_invalid(form)
        messages.success(self.request, str(self.success_message))
        return HttpResponseRedirect(self.visit.url)

    def get_page_subtitle(self) -> str:
        return self.visit.edition.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        crumbs = [
            {"url": reverse("editions:index"), "label": _("Edities")},
            {"url": self.visit.back_url, "label": self.visit.edition.title},
        ]
        if self.visit.rest:
            crumbs.append({"url": self.visit.url, "label": str(self.part_label)})
        return [*self.breadcrumbs_items, *crumbs, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "edition": self.visit.edition,
            "object": self.visit.edition.title,
            "url": self.visit.url,
            "back_url": self.visit.url if self.visit.rest else self.visit.back_url,
            "button_label": self.button_label,
            "button_classname": self.button_classname,
        }
