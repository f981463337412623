"""No admin without a second factor."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, TOTP, generate_totp_secret
from cryptography.fernet import InvalidToken
from django.test import Client
from pytest_django import Settings

from cms.accounts.second_factor import AcademyMFAAdapter
from cms.models import Message, User
from tests.cms.accounts.conftest import PASSWORD, code_of_the_app


def test_without_a_second_factor_the_admin_asks_for_one(
    colleague: User, client: Client, log_in_with_password: Callable[[Client], str]
) -> None:
    assert log_in_with_password(client) == "/admin/"

    response = client.get("/admin/pages/")

    assert response.status_code == 302
    assert response["Location"] == "/account/tweede-stap/?next=%2Fadmin%2Fpages%2F"
    assert "Maak een passkey" in client.get(response["Location"]).content.decode()


# The factor counts from the moment it is committed.
@pytest.mark.django_db(transaction=True)
def test_setting_up_the_app_opens_the_admin_at_once(client: Client) -> None:
    User.objects.create_superuser("bas@example.org", PASSWORD)
    client.post("/account/login/", {"login": "bas@example.org", "password": PASSWORD})
    client.get("/account/2fa/totp/activate/")

    with code_of_the_app(client.session[SECRET_SESSION_KEY]) as code:
        response = client.post("/account/2fa/totp/activate/", {"code": code})

    assert response["Location"] == "/account/2fa/recovery-codes/"
    assert client.get("/admin/account/").status_code == 200
    notice = Message.objects.filter(recipient="bas@example.org").earliest("created_at")
    assert "U logt voortaan ook in met een code uit uw app." in notice.text


def test_the_next_login_asks_for_the_code(
    colleague: User, client: Client, log_in_with_password: Callable[[Client], str]
) -> None:
    secret = generate_totp_secret()
    TOTP.activate(colleague, secret)

    assert log_in_with_password(client) == "/account/2fa/authenticate/"
    assert client.get("/admin/").status_code == 302
    with code_of_the_app(secret) as code:
        response = client.post("/account/2fa/authenticate/", {"code": code})

    assert response["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_wrong_code_opens_nothing(
    colleague: User, client: Client, log_in_with_password: Callable[[Client], str]
) -> None:
    TOTP.activate(colleague, generate_totp_secret())
    log_in_with_password(client)

    response = client.post("/account/2fa/authenticate/", {"code": "000000"})

    assert "Deze code klopt niet." in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_session_that_never_showed_it_must_show_it_first(colleague: User, client: Client) -> None:
    secret = generate_totp_secret()
    TOTP.activate(colleague, secret)
    client.force_login(colleague)

    refused = client.get("/admin/?zoek=1")
    assert refused["Location"] == "/account/2fa/reauthenticate/?next=%2Fadmin%2F%3Fzoek%3D1"
    with code_of_the_app(secret) as code:
        shown = client.post(refused["Location"], {"code": code, "next": "/admin/"})

    assert shown["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_the_record_of_one_user_does_not_count_for_another(
    colleague: User, administrator: User, log_in: Callable[[User], Client]
) -> None:
    client = log_in(colleague)
    TOTP.activate(administrator, generate_totp_secret())

    client.force_login(administrator)

    assert client.get("/admin/")["Location"].startswith("/account/2fa/reauthenticate/")


def test_who_takes_the_factor_away_is_asked_for_a_new_one(colleague: User, log_in: Callable[[User], Client]) -> None:
    client = log_in(colleague)
    assert client.get("/admin/").status_code == 200

    Authenticator.objects.filter(user=colleague).delete()

    assert client.get("/admin/")["Location"].startswith("/account/tweede-stap/")


def test_posting_without_a_factor_changes_nothing_and_comes_back_to_the_start(colleague: User, client: Client) -> None:
    client.force_login(colleague)

    response = client.post("/admin/snippets/cms/theme/add/", {"name": "Vakmanschap", "slug": "vakmanschap"})

    assert response["Location"] == "/account/tweede-stap/?next=%2Fadmin%2F"


def test_logging_out_needs_no_factor(colleague: User, client: Client) -> None:
    client.force_login(colleague)
    assert "_auth_user_id" in client.session

    client.post("/admin/logout/")

    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("door", ["/admin/login/", "/_util/login/"])
def test_wagtails_own_doors_lead_to_ours(client: Client, db: None, door: str) -> None:
    response = client.get(door, {"next": "/admin/pages/"})

    assert response["Location"] == "/account/login/?next=%2Fadmin%2Fpages%2F"


def test_without_logging_in_the_admin_leads_to_our_login(client: Client, db: None) -> None:
    assert client.get("/admin/")["Location"] == "/account/login/?next=/admin/"


def test_the_secret_of_an_app_is_stored_encrypted(colleague: User) -> None:
    secret = generate_totp_secret()

    TOTP.activate(colleague, secret)

    stored = Authenticator.objects.get(user=colleague).data["secret"]
    assert secret not in stored
    assert AcademyMFAAdapter().decrypt(stored) == secret


def test_after_a_new_secret_key_the_old_one_still_opens_what_it_closed(settings: Settings) -> None:
    adapter = AcademyMFAAdapter()
    settings.SECRET_KEY = "de oude sleutel"
    closed = adapter.encrypt("geheim")

    settings.SECRET_KEY = "de nieuwe sleutel"
    settings.SECRET_KEY_FALLBACKS = ["de oude sleutel"]
    assert adapter.decrypt(closed) == "geheim"

    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        adapter.decrypt(closed)


def test_a_link_to_another_site_is_not_followed_from_the_second_step(colleague: User, client: Client) -> None:
    client.force_login(colleague)

    html = client.get("/account/tweede-stap/?next=https://kwaad.example/").content.decode()

    assert "Maak een passkey" in html
    assert "kwaad.example" not in html
