"""Visit addresses in a process of its own, with the settings and plugins of its environment.

    django shell -c "from tests.project.visits import main; main()" < job

The job is JSON: {"staff": <pk>, "visits": [["visitor", "GET", "/", {}], ...]}. Prints, as JSON, what the checks said, what
was contributed, and of every answer the status, where it leads and its text.
"""

import json
import sys
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


def main() -> None:
    """Do the job on standard input."""
    asked = json.load(sys.stdin)
    clients = browsers(asked["staff"])
    contributions: list[Any] = [
        *payment_providers(),
        *export_formats(),
        *document_deliveries(),
        *meeting_providers(),
    ]
    told = {
        "checks": [
            f"{message.id}: {message.msg}" for message in run_checks(databases=["default"]) if not message.is_silenced()
        ],
        "contributed": [each.key for each in contributions],
        "answers": [visit(clients[who], method, path, data) for who, method, path, data in asked["visits"]],
    }
    print(json.dumps(told))  # noqa: T201
