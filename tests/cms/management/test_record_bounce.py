"""The mail server pipes in what came back."""

import io
import sys
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from cms.models import Message
from tests.cms.mail.test_bounces import report

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("content", "told", "state"),
    [
        (report(), "noted\n", "bounced"),
        (report(action="delayed"), "not about a mail of ours\n", "sent"),
        (b"Dag", "not about a mail of ours\n", "sent"),
    ],
)
def test_what_comes_in_is_noted(monkeypatch: pytest.MonkeyPatch, content: bytes, told: str, state: str) -> None:
    Message.objects.create(key="one", recipient="a@b.example", message_id="<abc@example.org>", state="sent")
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    out = io.StringIO()
    call_command("record_bounce", stdout=out)
    assert out.getvalue() == told
    assert Message.objects.get().state == state
