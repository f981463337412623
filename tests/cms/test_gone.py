"""Addresses where something stood: redirects first, then 410 with a way on, else 404."""

from types import SimpleNamespace

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale

from cms.models import DeletedPage, NewsPage
from tests.factories.cms import ContentPageFactory, NewsPageFactory


@pytest.fixture
def page(page_tree: SimpleNamespace) -> NewsPage:
    made: NewsPage = NewsPageFactory(parent=page_tree.news, title="Eerste bericht", slug="eerste-bericht")
    made.save_revision().publish()
    made.refresh_from_db()
    return made


def test_a_new_slug_leaves_a_redirect(
    page: NewsPage, client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    page.slug = "ander-adres"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()

    response = client.get("/nieuws/eerste-bericht/")

    assert (response.status_code, response.headers["Location"]) == (301, "/nieuws/ander-adres/")
    assert client.get("/nieuws/ander-adres/").status_code == 200


def test_a_move_leaves_redirects_also_for_what_lies_below(page_tree: SimpleNamespace, client: Client) -> None:
    above = ContentPageFactory(parent=page_tree.home, slug="boven")
    below = ContentPageFactory(parent=above, slug="onder")
    other = ContentPageFactory(parent=page_tree.home, slug="elders")
    above.move(other, pos="last-child")

    response = client.get("/boven/onder/")

    assert (response.status_code, response.headers["Location"]) == (301, "/elders/boven/onder/")
    assert below.slug == "onder"


def test_an_unpublished_page_is_gone_and_offers_what_lies_above(page: NewsPage, client: Client) -> None:
    page.unpublish()

    response = client.get(page.url)

    html = response.content.decode()
    assert response.status_code == 410
    assert "<h1>Deze pagina is weggehaald</h1>" in html
    assert '<a class="btn" href="/nieuws/">Naar Nieuws</a>' in html
    assert 'name="q" value="eerste bericht"' in html
    assert "Eerste bericht" not in html
    assert '<meta name="robots" content="noindex">' in html


def test_a_deleted_page_is_gone_with_all_below_it(page_tree: SimpleNamespace, client: Client) -> None:
    above = ContentPageFactory(parent=page_tree.home, slug="boven")
    ContentPageFactory(parent=above, slug="onder")
    for page in (above, above.get_children().get()):
        page.specific.save_revision().publish()
    above.refresh_from_db()

    above.delete()

    assert client.get("/boven/").status_code == 410
    assert client.get("/boven/onder/").status_code == 410
    assert '<a class="btn" href="/">' not in client.get("/boven/").content.decode().partition("<main")[2]


def test_a_page_that_comes_back_is_there(page: NewsPage, page_tree: SimpleNamespace, client: Client) -> None:
    page.delete()
    NewsPageFactory(parent=page_tree.news, slug="eerste-bericht")

    assert client.get("/nieuws/eerste-bericht/").status_code == 200


def test_a_draft_was_never_here(page_tree: SimpleNamespace, client: Client) -> None:
    draft = NewsPageFactory(parent=page_tree.news, live=False, first_published_at=None)
    assert client.get(draft.url).status_code == 404
    draft.delete()

    assert client.get("/nieuws/bericht/").status_code == client.get(draft.url).status_code == 404
    assert not DeletedPage.objects.exists()


def test_a_redirect_goes_before_gone(page: NewsPage, page_tree: SimpleNamespace, client: Client) -> None:
    page.unpublish()
    Redirect.objects.create(old_path="/nieuws/eerste-bericht", redirect_page=page_tree.news)

    assert client.get("/nieuws/eerste-bericht/").headers["Location"] == "/nieuws/"


def test_in_english_too(page_tree: SimpleNamespace, client: Client) -> None:
    english, _is_new = Locale.objects.get_or_create(language_code="en")
    home = page_tree.home.copy_for_translation(english)
    home.save_revision().publish()
    page = ContentPageFactory(parent=home, slug="about", locale=english)
    page.save_revision().publish()
    page.refresh_from_db()
    page.unpublish()

    response = client.get("/en/about/")

    assert response.status_code == 410
    assert 'action="/en/zoeken/"' in response.content.decode()


@pytest.mark.parametrize("path", ["/bestaat-niet/", "/nieuws/bestaat-niet/", "/aanmelding/bestaat-niet/"])
def test_the_rest_is_not_found(page_tree: SimpleNamespace, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
