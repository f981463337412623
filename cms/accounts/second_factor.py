"""The second factor of colleagues: its secrets are stored encrypted, and a session remembers that it was shown.

Loaded by the middleware that enforces it.
"""

import base64
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.encoding import force_bytes
from django.utils.translation import gettext_lazy as _

from cms.models import User

SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class AcademyMFAAdapter(DefaultMFAAdapter):
    """allauth.mfa, as this house uses it."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Deze code klopt niet. Een code geldt een halve minuut: neem de nieuwste."),
    }

    def encrypt(self, text: str) -> str:
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _keys().decrypt(encrypted_text.encode()).decode()


def _keys() -> MultiFernet:
    """Keys of their own, derived from SECRET_KEY; those of SECRET_KEY_FALLBACKS still open what they closed."""
    return MultiFernet([Fernet(_key(secret)) for secret in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]])


def _key(secret: str | bytes) -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"vakwerk second factor")
    return base64.urlsafe_b64encode(derivation.derive(force_bytes(secret)))


def has_second_factor(user: User) -> bool:
    """Whether this account has an app or a passkey to log in with."""
    return bool(is_mfa_enabled(user, SECOND_FACTORS))


def showed_second_factor(request: HttpRequest) -> bool:
    """Whether the second factor was shown in this session, by this user."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))


def remember_second_factor(request: HttpRequest, user: User, kind: str) -> None:
    """Note in the session that the second factor was shown."""
    record_authentication(request, user, method="mfa", type=kind)


@receiver(authenticator_added)
def remember_new_factor(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Who just set up an app or a passkey has shown it: no need to log in again."""
    if authenticator.type in SECOND_FACTORS:
        remember_second_factor(request, user, authenticator.type)
