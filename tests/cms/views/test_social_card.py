"""The picture of a page for shared links: drawn once, kept, and at a new address as soon as it says something else."""

import re
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from unittest import mock
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries, Settings
from wagtail.models import Locale, Page, PageViewRestriction, Site

from cms.models import AcademySettings, NewsPage
from cms.queries.social_cards import social_card
from cms.views import social_card as view
from tests.factories.cms import AcademyImageFactory, NewsPageFactory, OrganisationFactory


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def page(page_tree: SimpleNamespace) -> NewsPage:
    found: NewsPage = NewsPageFactory(parent=page_tree.news, title="Een nieuw netwerk", slug="netwerk")
    return found


def address(page: Page) -> str:
    card = social_card(page, academy="Vakwerk Academie")
    assert card is not None
    return card.url


def kept(media: Path) -> list[str]:
    return [str(path.relative_to(media)) for path in media.rglob("*.jpg")]


def test_it_is_drawn_once_and_may_be_kept_for_ever(page: NewsPage, client: Client, media: Path) -> None:
    first = client.get(address(page))
    with mock.patch.object(view, "draw_card", side_effect=AssertionError("drawn again")):
        second = client.get(address(page))

    assert (first.status_code, first["Content-Type"]) == (200, "image/jpeg")
    assert first["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in first
    assert Image.open(BytesIO(first.content)).size == (1200, 630)
    assert second.content == first.content
    digest = address(page).rsplit("/", 1)[1]
    assert kept(media) == [f"deelbeelden/nl/{page.translation_key}/{digest}"]


def test_the_page_names_it(page: NewsPage, client: Client) -> None:
    html = client.get(page.url).content.decode()

    assert f'<meta property="og:image" content="http://testserver{address(page)}">' in html
    assert '<meta property="og:image:width" content="1200">' in html
    assert '<meta property="og:image:alt" content="Nieuws. Een nieuw netwerk">' in html
    assert '<meta name="twitter:card" content="summary_large_image">' in html


def test_what_it_says_decides_its_address(page: NewsPage, client: Client, media: Path) -> None:
    old = address(page)
    client.get(old)
    page.title = "Een ouder netwerk"
    page.save()

    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (302, address(page))
    assert "no-store" in answer["Cache-Control"]
    client.get(address(page))
    assert kept(media) == [f"deelbeelden/nl/{page.translation_key}/{address(page).rsplit('/', 1)[1]}"]


def test_every_fact_that_is_drawn_counts(page: NewsPage) -> None:
    addresses = {address(page)}
    page.disclosure, page.sponsor = NewsPage.Disclosure.SPONSORED, OrganisationFactory.create()
    addresses.add(address(page))
    page.kind = NewsPage.Kind.REPORT
    addresses.add(address(page))
    page.image = AcademyImageFactory()
    addresses.add(address(page))
    page.image.focal_point_x = page.image.focal_point_y = 1
    page.image.focal_point_width = page.image.focal_point_height = 1
    addresses.add(address(page))
    card = social_card(page, academy="Een andere academie")
    assert card is not None

    assert len(addresses | {card.url}) == 6
    page.lead = "Iets anders."
    assert address(page) in addresses


def test_a_disclosure_stands_in_the_titles(page: NewsPage, client: Client) -> None:
    page.disclosure, page.sponsor = NewsPage.Disclosure.SPONSORED, OrganisationFactory.create()
    page.save()

    html = client.get(page.url).content.decode()

    assert "<title>Gesponsord: Een nieuw netwerk | Vakwerk Academie</title>" in html
    assert '<meta property="og:title" content="Gesponsord: Een nieuw netwerk">' in html
    assert '<meta property="og:image:alt" content="Gesponsord. Nieuws. Een nieuw netwerk">' in html


def test_a_picture_whose_file_is_gone_makes_way_for_a_wall(page: NewsPage, client: Client) -> None:
    page.image = AcademyImageFactory()
    page.save()
    default_storage.delete(page.image.file.name)

    assert client.get(address(page)).status_code == 200


def test_each_language_has_its_own(page_tree: SimpleNamespace, page: NewsPage, client: Client) -> None:
    english = Locale.objects.get(language_code="en")
    for above in (page_tree.home, page_tree.news):
        above.copy_for_translation(english).save_revision().publish()
    page.copy_for_translation(english).save_revision().publish()
    Site.clear_site_root_paths_cache()
    translated = NewsPage.objects.get(locale=english)

    assert re.fullmatch(rf"/en/deelbeeld/{page.translation_key}/[0-9a-f]{{16}}\.jpg", address(translated))
    assert client.get(address(translated)).status_code == 200
    assert address(translated).rsplit("/", 1)[1] != address(page).rsplit("/", 1)[1]


@pytest.mark.parametrize("state", ["draft", "guarded", "unknown"])
def test_only_of_pages_that_anybody_may_see(page: NewsPage, client: Client, state: str, media: Path) -> None:
    url = address(page)
    if state == "draft":
        page.unpublish()
    elif state == "guarded":
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    else:
        url = url.replace(str(page.translation_key), str(uuid4()))

    assert client.get(url).status_code == 404
    assert kept(media) == []


def test_an_address_costs_nothing_to_work_out(
    page: NewsPage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert page.locale.language_code == "nl"
    with django_assert_num_queries(0):
        address(page)


def test_the_name_of_the_academy_stands_on_it(page: NewsPage, page_tree: SimpleNamespace, client: Client) -> None:
    settings = AcademySettings.for_site(page_tree.site)
    settings.name = "Academie De Balk"
    settings.save()
    card = social_card(page, academy="Academie De Balk")
    assert card is not None

    assert card.url in client.get(page.url).content.decode()
    assert client.get(card.url).status_code == 200
