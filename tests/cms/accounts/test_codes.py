"""Participants log in with a code by mail; nobody can find out who has an account."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cms.accounts.participants import forget_unused_accounts, participant
from cms.models import Message, User
from tests.cms.accounts.conftest import code_in, last_mail_to

EMAIL = "sanne@example.org"


def _ask(client: Client, email: str) -> str:
    response = client.post("/account/login/code/", {"email": email})
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"])


@pytest.mark.django_db
def test_a_code_by_mail_logs_in(client: Client) -> None:
    assert _ask(client, "Sanne@Example.org") == "/account/login/code/confirm/"
    message = last_mail_to(EMAIL)
    assert message.subject == "Uw code om in te loggen"

    response = client.post("/account/login/code/confirm/", {"code": code_in(message)})

    assert response["Location"] == "/mijn-inschrijvingen/"
    user = User.objects.get(email=EMAIL)
    assert client.session["_auth_user_id"] == str(user.pk)
    assert not user.has_usable_password()


@pytest.mark.django_db
def test_who_comes_back_gets_the_same_account(client: Client) -> None:
    known = User.objects.create_user(EMAIL)

    _ask(client, EMAIL)

    assert list(User.objects.filter(email__iexact=EMAIL)) == [known]


@pytest.mark.django_db
def test_a_wrong_code_logs_nobody_in(client: Client) -> None:
    _ask(client, EMAIL)

    response = client.post("/account/login/code/confirm/", {"code": "FOUT-FOUT"})

    assert "Deze code klopt niet." in response.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_after_three_wrong_codes_one_must_ask_for_a_new_one(client: Client) -> None:
    _ask(client, EMAIL)
    right = code_in(last_mail_to(EMAIL))
    for _ in range(3):
        client.post("/account/login/code/confirm/", {"code": "FOUT-FOUT"})

    response = client.post("/account/login/code/confirm/", {"code": right})

    assert response["Location"] == "/account/login/code/"
    assert "_auth_user_id" not in client.session


def test_a_colleague_sees_the_same_screen_but_gets_no_code(client: Client, editor: User) -> None:
    assert _ask(client, editor.email) == "/account/login/code/confirm/"

    message = last_mail_to(editor.email)
    assert message.subject == "Zo logt u in"
    assert "http://127.0.0.1:8000/account/login/" in message.text
    screens = {client.get("/account/login/code/confirm/").content.decode().replace(editor.email, "")}
    other = Client()
    _ask(other, EMAIL)
    screens.add(other.get("/account/login/code/confirm/").content.decode().replace(EMAIL, ""))
    assert len({_without_token(screen) for screen in screens}) == 1


@pytest.mark.django_db
def test_a_closed_account_gets_no_code(client: Client) -> None:
    User.objects.create_user(EMAIL, is_active=False)

    _ask(client, EMAIL)

    assert last_mail_to(EMAIL).subject == "Zo logt u in"


@pytest.mark.django_db
def test_the_fourth_code_within_a_minute_is_refused(client: Client) -> None:
    for _ in range(3):
        _ask(Client(), EMAIL)

    response = client.post("/account/login/code/", {"email": EMAIL})

    assert response.status_code == 200
    assert "U hebt het te vaak geprobeerd." in response.content.decode()
    assert Message.objects.filter(recipient=EMAIL).count() == 3


@pytest.mark.django_db
def test_participants_cannot_enter_the_admin(client: Client) -> None:
    _ask(client, EMAIL)
    client.post("/account/login/code/confirm/", {"code": code_in(last_mail_to(EMAIL))})

    assert client.get("/admin/").status_code == 302
    assert client.get("/admin/", follow=True).status_code != 500


@pytest.mark.django_db
def test_unused_accounts_are_forgotten_after_a_day() -> None:
    long_ago = timezone.now() - timedelta(days=2)
    unused = participant("nooit@example.org")
    assert unused is not None
    User.objects.filter(pk=unused.pk).update(date_joined=long_ago)
    User.objects.create_user("gebruikt@example.org", date_joined=long_ago, last_login=long_ago)
    User.objects.create_user("uitgenodigd@example.org", date_joined=long_ago, is_staff=True)
    participant("net@example.org")

    assert forget_unused_accounts() == 1

    assert set(User.objects.values_list("email", flat=True)) == {
        "gebruikt@example.org",
        "uitgenodigd@example.org",
        "net@example.org",
    }


def _without_token(html: str) -> str:
    start = html.find("csrfmiddlewaretoken")
    while start != -1:
        end = html.index(">", start)
        html = html[:start] + html[end:]
        start = html.find("csrfmiddlewaretoken")
    return html
