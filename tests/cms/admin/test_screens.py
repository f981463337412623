"""What each role finds in the admin."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client

from cms.contracts import DashboardPanel
from cms.models import AcademySettings, User
from cms.plugins.manager import manager
from cms.plugins.markers import hookimpl


def _menu(client: Client) -> set[str]:
    """The names of the items of the sidebar, those of submenus included."""
    html = client.get("/admin/").content.decode()
    found = re.search(r'<script id="wagtail-sidebar-props" type="application/json">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    return set(re.findall(r'"name": ?"([a-z][a-z0-9-]*)"', json.dumps(json.loads(found.group(1)))))


def test_finance_sees_no_pages_images_or_documents(
    page_tree: SimpleNamespace, bookkeeper: User, log_in: Callable[[User], Client]
) -> None:
    client = log_in(bookkeeper)

    names = _menu(client)

    assert {"explorer", "images", "documents", "search"}.isdisjoint(names)
    assert "registers" in names
    html = client.get("/admin/").content.decode()
    assert "Dag Finance" in html
    assert 'role="search"' not in html


@pytest.mark.parametrize(
    "address",
    [
        "/admin/pages/",
        "/admin/pages/{home}/",
        "/admin/pages/{home}/edit/",
        "/admin/pages/add/cms/newspage/{news}/",
        "/admin/images/",
        "/admin/images/add/",
        "/admin/documents/",
        "/admin/settings/cms/academysettings/",
        "/admin/snippets/cms/person/",
        "/admin/snippets/cms/theme/add/",
        "/admin/users/",
        "/admin/groups/",
        "/admin/sites/",
        "/admin/reports/plugins/",
    ],
)
def test_finance_is_refused_what_is_not_finances(
    page_tree: SimpleNamespace, bookkeeper: User, log_in: Callable[[User], Client], address: str
) -> None:
    client = log_in(bookkeeper)

    response = client.get(address.format(home=page_tree.home.pk, news=page_tree.news.pk))

    assert response.status_code in {302, 403, 404}
    if response.status_code == 302:
        assert response["Location"] == "/admin/"


def test_editors_see_pages_but_no_settings(
    page_tree: SimpleNamespace, editor: User, log_in: Callable[[User], Client]
) -> None:
    names = _menu(log_in(editor))

    assert {"explorer", "images", "documents", "registers"} <= names
    assert names.isdisjoint({"settings", "users", "sites", "redirects"})


def test_an_editor_submits_and_a_moderator_publishes(
    page_tree: SimpleNamespace, editor: User, moderator: User, log_in: Callable[[User], Client]
) -> None:
    address = f"/admin/pages/{page_tree.news.pk}/edit/"

    for_editor = log_in(editor).get(address).content.decode()
    for_moderator = log_in(moderator).get(address).content.decode()

    assert 'name="action-publish"' not in for_editor
    assert "Eindredactie" in for_editor
    assert 'name="action-publish"' in for_moderator


def test_the_admin_is_dutch_and_ours(administrator: User, log_in: Callable[[User], Client]) -> None:
    html = log_in(administrator).get("/admin/").content.decode()

    assert '<html lang="nl"' in html
    assert "Dag Bea" in html
    assert "cms/admin.css" in html
    assert 'class="house-logo"' in html
    assert "wagtail.org" not in html


def test_help_tells_each_role_what_is_theirs(
    editor: User, moderator: User, bookkeeper: User, log_in: Callable[[User], Client]
) -> None:
    assert "kies “Stuur door naar Eindredactie”" in log_in(editor).get("/admin/hulp/").content.decode()
    assert "kies “Publiceren”" in log_in(moderator).get("/admin/hulp/").content.decode()
    for_finance = log_in(bookkeeper).get("/admin/hulp/").content.decode()
    assert "KvK-nummers" in for_finance
    assert "Een nieuwsbericht maken" not in for_finance


def test_help_tells_who_runs_programmes_how_an_edition_goes(
    programme_manager: User, moderator: User, bookkeeper: User, log_in: Callable[[User], Client]
) -> None:
    text = log_in(programme_manager).get("/admin/hulp/").content.decode()

    headings = re.findall(r'<h2 id="(.*?)">', text)
    about = [
        "editie",
        "beslissen",
        "wachtlijst",
        "intake",
        "deelnemers",
        "wijzigen",
        "mails",
        "gasten",
        "aanwezigheid",
        "afronden",
        "alumni",
    ]
    first = headings.index("editie")
    assert headings[first : first + 12] == [*about, "offerte"]  # a plugin may add its own below
    for user in (moderator, bookkeeper):
        assert "Beslissen of het doorgaat" not in log_in(user).get("/admin/hulp/").content.decode()


def test_an_administrator_changes_what_the_academy_says_of_itself(
    page_tree: SimpleNamespace, administrator: User, log_in: Callable[[User], Client]
) -> None:
    client = log_in(administrator)
    settings = AcademySettings.for_site(page_tree.site)
    typed = {
        "name": "Academie Vakwerk",
        "short_name": "Vakwerk",
        "tagline": "Voor publiek werk",
        "phone": "088 000 00 00",
    }

    client.post(f"/admin/settings/cms/academysettings/{page_tree.site.pk}/", typed)

    settings.refresh_from_db()
    assert settings.phone == "088 000 00 00"
    assert "088 000 00 00" in Client().get("/").content.decode()


def test_an_image_asks_for_its_credit_and_licence(editor: User, log_in: Callable[[User], Client]) -> None:
    html = log_in(editor).get("/admin/images/add/").content.decode()

    assert 'name="credit"' in html
    assert 'name="licence"' in html
    assert 'name="portrait_consent"' in html


class Panels:
    """A plugin with a panel for everybody and one for who may change organisations."""

    @hookimpl
    def dashboard_panels(self, request: HttpRequest) -> Sequence[DashboardPanel]:
        template = "components/notice.html"
        return [
            DashboardPanel("buur.later", template, {"title": "Voor later"}, order=200),
            DashboardPanel("buur.eerst", template, {"title": "Eerst dit"}, order=10),
            DashboardPanel("buur.wie", template, {"title": "Alleen beheer"}, permission="cms.delete_organisation"),
        ]


@pytest.fixture
def panels() -> Iterator[None]:
    plugin: Any = Panels()
    manager().register(plugin)
    yield
    manager().unregister(plugin)


def test_panels_show_in_order_and_to_whom_they_concern(
    panels: None, editor: User, moderator: User, log_in: Callable[[User], Client]
) -> None:
    for_editor = log_in(editor).get("/admin/").content.decode()
    for_moderator = log_in(moderator).get("/admin/").content.decode()

    assert for_editor.index("Eerst dit") < for_editor.index("Voor later")
    assert "Alleen beheer" not in for_editor
    assert "Alleen beheer" in for_moderator
