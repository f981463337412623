"""allauth's forms in our look and words."""

from typing import Any

from allauth.account import forms as account
from allauth.core import context, ratelimit
from allauth.mfa.base import forms as mfa
from allauth.mfa.recovery_codes import forms as recovery_codes
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

from cms.accounts.participants import participant
from cms.accounts.staff import works_here
from cms.forms import AcademyFormMixin
from cms.models import User

LABELS = {
    "login": _("E-mailadres"),
    "email": _("E-mailadres"),
    "password": _("Wachtwoord"),
    "oldpassword": _("Huidig wachtwoord"),
    "password1": _("Nieuw wachtwoord"),
    "password2": _("Nieuw wachtwoord, nog een keer"),
    "code": _("Code"),
    "name": _("Naam van de passkey"),
    "passwordless": _("Ook inloggen zonder wachtwoord"),
}
HINTS = {
    "password1": _("Minstens 12 tekens. Een zin is makkelijk te onthouden en moeilijk te raden."),
    "passwordless": _("Uw apparaat vraagt dan om uw vinger, gezicht of pincode."),
}


class AccountForm(AcademyFormMixin):
    """Labels above the inputs instead of placeholders in them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.help_text = HINTS.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            if name == "code":
                field.widget.attrs |= {"inputmode": "text", "autocapitalize": "characters", "spellcheck": "false"}


class LoginForm(AccountForm, account.LoginForm):
    """E-mail address and password of a colleague."""


class RequestLoginCodeForm(AccountForm, account.RequestLoginCodeForm):
    """Asks for a code by mail; unknown addresses get an account, colleagues a mail that says how they log in."""

    email = forms.EmailField(widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if not ratelimit.consume(context.request, action="request_login_code", key=email):
            raise account.get_adapter().validation_error("too_many_login_attempts")
        self._user = participant(email)
        return email


class ConfirmLoginCodeForm(AccountForm, account.ConfirmLoginCodeForm):
    """The code from the mail."""


class ResetPasswordForm(AccountForm, account.ResetPasswordForm):
    """Mails a link to choose a new password: to colleagues only, since participants have none."""

    users: list[User]

    def clean_email(self) -> str:
        email = str(super().clean_email())
        self.users = [user for user in self.users if works_here(user)]
        return email


class ResetPasswordKeyForm(AccountForm, account.ResetPasswordKeyForm):
    """The new password."""


class ChangePasswordForm(AccountForm, account.ChangePasswordForm):
    """The old and the new password."""


class SetPasswordForm(AccountForm, account.SetPasswordForm):
    """A first password."""


class ReauthenticateForm(AccountForm, account.ReauthenticateForm):
    """The password once more, before something that matters."""


class AuthenticateForm(AccountForm, mfa.AuthenticateForm):
    """The code from the app, or a recovery code."""


class ReauthenticateCodeForm(AccountForm, mfa.ReauthenticateForm):
    """The code from the app once more."""


class ActivateTOTPForm(AccountForm, totp.ActivateTOTPForm):
    """The first code from a new app."""


class AddWebAuthnForm(AccountForm, webauthn.AddWebAuthnForm):
    """A new passkey."""


class EditWebAuthnForm(AccountForm, webauthn.EditWebAuthnForm):
    """The name of a passkey."""


class GenerateRecoveryCodesForm(AccountForm, recovery_codes.GenerateRecoveryCodesForm):
    """Nothing to fill in: the button is the question."""
