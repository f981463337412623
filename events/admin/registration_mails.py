"""The mails about one registration: each as it was sent, and sending it once more."""

import uuid
from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from cms.api import StoredMail, message_about
from events.actions.resend_mail import resend_mail
from events.admin.registration_decisions import RegistrationDecisionView
from events.models import Registration
from events.queries.registration_mails import address_now, references


def mail_of(registration: Registration, public_id: uuid.UUID) -> StoredMail:
    """Raises Http404 for a mail about anything else."""
    found = message_about(public_id, references(registration))
    if found is None:
        raise Http404
    return found


class RegistrationMailView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """One mail as it went."""

    model = Registration
    permission_required = "view"
    header_icon = "mail"
    template_name = "events/admin/registration_mail.html"
    page_title = gettext_lazy("Mail")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.registration = get_object_or_404(Registration, pk=kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        screen = reverse("registrations:inspect", args=[self.registration.pk])
        return [
            *self.breadcrumbs_items,
            {"url": reverse("registrations:index"), "label": _("Inschrijvingen")},
            {"url": screen, "label": str(self.registration)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "registration": self.registration,
            "stored": mail_of(self.registration, self.kwargs["message"]),
            "can_resend": self.user_has_permission("change"),
        }


class ResendMailView(RegistrationDecisionView):
    """Says to whom it goes: perhaps another address than then."""

    page_title = gettext_lazy("Stuur opnieuw")
    header_icon = "mail"
    button_label = gettext_lazy("Ja, stuur opnieuw")
    template_name = "events/admin/resend_mail.html"

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        mail_of(self.object, self.kwargs["message"])
        resend_mail(registration_id=self.object.pk, message=self.kwargs["message"], user=self.staff)

    def get_success_message(self) -> str:
        return _("De mail is onderweg naar %(email)s.") % {
            "email": self._address(mail_of(self.object, self.kwargs["message"]))
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stored = mail_of(self.object, self.kwargs["message"])
        return super().get_context_data(**kwargs) | {"stored": stored, "address": self._address(stored)}

    def _address(self, stored: StoredMail) -> str:
        return address_now(self.object, stored.line.about)
