"""Wagtail's screens about users, as this house uses them: a new colleague gets a mail to choose a password."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cms.accounts.staff import follow_changes, invite
from cms.models import User


def welcome(request: HttpRequest, user: User) -> None:
    """After an administrator made an account."""
    follow_changes(user)
    invite(user, request)
    messages.success(request, _("We mailden %(email)s een link om een wachtwoord te kiezen.") % {"email": user.email})


def update(request: HttpRequest, user: User) -> None:  # noqa: ARG001  # Wagtail's hook
    """After an administrator changed an account."""
    follow_changes(user)
