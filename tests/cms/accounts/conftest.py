"""Fixtures of the tests about logging in."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import time_machine
from allauth.mfa.totp.internal import auth
from django.test import Client
from django.utils import timezone

from cms.models import Message, User

PASSWORD = "een lange zin als wachtwoord"


@pytest.fixture
def colleague(editor: User) -> User:
    """An editor with a password, who has no second factor yet."""
    editor.set_password(PASSWORD)
    editor.save()
    return editor


@pytest.fixture
def log_in_with_password(colleague: User) -> Callable[[Client], str]:
    """A function that fills in the login form and tells where that leads."""

    def fill_in(client: Client) -> str:
        response = client.post("/account/login/", {"login": colleague.email, "password": PASSWORD})
        return str(response["Location"])

    return fill_in


@contextmanager
def code_of_the_app(secret: str) -> Iterator[str]:
    """What the app on the phone shows. The half minute that it does so lasts as long as the block."""
    with time_machine.travel(timezone.now(), tick=False):
        yield str(auth.format_hotp_value(auth.hotp_value(secret, next(auth.yield_hotp_counters_from_time()))))


def last_mail_to(email: str) -> Message:
    return Message.objects.filter(recipient=email).latest("created_at")


def code_in(message: Message) -> str:
    """The login code that stands on a line of its own."""
    found = re.search(r"^[A-Z0-9]{3,}(-[A-Z0-9]+)?$", message.text, re.MULTILINE)
    assert found is not None, message.text
    return found.group()
