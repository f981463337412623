"""A screen that first says what a button does, and then does it."""

from abc import ABC, abstractmethod
from typing import Any, cast

from django import forms
from django.contrib.admin.utils import quote
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from cms.contracts import NotAllowed
from cms.lifecycle import MoveNotAllowed
from cms.models import User


class DecisionView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView[forms.Form], ABC):
    """GET tells what will happen to the object with this pk, POST calls the action; a refusal stays in the form, with what
    was typed.

    Subclasses set `model`, the names of the list and the screen that it belongs to, the words, and `decide(form)`.
    """

    model: type[Any]
    index_url_name: str
    inspect_url_name: str
    permission_required = "change"
    form_class: type[forms.Form] = forms.Form
    template_name = "cms/admin/decision.html"
    page_title: str | Promise = ""
    header_icon = "help"
    explanation: str | Promise = ""
    button_label: str | Promise = ""
    button_classname = ""
    success_message: str | Promise = ""  # `%(object)s` is the object

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = get_object_or_404(self.model, pk=self.kwargs["pk"])

    @property
    def staff(self) -> User:
        """Who decides: the admin lets nobody else in."""
        return cast("User", self.request.user)

    @property
    def subject(self) -> Any:
        """Whose screen this hangs on; the object itself unless it is only a part of it."""
        return self.object

    @abstractmethod
    def decide(self, form: forms.Form) -> None:
        """Call the action; NotAllowed is shown to the person."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            self.decide(form)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal.reason))
            return self.form_invalid(form)
        except MoveNotAllowed:
            form.add_error(None, _("Dit kan niet meer: de stand is intussen veranderd."))
            return self.form_invalid(form)
        messages.success(self.request, self.get_success_message())
        return HttpResponseRedirect(self.get_success_url())

    def get_success_message(self) -> str:
        return str(self.success_message) % {"object": self.object}

    def get_success_url(self) -> str:
        return reverse(self.inspect_url_name, args=[quote(self.subject.pk)])

    def get_page_subtitle(self) -> str:
        return str(self.subject)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = capfirst(type(self.subject)._meta.verbose_name_plural)
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": plural},
            {"url": reverse(self.inspect_url_name, args=[quote(self.subject.pk)]), "label": self.get_page_subtitle()},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "object": self.object,
            "explanation": self.explanation,
            "back_url": reverse(self.inspect_url_name, args=[quote(self.subject.pk)]),
            "button_label": self.button_label,
            "button_classname": self.button_classname,
        }
