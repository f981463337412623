"""What production sends: pages that weigh little and ask nobody but the site itself, and files that are kept."""

import gzip
import http.client
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import brotli
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django import DjangoDbBlocker

from cms.models import NewsPage
from tests.factories.cms import NewsPageFactory, PersonFactory, ProgrammePageFactory, ThemeFactory, stream
from tests.factories.events import EditionFactory
from tests.journeys.offerings import webinar
from tests.journeys.visitor import title
from tests.web_server import BEHIND_A_PROXY, FILES_OF_PACKAGES, serving_production

pytestmark = pytest.mark.django_db(transaction=True)

MOST_BYTES = 60_000
STYLES, SCRIPT = "cms/vakwerk.css", "cms/vakwerk.js"
UNPACK: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}
PARAGRAPH = f"<p>{'Een leergang is een gebouw: eerst het gebint, dan de wanden. ' * 12}</p>"


@dataclass(frozen=True)
class Production:
    """A server, and the folder with its static files."""

    port: int
    static: Path

    def hashed(self, name: str) -> str:
        """The name that pages use for this file."""
        paths = json.loads((self.static / "staticfiles.json").read_text())["paths"]
        return str(paths[name])

    def get(self, path: str, coding: str) -> tuple[int, http.client.HTTPMessage, bytes]:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request("GET", path, headers={"Accept-Encoding": coding, **BEHIND_A_PROXY})
            response = connection.getresponse()
            return response.status, response.headers, response.read()


@pytest.fixture(scope="module")
def production(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Production]:
    static = tmp_path_factory.mktemp("static")
    with (
        django_db_blocker.unblock(),
        serving_production(static, host="127.0.0.1", leave_out=FILES_OF_PACKAGES) as port,
    ):
        yield Production(port, static)


class Traffic:
    """Everything that a tab asks for from now on, with the bytes that came over the wire, headers included."""

    def __init__(self, page: Page) -> None:
        self.urls: dict[str, str] = {}
        self.bytes: dict[str, float] = {}
        self.devtools = page.context.new_cdp_session(page)
        self.devtools.on("Network.requestWillBeSent", self._sent)
        self.devtools.on("Network.loadingFinished", self._finished)
        self.devtools.send("Network.enable")
        self.devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def _sent(self, event: dict[str, dict[str, str]]) -> None:
        self.urls[str(event["requestId"])] = event["request"]["url"]

    def _finished(self, event: dict[str, float]) -> None:
        self.bytes[str(event["requestId"])] = event["encodedDataLength"]

    @property
    def hosts(self) -> set[str]:
        """Where it asked; a data: address is part of the page."""
        return {urlsplit(url).netloc for url in self.urls.values() if not url.startswith("data:")}


def article(page_tree: SimpleNamespace) -> NewsPage:
    made: NewsPage = NewsPageFactory(
        parent=page_tree.news,
        title="Een lang bericht",
        author=PersonFactory.create(bio="Drie zinnen. " * 6),
        published_on=timezone.localdate(),
        body=stream([("text", PARAGRAPH)] * 12),
    )
    made.themes.add(ThemeFactory.create())
    made.save()
    return made


def test_a_text_weighs_no_more_than_60_kb(
    open_page: Callable[..., Page], page_tree: SimpleNamespace, production: Production
) -> None:
    text = article(page_tree)
    page = open_page(extra_http_headers=BEHIND_A_PROXY)
    traffic = Traffic(page)
    page.goto(f"http://127.0.0.1:{production.port}{text.get_url()}", wait_until="networkidle")
    expect(title(page)).to_have_text("Een lang bericht")

    asked = {urlsplit(url).path.rpartition(".")[2] for url in traffic.urls.values() if not url.startswith("data:")}
    assert asked >= {"css", "js", text.get_url()}
    assert traffic.hosts == {f"127.0.0.1:{production.port}"}
    assert traffic.bytes.keys() == traffic.urls.keys()
    assert len(PARAGRAPH) < sum(traffic.bytes.values()) <= MOST_BYTES


def test_no_page_asks_another_host(page: Page, page_tree: SimpleNamespace) -> None:
    programme = ProgrammePageFactory(
        parent=page_tree.programmes, body=stream([("text", PARAGRAPH)]), contact=PersonFactory.create()
    )
    EditionFactory.create(offering=programme)
    seminar = webinar(page_tree, capacity=20)
    traffic = Traffic(page)
    for address in ("/", article(page_tree).get_url(), programme.get_url(), seminar.offering.get_url()):
        page.goto(address, wait_until="networkidle")
        expect(title(page)).to_be_visible()

    documents = [url for url in traffic.urls.values() if urlsplit(url).path.endswith("/")]
    assert len(documents) == 4
    assert traffic.hosts == {urlsplit(page.url).netloc}


def test_files_are_compressed_and_kept_for_ever(production: Production) -> None:
    for name in (STYLES, SCRIPT):
        hashed = production.hashed(name)
        content = (production.static / hashed).read_bytes()
        for coding, unpack in UNPACK.items():
            status, headers, body = production.get(f"/static/{hashed}", coding)

            assert status == 200
            assert headers["Content-Encoding"] == coding
            assert headers["Vary"] == "Accept-Encoding"
            assert headers["Cache-Control"] == "max-age=315360000, public, immutable"
            assert len(body) < len(content)
            assert unpack(body) == content
    # What has no hash may change, so it is asked again within a minute.
    _status, headers, _body = production.get(f"/static/{STYLES}", "br")
    assert headers["Cache-Control"] == "max-age=60, public"
