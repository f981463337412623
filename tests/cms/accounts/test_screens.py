"""Every screen about logging in: in our look and language, and within the content policy."""

import re
from collections.abc import Callable

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client

from cms.models import User

OUTSIDE = [
    ("login/", "Inloggen"),
    ("login/code/", "Inloggen met een code"),
    ("password/reset/", "Wachtwoord vergeten"),
    ("password/reset/done/", "Kijk in uw mail"),
    ("password/reset/key/1-fout/", "Deze link werkt niet meer"),
    ("password/reset/key/done/", "Uw wachtwoord is bewaard"),
    ("inactive/", "Dit account is gesloten"),
]
INSIDE = [
    ("logout/", "Uitloggen"),
    ("password/change/", "Wachtwoord wijzigen"),
    ("reauthenticate/", "Bent u het nog?"),
    ("tweede-stap/", "Beveilig uw account"),
    ("2fa/", "Uw tweede stap"),
    ("2fa/reauthenticate/", "Bent u het nog?"),
    ("2fa/totp/deactivate/", "Zet de app uit"),
    ("2fa/recovery-codes/generate/", "Maak nieuwe herstelcodes"),
    ("2fa/webauthn/", "Uw passkeys"),
    ("2fa/webauthn/add/", "Maak een passkey"),
]


def _is_ours(client: Client, path: str, heading: str) -> None:
    response = client.get(f"/account/{path}")
    html = response.content.decode()
    assert response.status_code == 200, f"{path}: {response.status_code} {response.get('Location')}"
    assert f"<h1>{heading}</h1>" in html
    assert '<meta name="robots" content="noindex">' in html
    assert "'unsafe-inline'" not in response["Content-Security-Policy"]
    for script in re.findall(r"<script\b[^>]*>", html):
        assert 'src="' in script or 'type="application/json"' in script, script
    assert "style=" not in html


@pytest.mark.parametrize(("path", "heading"), OUTSIDE)
@pytest.mark.django_db
def test_screens_outside(client: Client, path: str, heading: str) -> None:
    _is_ours(client, path, heading)


@pytest.mark.parametrize(("path", "heading"), INSIDE)
def test_screens_inside(colleague: User, log_in: Callable[[User], Client], path: str, heading: str) -> None:
    _is_ours(log_in(colleague), path, heading)


def test_setting_up_the_app_shows_a_square_and_the_secret(colleague: User, client: Client) -> None:
    client.post("/account/login/", {"login": colleague.email, "password": "een lange zin als wachtwoord"})
    assert AUTHENTICATION_METHODS_SESSION_KEY in client.session

    _is_ours(client, "2fa/totp/activate/", "Stel de app in")

    html = client.get("/account/2fa/totp/activate/").content.decode()
    assert 'src="data:image/svg+xml' in html


@pytest.mark.django_db
def test_asking_too_often_gets_a_page_of_ours(client: Client) -> None:
    for _ in range(31):
        response = client.post("/account/login/", {})

    assert response.status_code == 429
    assert "Dat ging te snel achter elkaar" in response.content.decode()
