from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from pytest_django import Settings

from cms.models import User


@pytest.mark.usefixtures("page_tree")
def test_visitors_do_not_find_it(client: Client) -> None:
    assert client.get("/stijlgids/").status_code == 404


@pytest.mark.usefixtures("page_tree")
def test_participants_do_not_find_it(client: Client) -> None:
    client.force_login(User.objects.create_user("deelnemer@example.org"))
    assert client.get("/stijlgids/").status_code == 404


@pytest.mark.usefixtures("page_tree")
def test_staff_see_it(editor: User, log_in: Callable[[User], Client]) -> None:
    response = log_in(editor).get("/stijlgids/")
    assert response.status_code == 200
    assert [template.name for template in response.templates][:2] == ["cms/styleguide.html", "base.html"]


def test_everybody_sees_it_in_the_demo(client: Client, page_tree: SimpleNamespace, settings: Settings) -> None:
    settings.DEMO = True
    html = client.get("/stijlgids/").content.decode()
    assert "Dit is een demo." in html


@pytest.mark.usefixtures("page_tree")
def test_no_style_attribute_and_no_script_in_the_page(client: Client, settings: Settings) -> None:
    settings.DEMO = True
    html = client.get("/stijlgids/").content.decode()
    assert " style=" not in html
    assert "<style" not in html
    assert html.count("<script") == 1
    assert '<script src="/static/cms/vakwerk.js" defer></script>' in html
