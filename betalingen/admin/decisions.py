"""Screens that first say what a button does, and then do it."""

from typing import Any, cast

from django import forms
from django.contrib.admin.utils import quote
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permissions import policy_registry

from betalingen.models import Order
from cms.api import MoveNotAllowed, NotAllowed, User


class MoneyDecisionView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView[forms.Form]):
    """GET tells what will happen to the object with this pk, POST calls the action; a refusal stays in the form."""

    model: type[Any]
    policy_model: type[Any] = Order
    permission_required = "settle"
    form_class: type[forms.Form] = forms.Form
    template_name = "betalingen/admin/decision.html"
    page_title: str | Promise = ""
    header_icon = "help"
    explanation: str | Promise = ""
    button_label: str | Promise = ""
    button_classname = ""
    success_message: str | Promise = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = get_object_or_404(self.model, pk=self.kwargs["pk"])

    @cached_property
    def permission_policy(self) -> Any:
        """Payments and refunds are settled by who may settle their order."""
        return policy_registry.get_by_type(self.policy_model)

    @property
    def staff(self) -> User:
        """Who decides: the admin lets nobody else in."""
        return cast("User", self.request.user)

    @property
    def order(self) -> Order:
        """The order whose money this is about."""
        raise NotImplementedError

    def decide(self, form: forms.Form) -> None:
        """Call the action; NotAllowed is shown to the person."""
        raise NotImplementedError

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            self.decide(form)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal.reason))
            return self.form_invalid(form)
        except MoveNotAllowed:
            form.add_error(None, _("Dit kan niet meer: de stand is intussen veranderd."))
            return self.form_invalid(form)
        messages.success(self.request, self.success_message)
        return HttpResponseRedirect(self.get_success_url())

    def get_success_url(self) -> str:
        return reverse("orders:inspect", args=[quote(self.order.pk)])

    def get_page_subtitle(self) -> str:
        return self.order.number

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("orders:index"), "label": _("Orders")},
            {"url": reverse("orders:inspect", args=[quote(self.order.pk)]), "label": self.order.number},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "order": self.order,
            "explanation": self.explanation,
            "back_url": self.get_success_url(),
            "button_label": self.button_label,
            "button_classname": self.button_classname,
        }
