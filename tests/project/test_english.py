"""No Dutch on English pages: neither the words of the interface nor dates, times and money in the Dutch form."""

import datetime as dt
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import polib
import pytest
from django.conf import settings as site_settings
from django.test import Client, TestCase
from django.utils import timezone
from pytest_django import Settings
from wagtail.models import Page, Site

from betalingen.demo import load_rules
from cms.demo import load_articles, load_english, load_site
from events.demo.offerings import load_offerings

START = "/en/"
# Names of months and days that English writes otherwise; how Dutch writes times and money.
DUTCH = re.compile(
    r"\b(januari|februari|maart|mei|juni|juli|augustus|oktober|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)\b"
    r"|\d uur\b|\d\.\d\d uur|€\s?[\d.]*\d,(-|\d\d\b)|\bt/m\b",
    re.IGNORECASE,
)
# Words that are the same in both languages for who reads them.
SHARED = {"Agenda", "Webinar", "Interview", "Training", "Contact", "Menu", "Home", "Medium", "Privacy"}


class Texts(HTMLParser):
    """The texts of a page that are not marked as another language, and the links on it."""

    SILENT = {"script", "style", "title"}

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.links: set[str] = set()
        self._open: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a" and found.get("href"):
            self.links.add(str(found["href"]).split("#")[0].split("?")[0])
        self.texts += [str(found[name]) for name in ("aria-label", "alt", "placeholder") if found.get(name)]
        if tag not in {"meta", "link", "img", "input", "br", "hr", "source", "path", "wbr"}:
            self._open.append((tag, tag in self.SILENT or found.get("lang") == "nl"))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if text and not any(silent for _tag, silent in self._open):
            self.texts.append(text)


def interface_words() -> dict[str, str]:
    """Dutch words of the interface that English has another word for."""
    catalogue = polib.pofile(str(site_settings.BASE_DIR / "cms" / "locale" / "en" / "LC_MESSAGES" / "django.po"))
    english = {entry.msgstr for entry in catalogue}
    return {
        entry.msgid: entry.msgstr
        for entry in catalogue
        if entry.msgid not in english and entry.msgid not in SHARED and not entry.obsolete
    }


def data_words() -> set[str]:
    """What editors typed in Dutch and nobody translated: titles of programmes that have no English page."""
    return set(Page.objects.filter(locale__language_code="nl").values_list("title", flat=True))


def crawl(client: Client) -> Iterator[tuple[str, Texts]]:
    """Every English screen that links lead to."""
    to_do, seen = [START], {START}
    while to_do:
        address = to_do.pop()
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        if not response["Content-Type"].startswith("text/html"):
            continue
        page = Texts(response.content.decode())
        yield address, page
        found = {link for link in page.links if link.startswith(START)} - seen
        seen |= found
        to_do += sorted(found)


def load_pages(today: dt.date) -> None:
    """The pages of the demo without its bookings, whose payments need a stand-in for Stripe."""
    site = load_site()
    rules = load_rules(funder=site.organisations["fonds"], today=today)
    offerings = load_offerings(site, rules, today=today)
    load_articles(site, today=today, offerings={**site.programmes, **offerings.webinars})
    programme, webinar = site.programmes["leernetwerk-hrm"], offerings.webinars["webinar-beroepscode"]
    load_english([site.home, offerings.agenda, webinar, programme.get_parent().specific, programme])


@pytest.mark.django_db
def test_the_english_side_of_the_demo_holds_no_dutch_of_ours(settings: Settings, client: Client) -> None:
    settings.DEMO = True
    with TestCase.captureOnCommitCallbacks(execute=True):
        load_pages(timezone.localdate())
    Site.clear_site_root_paths_cache()
    words, data = interface_words(), data_words()
    leaks, visited = [], []

    for address, page in crawl(client):
        visited.append(address)
        leaks += [(address, text) for text in page.texts if text in words or (DUTCH.search(text) and text not in data)]

    assert {"/en/", "/en/agenda/", "/en/programmes/learning-network-hrm/", "/en/accessibility/"} <= set(visited)
    assert any("/inschrijven/" in address for address in visited)
    assert any("/aanvragen/" in address for address in visited)
    assert leaks == []
