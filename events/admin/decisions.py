"""Screens that first say what a button does, and then do it."""

from typing import Any, cast

from django import forms
from django.contrib.admin.utils import quote
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from cms.api import MoveNotAllowed, NotAllowed, User


class DecisionView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView[forms.Form]):
    """GET tells what will happen to one object, POST calls the action; a refusal comes back as a message.

    Subclasses set `model`, the words, and `decide(form)`.
    """

    model: type[Any]
    index_url_name: str
    inspect_url_name: str
    permission_required = "change"
    form_class: type[forms.Form] = forms.Form
    template_name = "events/admin/decision.html"
    page_title: str | Promise = ""
    header_icon = "help"
    button_label: str | Promise = ""
    button_classname = ""
    success_message: str | Promise = ""

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = get_object_or_404(self.model, pk=self.kwargs["pk"])

    @property
    def staff(self) -> User:
        """Who decides: the admin lets nobody else in."""
        return cast("User", self.request.user)

    def decide(self, form: forms.Form) -> None:
        """Call the action."""
        raise NotImplementedError

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            self.decide(form)
        except NotAllowed as refusal:
            messages.error(self.request, refusal.reason)
        except MoveNotAllowed:
            messages.error(self.request, _("Dit kan niet meer: de stand is intussen veranderd."))
        else:
            messages.success(self.request, self.get_success_message())
        return HttpResponseRedirect(self.get_success_url())

    def get_success_message(self) -> str:
        return str(self.success_message) % {"object": self.object}

    def get_success_url(self) -> str:
        return reverse(self.inspect_url_name, args=[quote(self.object.pk)])

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": capfirst(self.model._meta.verbose_name_plural)},
            {"url": self.get_success_url(), "label": str(self.object)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context |= {
            "object": self.object,
            "back_url": self.get_success_url(),
            "button_label": self.button_label,
            "button_classname": self.button_classname,
        }
        return context
