"""Links to other sites: found, asked for politely, shown as gone. The other site is a server of this test."""

import socket
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from cms import outside
from cms.actions.check_links import check_all, check_host, check_page
from cms.models import ExternalLink, NewsPage, User
from cms.queries.external_links import external_urls
from tests.factories.cms import NewsPageFactory, stream
from tests.factories.events import WebinarPageFactory

RunJobs = Callable[..., list[str]]


class _Site(BaseHTTPRequestHandler):
    """Answers /<status>; /head/<status> says 405 to HEAD; /naar/<path> redirects there."""

    def _answer(self) -> None:
        self.server.asked.append(f"{self.command} {self.path}")  # type: ignore[attr-defined]
        first, _slash, rest = self.path.strip("/").partition("/")
        if first == "naar":
            self.send_response(302)
            self.send_header("Location", rest if "://" in rest else f"/{rest}")
        elif first == "head":
            self.send_response(405 if self.command == "HEAD" else int(rest))
        else:
            self.send_response(int(first.partition("?")[0]))
        self.end_headers()

    do_GET = do_HEAD = _answer  # noqa: N815  # the names that the library calls

    def log_message(self, *_args: Any) -> None:
        """Silent."""


@pytest.fixture
def site(settings: Settings) -> Iterator[SimpleNamespace]:
    """Another site: `url` and what was `asked` there."""
    settings.LINK_CHECK_PRIVATE_ADDRESSES = True
    settings.LINK_CHECK_PAUSE = 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    server.asked = []  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield SimpleNamespace(
        url=f"http://127.0.0.1:{server.server_port}",
        host=f"127.0.0.1:{server.server_port}",
        asked=server.asked,  # type: ignore[attr-defined]
    )
    server.shutdown()
    thread.join()
    server.server_close()


def _article(page_tree: SimpleNamespace, *urls: str) -> NewsPage:
    links = "".join(f'<p>Lees <a href="{url}">hier &amp; nu</a>.</p>' for url in urls)
    page: NewsPage = NewsPageFactory(parent=page_tree.news, body=stream([("text", links or "<p>Niets.</p>")]))
    return page


# Asking ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status", "asked"),
    [
        ("/200", 200, ["HEAD /200"]),
        ("/404", 404, ["HEAD /404"]),
        ("/410", 410, ["HEAD /410"]),
        ("/head/200", 200, ["HEAD /head/200", "GET /head/200"]),
        ("/naar/200", 200, ["HEAD /naar/200", "HEAD /200"]),
        ("/naar/naar/404", 404, ["HEAD /naar/naar/404", "HEAD /naar/404", "HEAD /404"]),
        ("/200?a=b", 200, ["HEAD /200?a=b"]),
    ],
)
def test_head_first_and_redirects_followed(site: SimpleNamespace, path: str, status: int, asked: list[str]) -> None:
    assert outside.ask(site.url + path) == outside.Answer(status, str(status))
    assert site.asked == asked


def test_a_circle_of_redirects_ends(site: SimpleNamespace) -> None:
    assert outside.ask(f"{site.url}/naar/" + "naar/" * 20 + "200") == outside.Answer(None, "redirects")
    assert len(site.asked) == 6


def test_nobody_listens() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        with pytest.raises(outside.Refused):
            outside.ask(url)


def test_no_connection_is_an_answer(settings: Settings) -> None:
    settings.LINK_CHECK_PRIVATE_ADDRESSES = True
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        found = outside.ask(f"http://127.0.0.1:{taken.getsockname()[1]}/")

    assert found == outside.Answer(None, "ConnectionRefusedError")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "10.0.0.1",
        "192.168.1.1",
        "172.16.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104
        "224.0.0.1",
        "[::1]",
        "[2002:808:808::1]",
        "[2001:0:808:808::1]",
        "[64:ff9b::808:808]",
        "8.8.8.8:22",
        "[::ffff:127.0.0.1]",
        "[fe80::1]",
        "[fd00::1]",
        "2130706433",
        "0x7f.1",
    ],
)
def test_our_own_network_is_never_asked(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_args: Any, **_kwargs: Any) -> None:
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(outside.Refused):
        outside.ask(f"http://{host}/")


@pytest.mark.parametrize(
    "url", ["ftp://example.org/", "file:///etc/passwd", "http://", "http://user@example.org/", "http://example.org:x/"]
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(outside.Refused):
        outside.ask(url)


def test_a_redirect_into_our_network_is_refused(site: SimpleNamespace, settings: Settings) -> None:
    with pytest.raises(outside.Refused):
        outside.ask(f"{site.url}/naar/http://10.0.0.1/")
    assert site.asked == ["HEAD /naar/http://10.0.0.1/"]


# Finding --------------------------------------------------------------------------------------------------------------


def test_links_are_found_in_texts_and_nowhere_else(page_tree: SimpleNamespace) -> None:
    webinar = WebinarPageFactory(
        parent=page_tree.agenda,
        meeting_url="https://meet.example.org/zaal",
        body=stream(
            [
                ("text", '<p><a href="https://a.example/?x=1&amp;y=2">a</a> <a href="/intern/">b</a></p>'),
                (
                    "text",
                    '<p><a href="mailto:x@a.example">c</a> https://los.example <a linktype="page" id="1">d</a></p>',
                ),
                ("heading", "https://kop.example/"),
            ]
        ),
    )

    assert external_urls(webinar) == {"https://a.example/?x=1&y=2", "https://kop.example/"}


def test_publishing_notes_the_links_and_looks_at_new_ones(
    page_tree: SimpleNamespace, site: SimpleNamespace, run_jobs: RunJobs
) -> None:
    page = _article(page_tree, f"{site.url}/200", f"{site.url}/404")
    page.save_revision().publish()
    assert "cms.check_page_links" in run_jobs()

    found = {link.url: (link.state, link.answer) for link in page.external_links.all()}
    assert found == {f"{site.url}/200": ("works", "200"), f"{site.url}/404": ("doubtful", "404")}

    page.body = stream([("text", f'<p><a href="{site.url}/200">hier</a></p>')])
    page.save_revision().publish()
    run_jobs()
    assert [link.url for link in page.external_links.all()] == [f"{site.url}/200"]
    assert site.asked == ["HEAD /200", "HEAD /404"]


def test_a_draft_is_not_looked_at(page_tree: SimpleNamespace, site: SimpleNamespace) -> None:
    page = _article(page_tree, f"{site.url}/200")
    page.unpublish()

    check_page(page.pk)

    assert (site.asked, ExternalLink.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    ("path", "states"),
    [
        ("/200", ["works", "works"]),
        ("/410", ["gone", "gone"]),
        ("/404", ["doubtful", "gone"]),
        ("/500", ["doubtful"] * 4),
        ("/403", ["doubtful"] * 4),
    ],
)
def test_when_a_link_counts_as_gone(db: None, site: SimpleNamespace, path: str, states: list[str]) -> None:
    link = ExternalLink.objects.create(url=site.url + path)
    found = []
    for _week in states:
        check_host(site.host)
        link.refresh_from_db()
        found.append(link.state)

    assert found == states


def test_a_link_that_works_again_starts_anew(db: None, site: SimpleNamespace) -> None:
    link = ExternalLink.objects.create(url=f"{site.url}/200", state="gone", failures=7)

    check_host(site.host)

    link.refresh_from_db()
    assert (link.state, link.failures, link.answer) == ("works", 0, "200")


def test_a_link_into_our_network_is_kept_but_not_asked(db: None) -> None:
    link = ExternalLink.objects.create(url="http://127.0.0.1:1/intern")

    check_host("127.0.0.1:1")

    link.refresh_from_db()
    assert (link.state, link.failures) == ("unchecked", 0)


def test_each_week_a_job_for_each_host_and_unused_links_are_forgotten(
    page_tree: SimpleNamespace, site: SimpleNamespace, run_jobs: RunJobs
) -> None:
    page = _article(page_tree)
    for url in (f"{site.url}/200", f"{site.url}/404", "http://127.0.0.1:1/"):
        ExternalLink.objects.create(url=url).pages.add(page)
    ExternalLink.objects.create(url="https://oud.example/")
    run_jobs()

    check_all()
    check_all()

    assert run_jobs() == ["cms.check_links_to", "cms.check_links_to"]
    assert sorted(ExternalLink.objects.values_list("state", flat=True)) == ["doubtful", "doubtful", "works"]


# Showing --------------------------------------------------------------------------------------------------------------


def test_a_gone_link_is_text_that_says_so(page_tree: SimpleNamespace, client: Client) -> None:
    page = _article(page_tree, "https://weg.example/?a=1&amp;b=2", "https://hier.example/")
    ExternalLink.objects.create(url="https://weg.example/?a=1&b=2", state="gone").pages.add(page)
    ExternalLink.objects.create(url="https://hier.example/", state="doubtful").pages.add(page)

    html = client.get(page.url).content.decode()

    assert 'Lees <span class="gone">hier &amp; nu <small>(niet meer beschikbaar)</small></span>.' in html
    assert "weg.example" not in html
    assert '<a href="https://hier.example/">hier &amp; nu</a>' in html


def test_links_cost_nothing_and_gone_ones_one_query(
    page_tree: SimpleNamespace,
    client: Client,
    warmed: Callable[[str], str],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    page = _article(page_tree, *(f"https://weg.example/{number}" for number in range(30)))
    warmed(page.url)
    with django_assert_num_queries(7):
        client.get(page.url)

    ExternalLink.objects.create(url="https://weg.example/0", state="gone").pages.add(page)
    with django_assert_num_queries(8):
        client.get(page.url)
    for number in range(1, 30):
        ExternalLink.objects.create(url=f"https://weg.example/{number}", state="gone").pages.add(page)
    with django_assert_num_queries(8):
        assert client.get(page.url).content.decode().count("niet meer beschikbaar") == 30


# Reporting ------------------------------------------------------------------------------------------------------------


def test_the_report_shows_what_is_gone_first_with_its_pages(
    page_tree: SimpleNamespace, editor: User, log_in: Callable[[User], Client]
) -> None:
    page = _article(page_tree)
    ExternalLink.objects.create(url="https://goed.example/", state="works").pages.add(page)
    ExternalLink.objects.create(url="https://weg.example/", state="gone", answer="410").pages.add(page, page_tree.news)
    ExternalLink.objects.create(url="https://fout.example/", state="doubtful", answer="gaierror").pages.add(page)
    client = log_in(editor)

    html = client.get("/admin/reports/links/").content.decode()
    assert "dit adres bestaat niet" in html
    assert html.index("https://weg.example/") < html.index("https://goed.example/")
    assert f'<a href="/admin/pages/{page.pk}/edit/">{page.title}</a>' in html
    filtered = client.get("/admin/reports/links/", {"state": "works"}).content.decode()
    assert "https://weg.example/" not in filtered
    assert "https://goed.example/" in filtered
    assert "Links naar buiten" in client.get("/admin/").content.decode()


def test_the_report_is_not_for_finance(bookkeeper: User, log_in: Callable[[User], Client]) -> None:
    assert log_in(bookkeeper).get("/admin/reports/links/").status_code == 302


@pytest.mark.parametrize("count", [1, 30])
def test_the_report_costs_the_same_however_long(
    page_tree: SimpleNamespace,
    administrator: User,
    log_in: Callable[[User], Client],
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    page = _article(page_tree)
    for number in range(count):
        ExternalLink.objects.create(url=f"https://weg.example/{number}", state="gone").pages.add(page)
    client = log_in(administrator)
    client.get("/admin/reports/links/")

    with django_assert_num_queries(7):
        client.get("/admin/reports/links/results/")
