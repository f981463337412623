"""What a kept page is answered to, and what is never kept."""

import gzip
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import brotli
import pytest
from django.conf import LazySettings
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale, PageViewRestriction, Site

from cms.models import AcademySettings, HomePage, NewsPage, User
from cms.page_cache import changes
from cms.page_cache import store as stores
from cms.page_cache.changes import ask_again
from cms.page_cache.store import store
from tests.factories.cms import NewsPageFactory, stream

pytestmark = pytest.mark.django_db

Visitor = Callable[..., Client]
NEWS = "/nieuws/bericht/"


@pytest.fixture
def article(page_tree: SimpleNamespace) -> NewsPage:
    body = stream([("text", f"<p>{'Vakwerk is een gebouw. ' * 40}</p>")])
    page: NewsPage = NewsPageFactory(parent=page_tree.news, slug="bericht", title="Bericht", body=body)
    return page


def queries(client: Client, path: str, **headers: str) -> int:
    """How many queries this visit costs besides the one for the number of changes, and that it succeeds."""
    ask_again()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path, headers=headers or None).status_code == 200
    return len([query for query in captured if "cms_page_change" not in query["sql"]])


def test_a_kept_page_is_the_same_page_for_one_query(article: NewsPage, visitor: Visitor) -> None:
    first = visitor().get(NEWS)
    ask_again()
    with CaptureQueriesContext(connection) as captured:
        again = visitor().get(NEWS)

    assert [query["sql"] for query in captured] == [changes._SUM]
    assert again.content == first.content
    assert "Vakwerk is een gebouw." in again.content.decode()
    assert dict(again.headers) == dict(first.headers)
    assert "default-src 'self'" in again["Content-Security-Policy"]


def test_within_the_lease_a_kept_page_costs_no_query(
    article: NewsPage,
    visitor: Visitor,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    monkeypatch.setattr(changes, "LEASE", 60.0)
    visitor().get(NEWS)

    with django_assert_num_queries(0):
        visitor().get(NEWS)


def test_a_foreign_cookie_gets_the_kept_page(article: NewsPage, visitor: Visitor) -> None:
    visitor().get(NEWS)
    client = visitor()
    client.cookies["_pk_id"] = "1a2b3c"
    client.cookies["csrftoken"] = "x" * 32

    assert queries(client, NEWS) == 0


@pytest.mark.parametrize("name", ["sessionid", "messages"])
def test_a_cookie_of_our_own_does_not(article: NewsPage, visitor: Visitor, name: str) -> None:
    visitor().get(NEWS)
    client = visitor()
    client.cookies[name] = "anything"

    assert queries(client, NEWS) > 5


def test_whoever_logged_in_neither_gets_nor_leaves_a_page(
    article: NewsPage, visitor: Visitor, administrator: User, log_in: Callable[[User], Client]
) -> None:
    colleague = log_in(administrator)
    theirs = colleague.get(NEWS, HTTP_HOST="localhost")

    assert b"wagtail-userbar" in theirs.content
    assert queries(visitor(), NEWS) > 5
    assert b"wagtail-userbar" not in visitor().get(NEWS).content
    assert b"wagtail-userbar" in colleague.get(NEWS, HTTP_HOST="localhost").content


def test_a_message_in_a_cookie_is_shown_and_not_kept(article: NewsPage, visitor: Visitor) -> None:
    storage: Any = CookieStorage(RequestFactory().get("/"))
    told = storage._encode([Message(25, "Gelukt!")])
    client = visitor()
    client.cookies["messages"] = str(told)

    assert b"Gelukt!" in client.get(NEWS).content
    assert b"Gelukt!" not in visitor().get(NEWS).content


def test_each_name_of_the_site_has_its_own_pages(
    article: NewsPage, page_tree: SimpleNamespace, visitor: Visitor
) -> None:
    other_home = page_tree.root.add_child(instance=HomePage(title="Andere academie", slug="anders"))
    Site.objects.create(hostname="other.example.org", port=80, root_page=other_home)
    AcademySettings.for_site(Site.objects.get(hostname="other.example.org"))
    other = Client(HTTP_HOST="other.example.org")
    pages = [visitor().get("/").content, other.get("/").content]

    assert pages[0] != pages[1]
    assert b"Andere academie" in pages[1]
    assert queries(other, "/") == 0
    assert [visitor().get("/").content, other.get("/").content] == pages


def test_another_spelling_of_the_host_is_not_kept(article: NewsPage) -> None:
    client = Client(HTTP_HOST="localhost:8123")
    client.get(NEWS)

    assert queries(client, NEWS) > 5


def test_each_language_has_its_own_page(article: NewsPage, page_tree: SimpleNamespace, visitor: Visitor) -> None:
    english = Locale.objects.get(language_code="en")
    home = page_tree.home.copy_for_translation(english)
    home.title = "Vakwerk Academy"
    home.save_revision().publish()
    page_tree.home.refresh_from_db()

    for _ in range(2):
        assert '<html lang="nl">' in visitor(accept_language="en").get("/").content.decode()
        assert '<html lang="en">' in visitor(accept_language="nl").get("/en/").content.decode()
    assert queries(visitor(), "/en/") == 0


def test_https_and_http_are_apart(article: NewsPage, visitor: Visitor) -> None:
    secure = visitor().get(NEWS, secure=True).content.decode()
    ask_again()
    plain = visitor().get(NEWS).content.decode()

    assert '<link rel="canonical" href="http://localhost/nieuws/bericht/">' in plain
    assert len([address for address in store._pages if address.path == NEWS]) == 2
    assert secure.replace("https://localhost", "http://localhost") == plain


def test_what_advertisers_add_finds_and_makes_the_same_page(article: NewsPage, visitor: Visitor) -> None:
    campaign = f"{NEWS}?utm_source=nieuwsbrief&fbclid=abc"
    first = visitor().get(campaign).content

    assert b"nieuwsbrief" not in first
    assert queries(visitor(), NEWS) == 0
    assert queries(visitor(), f"{NEWS}?utm_campaign=andere") == 0
    assert visitor().get(NEWS).content == first


def test_unknown_parameters_cannot_fill_the_store(article: NewsPage, visitor: Visitor) -> None:
    for number in range(5):
        visitor().get(f"{NEWS}?x={number}")

    assert len(store._pages) == 0
    assert queries(visitor(), f"{NEWS}?x=1") > 5


def test_known_parameters_are_apart_in_any_order_and_limited(
    page_tree: SimpleNamespace, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "MOST_QUERIES", 3)
    visitor().get("/agenda/?vorm=webinar&vrij=ja")
    assert queries(visitor(), "/agenda/?vrij=ja&vorm=webinar") == 0
    assert queries(visitor(), "/agenda/") > 5

    for number in range(6):
        visitor().get(f"/agenda/?vorm={number}")
    assert len([address for address in store._pages if address.query]) == 3
    assert queries(visitor(), "/agenda/") == 0


def test_the_least_recently_made_page_is_forgotten_first(
    page_tree: SimpleNamespace, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "MOST_PAGES", 2)
    for path in ("/", "/nieuws/", "/agenda/"):
        visitor().get(path)

    assert [queries(visitor(), path) == 0 for path in ("/nieuws/", "/agenda/")] == [True, True]
    assert queries(visitor(), "/") > 5


def test_a_browser_that_has_the_page_gets_304(article: NewsPage, visitor: Visitor) -> None:
    etag = visitor().get(NEWS)["ETag"]
    unchanged = visitor().get(NEWS, headers={"If-None-Match": f'"other", {etag}'})

    assert (unchanged.status_code, unchanged.content, unchanged["ETag"]) == (304, b"", etag)
    assert unchanged["Vary"] == "Accept-Encoding, Cookie"
    assert visitor().get(NEWS, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_changed_page_is_sent_again(article: NewsPage, visitor: Visitor) -> None:
    etag = visitor().get(NEWS)["ETag"]
    article.title = "Ander bericht"
    article.save_revision().publish()
    changed = visitor().get(NEWS, headers={"If-None-Match": etag})

    assert (changed.status_code, changed["ETag"] != etag) == (200, True)
    assert b"Ander bericht" in changed.content


@pytest.mark.parametrize(
    ("accepted", "coding", "unpacked"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress),
        ("identity", None, bytes),
        ("", None, bytes),
    ],
)
def test_it_is_compressed_as_the_browser_likes(
    article: NewsPage, visitor: Visitor, accepted: str, coding: str | None, unpacked: Callable[[bytes], bytes]
) -> None:
    plain = visitor().get(NEWS).content
    for _ in range(2):
        response = visitor().get(NEWS, headers={"Accept-Encoding": accepted})

        assert response.headers.get("Content-Encoding") == coding
        assert unpacked(response.content) == plain
        assert response["Content-Length"] == str(len(response.content))
        assert (len(response.content) < len(plain) / 2) == bool(coding)


def test_head_tells_what_get_would_send(article: NewsPage, visitor: Visitor) -> None:
    assert visitor().head(NEWS).status_code == 200
    assert len(store._pages) == 0
    got = visitor().get(NEWS)
    head = visitor().head(NEWS)

    assert (head.content, head.status_code) == (b"", 200)
    assert dict(head.headers) == dict(got.headers)


@pytest.mark.parametrize(
    "path", ["/bestaat-niet/", "/account/login/", "/nieuws", "/postvak/", "/inschrijving/geen-sleutel/"]
)
def test_other_answers_are_not_kept(page_tree: SimpleNamespace, visitor: Visitor, path: str) -> None:
    visitor().get(path)
    visitor().get(path)

    assert len(store._pages) == 0


@pytest.mark.parametrize("restriction", ["password", "login"])
def test_a_guarded_page_is_not_kept(
    article: NewsPage, page_tree: SimpleNamespace, visitor: Visitor, restriction: str
) -> None:
    assert queries(visitor(), NEWS) > 5
    PageViewRestriction.objects.create(page=page_tree.news, restriction_type=restriction, password="geheim-woord")
    guarded = visitor().get(NEWS)

    assert b"Vakwerk is een gebouw." not in guarded.content
    assert len(store._pages) == 0


@pytest.mark.parametrize(
    ("header", "value"), [("Cache-Control", "no-store"), ("Cache-Control", "private"), ("Vary", "HX-Request")]
)
def test_an_answer_that_objects_is_not_kept(
    article: NewsPage, visitor: Visitor, monkeypatch: pytest.MonkeyPatch, header: str, value: str
) -> None:
    serve = NewsPage.serve

    def objecting(page: NewsPage, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = serve(page, request)
        response[header] = value
        return response

    monkeypatch.setattr(NewsPage, "serve", objecting)
    visitor().get(NEWS)
    assert len(store._pages) == 0


def test_an_answer_with_a_cookie_is_not_kept(
    article: NewsPage, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve = NewsPage.serve

    def baking(page: NewsPage, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = serve(page, request)
        response.set_cookie("mine", "1")
        return response

    monkeypatch.setattr(NewsPage, "serve", baking)
    visitor().get(NEWS)
    assert len(store._pages) == 0


def test_without_a_number_nothing_is_kept(article: NewsPage, visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor().get(NEWS)
    monkeypatch.setattr(changes, "numbers", _unreachable)

    assert queries(visitor(), NEWS) > 5


def _unreachable() -> changes.Numbers:
    raise OperationalError("the database is away")


def test_it_can_be_switched_off(article: NewsPage, visitor: Visitor, settings: LazySettings) -> None:
    settings.PAGE_CACHE_SECONDS = 0
    client = visitor()
    client.get(NEWS)

    assert queries(client, NEWS) > 5
    assert len(store._pages) == 0


def test_the_agenda_file_is_kept_too(page_tree: SimpleNamespace, visitor: Visitor) -> None:
    visitor().get("/agenda.ics")

    assert queries(visitor(), "/agenda.ics") == 0
    assert visitor().get("/agenda.ics")["Content-Type"].startswith("text/calendar")
