from http import HTTPStatus

import pytest
from django.test import Client, RequestFactory
from django.views.defaults import bad_request, permission_denied, server_error


@pytest.mark.usefixtures("page_tree")
def test_a_missing_page_has_the_look_of_the_site(client: Client) -> None:
    response = client.get("/bestaat-niet/")
    assert response.status_code == HTTPStatus.NOT_FOUND
    html = response.content.decode()
    assert "<h1>Deze pagina is er niet</h1>" in html
    assert 'aria-label="Hoofdmenu"' in html


def test_a_server_error_needs_no_database() -> None:
    # no `db` fixture: a query would fail
    response = server_error(RequestFactory().get("/"))
    assert response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "<h1>Er ging bij ons iets mis</h1>" in response.content.decode()


@pytest.mark.usefixtures("page_tree")
def test_a_bad_request_is_answered_in_the_look(rf: RequestFactory) -> None:
    response = bad_request(rf.get("/"), ValueError())
    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert "<h1>Deze vraag begrijpen we niet</h1>" in response.content.decode()


def test_a_foreign_host_gets_no_link_to_itself(client: Client) -> None:
    response = client.get("/", headers={"host": "evil.example"})
    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert "evil.example" not in response.content.decode()


@pytest.mark.usefixtures("page_tree")
def test_no_entrance(rf: RequestFactory) -> None:
    response = permission_denied(rf.get("/"), PermissionError())
    assert response.status_code == HTTPStatus.FORBIDDEN
    assert "<h1>Hier mag u niet naar binnen</h1>" in response.content.decode()
