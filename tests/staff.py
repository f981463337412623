"""A browser of somebody of the academy."""

import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from cms.accounts.second_factor import has_second_factor
from cms.models import User


def logged_in(user: User) -> Client:
    """A browser in which this user has logged in with every factor."""
    client = Client()
    client.force_login(user)
    if not has_second_factor(user):
        TOTP.activate(user, generate_totp_secret())
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": time.time(), "type": "totp"}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client
