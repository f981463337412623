"""One colleague per role, for the sign-in buttons of the demo. Nothing here exists outside the demo."""

from collections.abc import Mapping
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.models import User
from cms.roles import Role


@dataclass(frozen=True)
class DemoColleague:
    """Somebody to try the site as; `role` is None for the administrator."""

    key: str  # in the address of the button
    label: Promise
    role: Role | None
    first_name: str
    last_name: str


COLLEAGUES = (
    DemoColleague("editor", _("Redacteur"), Role.EDITORS, "Roos", "Redacteur"),
    DemoColleague("moderator", _("Eindredacteur"), Role.MODERATORS, "Emre", "Eindredacteur"),
    DemoColleague("programme-manager", _("Programmamanager"), Role.PROGRAMME_MANAGERS, "Pien", "Programma"),
    DemoColleague("finance", _("Financiën"), Role.FINANCE, "Femke", "Financiën"),
    DemoColleague("administrator", _("Beheerder"), None, "Bas", "Beheerder"),
)


@transaction.atomic
def ensure_demo_staff() -> Mapping[str, User]:
    """The colleagues of the demo by key, made where they are missing."""
    return {colleague.key: _ensure(colleague) for colleague in COLLEAGUES}


def _ensure(colleague: DemoColleague) -> User:
    email = f"{colleague.key}@vakwerk.example"
    user = User.objects.filter(email=email).first() or User.objects.create_user(
        email,
        first_name=colleague.first_name,
        last_name=colleague.last_name,
        is_staff=True,
        is_superuser=colleague.role is None,
    )
    if colleague.role:
        user.groups.add(Group.objects.get(name=colleague.role))
    if not Authenticator.objects.filter(user=user).exists():
        TOTP.activate(user, generate_totp_secret())  # nobody knows it: the button is the only way in
    return user
