"""What apps and plugins contribute to pages."""

from collections.abc import Iterator, Sequence
from types import SimpleNamespace

import pytest
from django.http import HttpRequest
from django.test import Client
from wagtail.models import Page

from cms.contracts import PageSection
from cms.models import NewsPage
from cms.plugins.manager import manager
from cms.plugins.markers import hookimpl
from tests.factories.cms import NewsPageFactory


class Neighbour:
    """A plugin that contributes to articles, and counts how often it is asked."""

    asked = 0

    @hookimpl
    def page_sections(self, page: Page, request: HttpRequest) -> Sequence[PageSection]:
        if not isinstance(page, NewsPage):
            return []
        self.asked += 1
        quote = "components/quote.html"
        return [
            PageSection("buur.laat", "main", quote, {"text": "Tweede", "speaker": "Els"}, order=20),
            PageSection("buur.vroeg", "main", quote, {"text": "Eerste", "speaker": "Kees"}, order=10),
            PageSection("buur.opzij", "aside", quote, {"text": "Opzij", "speaker": "Els"}),
            PageSection("buur.onder", "after", quote, {"text": "Onder", "speaker": "Els"}),
        ]


@pytest.fixture
def neighbour() -> Iterator[Neighbour]:
    plugin = Neighbour()
    manager().register(plugin)
    yield plugin
    manager().unregister(plugin)


def test_sections_stand_in_their_place_and_order_and_are_asked_once(
    page_tree: SimpleNamespace, client: Client, neighbour: Neighbour
) -> None:
    page = NewsPageFactory(parent=page_tree.news)

    html = client.get(page.url).content.decode()

    order = [html.index(text) for text in ("Een alinea.", "‘Eerste’", "‘Tweede’", "<aside", "‘Opzij’", "‘Onder’")]
    assert order == sorted(order)
    assert neighbour.asked == 1


def test_without_the_plugin_the_page_is_whole(page_tree: SimpleNamespace, client: Client) -> None:
    page = NewsPageFactory(parent=page_tree.news)

    html = client.get(page.url).content.decode()

    assert "‘Eerste’" not in html
    assert "Een alinea." in html
