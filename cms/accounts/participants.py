"""Accounts of participants: they come into being when somebody asks for a code, and need no password.

Any address may ask, so the screen cannot tell who is known here. Who never uses the code is forgotten after a day.
"""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.accounts.staff import works_here
from cms.models import User

FORGOTTEN_AFTER = timedelta(days=1)


def participant(email: str) -> User | None:
    """The participant with this address, made if needed; None for a colleague and for an account that was closed."""
    user = User.objects.filter(email__iexact=email).first() or _new(email)
    if not user.is_active or works_here(user):
        return None
    # The code proves this row, and what was registered with an address is shown only when it is proved.
    EmailAddress.objects.get_or_create(user=user, email=email.lower(), defaults={"primary": True})
    return user


def forget_unused_accounts() -> int:
    """Delete accounts that were made for a code which nobody used; returns how many."""
    unused = User.objects.filter(
        last_login=None,
        date_joined__lt=timezone.now() - FORGOTTEN_AFTER,
        is_staff=False,
        is_superuser=False,
        groups=None,
    )
    return unused.delete()[1].get(User._meta.label, 0)


def _new(email: str) -> User:
    try:
        with transaction.atomic():
            return User.objects.create_user(email)
    except IntegrityError:  # somebody pressed twice
        return User.objects.get(email__iexact=email)
