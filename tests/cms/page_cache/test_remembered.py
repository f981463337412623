"""What every page asks is asked once for each number of changes, on the shared cache of production."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, Site

from cms.models import AcademySettings, Audience, ProgrammePage
from cms.page_cache import changes
from cms.page_cache.changes import ask_again, pages_changed
from cms.page_cache.remembered import forget, remembered
from cms.page_cache.watch import FRAME_MODELS
from cms.queries import page_frame
from cms.views import routing
from tests.factories.cms import (
    AcademyImageFactory,
    AudienceFactory,
    OrganisationFactory,
    PersonFactory,
    ProgrammePageFactory,
    ThemeFactory,
    stream,
)
from tests.factories.events import EditionFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shared_cache(settings: LazySettings) -> Iterator[None]:
    """The cache of production, with its table."""
    table = "cache_of_this_test"
    settings.CACHES = {"default": {"BACKEND": "cms.page_cache.remembered.SharedCache", "LOCATION": table}}
    call_command("createcachetable", table)
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {table}")


def test_a_programme_costs_production_2_queries_and_its_list_none_for_each_address(
    shared_cache: None, page_tree: SimpleNamespace, client: Client
) -> None:
    theme = ThemeFactory.create()
    person, organisation = PersonFactory.create(photo=AcademyImageFactory()), OrganisationFactory.create()
    facts = {
        "image": AcademyImageFactory(),
        "people": stream([("person", {"person": person.pk, "role": "docent", "function": ""})]),
        "partners": stream([("partner", {"organisation": organisation.pk, "role": "partner", "receives": ""})]),
    }
    pages = [ProgrammePageFactory(parent=page_tree.programmes, **facts) for _number in range(4)]
    for page in pages:
        page.themes.add(theme)
        page.audiences.add(AudienceFactory.create())
        page.save()
        EditionFactory.create(offering=page)
    path = f"{pages[0].get_url()}?nooit=bewaard"
    for _visit in range(2):
        html = client.get(path, headers={"Host": "localhost"}).content.decode()

    ask_again()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path, headers={"Host": "localhost"}).content.decode() == html

    assert [query["sql"] for query in captured if "cache_of_this_test" in query["sql"]] == []
    assert sum(f'<a href="{page.get_url()}">' in html for page in pages[1:]) == 3
    assert len(captured) == 2


@pytest.mark.parametrize("editions", [1, 9])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_first_view_after_its_publish_costs_11_queries(
    shared_cache: None, page_tree: SimpleNamespace, client: Client, editions: int, language: str
) -> None:
    person, organisation = PersonFactory.create(photo=AcademyImageFactory()), OrganisationFactory.create()
    page: ProgrammePage = ProgrammePageFactory(
        parent=page_tree.programmes,
        image=AcademyImageFactory(),
        people=stream([("person", {"person": person.pk, "role": "docent", "function": ""})]),
        partners=stream([("partner", {"organisation": organisation.pk, "role": "partner", "receives": ""})]),
        contact=PersonFactory.create(photo=AcademyImageFactory()),
        in_company=True,
    )
    page.themes.add(ThemeFactory.create())
    page.audiences.add(AudienceFactory.create(name="griffiers"))
    page.save()
    for number in range(editions):
        EditionFactory.create(offering=page, label=f"nummer {number}")
    if language == "en":
        english = Locale.objects.get(language_code="en")
        Audience.objects.get().copy_for_translation(english).save()
        Audience.objects.filter(locale=english).update(name="clerks of councils")
        page = page.copy_for_translation(english, copy_parents=True)
    page.save_revision().publish()
    path = f"{page.get_url()}?nooit=bewaard"
    client.get(path, headers={"Host": "localhost"})

    page.title = "Anders"
    page.save_revision().publish()
    with CaptureQueriesContext(connection) as captured:
        html = client.get(path, headers={"Host": "localhost"}).content.decode()

    assert "<h1>Anders</h1>" in html
    assert ("clerks of councils" if language == "en" else "griffiers") in html
    assert len(captured) == 11


def test_a_change_is_known_at_the_next_page(page_tree: SimpleNamespace, client: Client) -> None:
    academy = AcademySettings.for_site(page_tree.site)
    path = "/nieuws/?nooit=bewaard"
    before = client.get(path, headers={"Host": "localhost"}).content.decode()

    academy.phone = "088 123 45 67"
    academy.save()
    after = client.get(path, headers={"Host": "localhost"}).content.decode()

    assert "088 123 45 67" not in before
    assert "088 123 45 67" in after


def test_a_page_stands_in_the_menu_as_soon_as_it_is_put_there(page_tree: SimpleNamespace, client: Client) -> None:
    path = "/agenda/?nooit=bewaard"
    before = client.get(path, headers={"Host": "localhost"}).content.decode()

    page_tree.news.show_in_menus = True
    page_tree.news.save_revision().publish()
    after = client.get(path, headers={"Host": "localhost"}).content.decode()

    assert '<li><a href="/nieuws/">Nieuws</a></li>' not in before
    assert after.count('<li><a href="/nieuws/">Nieuws</a></li>') == 2


def test_the_menu_of_one_page_says_nothing_of_the_next(page_tree: SimpleNamespace, client: Client) -> None:
    for page in (page_tree.news, page_tree.programmes):
        page.show_in_menus = True
        page.save()
    marked = '<a href="{path}" aria-current="page">'

    for path, other in (("/nieuws/", "/opleidingen/"), ("/opleidingen/", "/nieuws/")):
        html = client.get(f"{path}?nooit=bewaard", headers={"Host": "localhost"}).content.decode()
        assert (marked.format(path=path) in html, marked.format(path=other) in html) == (True, False)


def test_the_frame_is_read_from_nothing_but_what_moves_its_number(
    shared_cache: None, page_tree: SimpleNamespace, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "LEASE", 60)
    client.get("/nieuws/?nooit=bewaard", headers={"Host": "localhost"})
    asked: list[str] = []

    def watched(name: str, find: Callable[[], Any]) -> Any:
        with CaptureQueriesContext(connection) as captured:
            found = find()
        asked.extend(query["sql"] for query in captured)
        return found

    for module in (page_frame, routing):
        monkeypatch.setattr(module, "remembered_frame", watched)
    forget()
    for path in ("/nieuws/", "/en/"):
        client.get(f"{path}?nooit=bewaard", headers={"Host": "localhost"})

    tables = {table for sql in asked for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', sql)}
    watched_tables = {apps.get_model(label)._meta.db_table for label in FRAME_MODELS}
    assert tables - {"wagtailcore_page", "django_content_type", "cache_of_this_test"} == watched_tables


def test_addresses_follow_a_site_that_moves(shared_cache: None, page_tree: SimpleNamespace) -> None:
    assert Page.objects.get(pk=page_tree.news.pk).url == "/nieuws/"

    Site.objects.filter(pk=page_tree.site.pk).get().delete()
    Site.objects.create(hostname="localhost", root_page=page_tree.news, is_default_site=True)
    ask_again()

    assert Page.objects.get(pk=page_tree.news.pk).url == "/"


def test_a_transaction_that_changed_something_asks_itself_and_leaves_nothing(page_tree: SimpleNamespace) -> None:
    with transaction.atomic():
        pages_changed()
        assert remembered("word", lambda: "uncommitted") == "uncommitted"

    assert remembered("word", lambda: "first") == "first"
    with transaction.atomic():
        assert remembered("word", lambda: "second") == "first"
        page_tree.news.save()
        assert remembered("word", lambda: "uncommitted") == "uncommitted"


def test_what_a_savepoint_undid_is_no_change(page_tree: SimpleNamespace) -> None:
    with transaction.atomic():
        remembered("word", lambda: "first")
        with suppress(KeyError), transaction.atomic():
            pages_changed()
            raise KeyError
        assert remembered("word", lambda: "second") == "first"


def test_nothing_is_remembered_where_pages_are_not_kept(settings: LazySettings) -> None:
    settings.PAGE_CACHE_SECONDS = 0

    assert remembered("word", lambda: "first") == "first"
    assert remembered("word", lambda: "second") == "second"


def test_the_shared_cache_is_a_cache_like_any_other(shared_cache: None) -> None:
    cache.set("limit", 1)
    cache.set("limit", 2)

    assert cache.get("limit") == 2
    assert cache.get("unknown", "default") == "default"
