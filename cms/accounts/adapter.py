"""What allauth asks us: mails leave through the outbox, nobody signs up, colleagues land in the admin."""

import time
from typing import Any
from uuid import uuid4

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context as allauth
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.accounts.staff import works_here
from cms.mail.outbox import queue_mail

# What changed in somebody's account, told by mail: if it was not they who did it, they know at once.
NOTICES = {
    "password_changed": _("Uw wachtwoord is gewijzigd."),
    "password_reset": _("U hebt een nieuw wachtwoord gekozen."),
    "password_set": _("U hebt een wachtwoord ingesteld."),
    "recovery_codes_generated": _("Er zijn nieuwe herstelcodes gemaakt. De oude werken niet meer."),
    "totp_activated": _("U logt voortaan ook in met een code uit uw app."),
    "totp_deactivated": _("Inloggen met een code uit uw app is uitgezet."),
    "webauthn_added": _("Er is een passkey aan uw account toegevoegd."),
    "webauthn_removed": _("Er is een passkey van uw account verwijderd."),
}


class AcademyAccountAdapter(DefaultAccountAdapter):
    """allauth.account, as this house uses it."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("Dit e-mailadres en wachtwoord horen niet bij elkaar."),
        "enter_current_password": _("Dit is niet uw huidige wachtwoord."),
        "incorrect_code": _("Deze code klopt niet. Kijk of u de nieuwste mail of code gebruikt."),
        "incorrect_password": _("Dit wachtwoord klopt niet."),
        "too_many_login_attempts": _("U hebt het te vaak geprobeerd. Wacht vijf minuten en probeer het dan opnieuw."),
        "rate_limited": _("Dat ging te snel achter elkaar. Wacht even en probeer het dan opnieuw."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Colleagues are invited by an administrator; participants have no password to choose."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        if works_here(request.user):
            return reverse("wagtailadmin_home")
        return str(translate_url(settings.LOGIN_REDIRECT_URL, get_language() or settings.LANGUAGE_CODE))

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Before something that matters; but whoever logged in a moment ago need not say so again."""
        records = get_authentication_records(allauth.request, allauth.request.user)
        recently = time.time() - account_settings.REAUTHENTICATION_TIMEOUT
        if any(record["at"] > recently for record in records):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Leave templates/emails/account/<name>.* in the outbox; `template_prefix` is allauth's "account/email/<name>"."""
        name = template_prefix.rpartition("/")[2]
        with transaction.atomic():
            queue_mail(
                key=f"account:{name}:{uuid4()}",
                to=email,
                template="account/notice" if name in NOTICES else f"account/{name}",
                context={**context, "notice": NOTICES.get(name, ""), "login_url": self._absolute("account_login")}
                | {"code_url": self._absolute("account_request_login_code")},
                language=get_language() or settings.LANGUAGE_CODE,
            )

    def _absolute(self, name: str) -> str:
        return f"{settings.WAGTAILADMIN_BASE_URL}{reverse(name)}"
