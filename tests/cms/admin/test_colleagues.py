"""Administrators make and change the accounts of colleagues."""

import re
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.test import Client

from cms.models import Message, User

TYPED = {"email": "Nieuw@Example.org", "first_name": "Nina", "last_name": "Nieuw"}


@pytest.fixture
def client(administrator: User, log_in: Callable[[User], Client]) -> Client:
    return log_in(administrator)


def test_a_new_colleague_gets_a_mail_to_choose_a_password(client: Client) -> None:
    editors = Group.objects.get(name="Editors")
    assert 'name="password1"' not in client.get("/admin/users/new/").content.decode()

    response = client.post("/admin/users/new/", TYPED | {"groups": [editors.pk]}, follow=True)

    user = User.objects.get(email__iexact="nieuw@example.org")
    assert "We mailden Nieuw@Example.org een link om een wachtwoord te kiezen." in response.content.decode()
    assert (user.is_staff, user.is_superuser, user.has_usable_password()) == (True, False, False)
    assert list(user.groups.all()) == [editors]
    invitation = Message.objects.get(recipient=user.email)
    assert invitation.subject == "U bent uitgenodigd om mee te werken aan de site"
    link = re.search(r"http://testserver(/account/password/reset/key/\S+)", invitation.text)
    assert link is not None
    form = Client().get(link.group(1), follow=True)
    assert "<h1>Kies uw wachtwoord</h1>" in form.content.decode()


def test_an_address_that_is_in_use_is_refused_in_any_spelling(client: Client) -> None:
    User.objects.create_user("nieuw@example.org")

    response = client.post("/admin/users/new/", TYPED | {"email": "NIEUW@example.org"})

    assert "Dit e-mailadres is al in gebruik." in response.content.decode()
    assert not Message.objects.exists()


def test_a_former_address_no_longer_opens_the_account(client: Client, editor: User) -> None:
    EmailAddress.objects.create(user=editor, email=editor.email, verified=True, primary=True)
    former = editor.email

    client.post(
        f"/admin/users/edit/{editor.pk}/",
        TYPED | {"groups": [group.pk for group in editor.groups.all()], "is_active": "on"},
    )

    editor.refresh_from_db()
    assert editor.email == "Nieuw@Example.org"
    assert not EmailAddress.objects.filter(email=former).exists()
    Client().post("/account/password/reset/", {"email": former})
    assert Message.objects.get(recipient=former).subject == "Zo logt u in"


def test_who_leaves_all_groups_is_no_colleague_any_more(client: Client, editor: User) -> None:
    client.post(f"/admin/users/edit/{editor.pk}/", TYPED | {"is_active": "on"})

    editor.refresh_from_db()
    assert not editor.is_staff


@pytest.mark.parametrize("role", ["editor", "moderator", "programme_manager", "bookkeeper"])
def test_only_administrators_make_accounts(
    request: pytest.FixtureRequest, log_in: Callable[[User], Client], role: str
) -> None:
    client = log_in(request.getfixturevalue(role))

    assert client.post("/admin/users/new/", TYPED).status_code == 302

    assert not User.objects.filter(email__iexact="nieuw@example.org").exists()
