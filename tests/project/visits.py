"""Visit addresses as a visitor and as a colleague, and say what came of it; in a process of its own (tests/project/forked.py)."""

import time
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.core.checks import run_checks
from django.test import Client

from betalingen.hooks import document_deliveries, export_formats, payment_providers
from cms.models import User
from events.hooks import meeting_providers


def browsers(staff: int) -> dict[str, Client]:
    """Of a visitor, and of a colleague who showed every factor; an error of the site is an answer 500."""
    colleague = Client(raise_request_exception=False, SERVER_NAME="localhost")
    colleague.force_login(User.objects.get(pk=staff))
    session = colleague.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": time.time(), "type": "totp"}]
    session["account_authentication_methods_user"] = str(staff)
    session.save()
    return {"visitor": Client(raise_request_exception=False, SERVER_NAME="localhost"), "staff": colleague}


def visit(client: Client, method: str, path: str, data: dict[str, Any]) -> list[Any]:
    response: Any = client.get(path) if method == "GET" else client.post(path, data)
    text = b"".join(response.streaming_content) if response.streaming else response.content
    return [response.status_code, response.headers.get("Location", ""), text.decode(errors="replace")]


def tell(staff: int, visits: list[Any]) -> dict[str, Any]:
    """What the checks say, what is contributed, and of every answer the status, where it leads and its text.

    A visit is ("visitor" or "staff", "GET" or "POST", path, data); `staff` is the colleague's pk."""
    clients = browsers(staff)
    contributions: list[Any] = [
        *payment_providers(),
        *export_formats(),
        *document_deliveries(),
        *meeting_providers(),
    ]
    return {
        "checks": [
            f"{message.id}: {message.msg}" for message in run_checks(databases=["default"]) if not message.is_silenced()
        ],
        "contributed": [each.key for each in contributions],
        "answers": [visit(clients[who], method, path, data) for who, method, path, data in visits],
    }
