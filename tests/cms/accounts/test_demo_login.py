"""The sign-in buttons: only in the demo."""

import pytest
from django.test import Client
from pytest_django import Settings

from cms.accounts.demo import COLLEAGUES, ensure_demo_staff
from cms.models import User

KEYS = [colleague.key for colleague in COLLEAGUES]


@pytest.mark.parametrize("key", [*KEYS, "directeur"])
@pytest.mark.django_db
def test_outside_the_demo_there_is_no_button_and_no_door(client: Client, settings: Settings, key: str) -> None:
    settings.DEMO = False

    response = client.post(f"/demo/inloggen/{key}/")

    assert response.status_code == 404
    assert not User.objects.exists()
    assert "/demo/inloggen/" not in client.get("/account/login/").content.decode()


@pytest.mark.parametrize(("key", "groups"), [(each.key, [each.role.value] if each.role else []) for each in COLLEAGUES])
@pytest.mark.django_db
def test_a_button_of_the_demo_opens_the_admin(client: Client, settings: Settings, key: str, groups: list[str]) -> None:
    settings.DEMO = True
    assert f'action="/demo/inloggen/{key}/"' in client.get("/account/login/").content.decode()

    response = client.post(f"/demo/inloggen/{key}/")

    assert response["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    user = User.objects.get(pk=client.session["_auth_user_id"])
    assert list(user.groups.values_list("name", flat=True)) == groups
    assert user.is_superuser == (not groups)


@pytest.mark.django_db
def test_an_unknown_role_is_not_found_and_a_link_is_not_enough(client: Client, settings: Settings) -> None:
    settings.DEMO = True

    assert client.post("/demo/inloggen/directeur/").status_code == 404
    assert client.get("/demo/inloggen/editor/").status_code == 405
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_the_colleagues_of_the_demo_are_made_once() -> None:
    first = ensure_demo_staff()

    assert ensure_demo_staff() == first
    assert User.objects.count() == len(KEYS)
