"""Passwords are for colleagues, and come by a link in the mail."""

import re

import pytest
from django.test import Client

from cms.models import Message, User
from tests.cms.accounts.conftest import PASSWORD, last_mail_to


def _link_in(message: Message) -> str:
    found = re.search(r"https?://[^/]+(/account/password/reset/key/\S+)", message.text)
    assert found is not None, message.text
    return found.group(1)


def test_a_forgotten_password_is_replaced_by_a_link(colleague: User, client: Client) -> None:
    response = client.post("/account/password/reset/", {"email": colleague.email})
    assert response["Location"] == "/account/password/reset/done/"
    form = client.get(_link_in(last_mail_to(colleague.email)), follow=True)
    new = "een heel andere lange zin"

    done = client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})

    assert done["Location"] == "/account/password/reset/key/done/"
    colleague.refresh_from_db()
    assert colleague.check_password(new)
    assert "_auth_user_id" not in client.session
    assert "U hebt een nieuw wachtwoord gekozen." in last_mail_to(colleague.email).text


def test_a_link_works_once(colleague: User, client: Client) -> None:
    client.post("/account/password/reset/", {"email": colleague.email})
    link = _link_in(last_mail_to(colleague.email))
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": "een heel andere zin", "password2": "een heel andere zin"})

    assert "Deze link werkt niet meer" in Client().get(link, follow=True).content.decode()


def test_a_short_password_is_refused_beside_its_field(colleague: User, client: Client) -> None:
    client.post("/account/password/reset/", {"email": colleague.email})
    form = client.get(_link_in(last_mail_to(colleague.email)), follow=True)

    refused = client.post(form.request["PATH_INFO"], {"password1": "kort", "password2": "kort"})

    assert refused.status_code == 200
    assert 'id="id_password1_error"' in refused.content.decode()
    colleague.refresh_from_db()
    assert colleague.check_password(PASSWORD)


@pytest.mark.django_db
def test_participants_and_strangers_get_the_same_answer_and_no_link(client: Client) -> None:
    User.objects.create_user("deelnemer@example.org")

    for email in ("deelnemer@example.org", "onbekend@example.org"):
        response = client.post("/account/password/reset/", {"email": email})
        assert response["Location"] == "/account/password/reset/done/"
        assert last_mail_to(email).subject == "Zo logt u in"
        assert "/password/reset/key/" not in last_mail_to(email).text


def test_a_wrong_password_says_nothing_about_the_address(colleague: User, client: Client) -> None:
    def answer(email: str) -> str:
        html = client.post("/account/login/", {"login": email, "password": "fout"}).content.decode()
        assert "Dit e-mailadres en wachtwoord horen niet bij elkaar." in html
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", html).replace(email, "")

    assert answer(colleague.email) == answer("onbekend@example.org")


def test_the_sixth_wrong_password_in_five_minutes_is_refused(colleague: User, client: Client) -> None:
    for _ in range(5):
        client.post("/account/login/", {"login": colleague.email, "password": "fout"})

    response = client.post("/account/login/", {"login": colleague.email, "password": PASSWORD})

    assert "U hebt het te vaak geprobeerd." in response.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("path", ["signup/", "email/", "confirm-email/", "confirm-email/abc/", "signup/passkey/"])
@pytest.mark.django_db
def test_nobody_signs_up_or_adds_addresses(client: Client, path: str) -> None:
    assert client.get(f"/account/{path}").status_code == 404
    assert client.post(f"/account/{path}", {"email": "nieuw@example.org"}).status_code == 404
    assert not User.objects.exists()
