"""Who works here, and inviting a new colleague."""

from uuid import uuid4

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from cms.mail.outbox import queue_mail
from cms.models import User


def works_here(user: User | AnonymousUser) -> bool:
    """Whether this is a colleague: somebody who may enter the admin."""
    return user.is_active and user.has_perm("wagtailadmin.access_admin")


def invite(user: User, request: HttpRequest) -> None:
    """Mail a new colleague the link to choose a password; it is good for PASSWORD_RESET_TIMEOUT."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    url = request.build_absolute_uri(reverse("account_reset_password_from_key", kwargs=key))
    with transaction.atomic():
        queue_mail(
            key=f"account:invitation:{uuid4()}",
            to=user.email,
            template="account/invitation",
            context={"user": user, "url": url, "days": settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60)},
            language=get_language() or settings.LANGUAGE_CODE,
        )


def follow_changes(user: User) -> None:
    """Bring in line what hangs on groups and address: a former address may no longer receive codes or new passwords."""
    EmailAddress.objects.filter(user=user).exclude(email__iexact=user.email).delete()
    User.objects.filter(pk=user.pk).update(is_staff=user.is_superuser or user.groups.exists())
