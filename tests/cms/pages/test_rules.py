"""Where each page type may stand, and that every one can be shown and edited."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from wagtail.models import Page
from wagtail.test.utils import WagtailPageTestCase

from cms.models import (
    CallPage,
    ContactPage,
    ContentPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    ProgrammeIndexPage,
    ProgrammePage,
    ProjectIndexPage,
    ProjectPage,
    PublicationIndexPage,
    PublicationPage,
    SeriesPage,
    User,
)
from events.models import AgendaPage
from tests.factories.cms import (
    CallPageFactory,
    ContactPageFactory,
    ContentPageFactory,
    NewsPageFactory,
    ProgrammePageFactory,
    ProjectIndexPageFactory,
    ProjectPageFactory,
    PublicationIndexPageFactory,
    PublicationPageFactory,
    SeriesPageFactory,
)

# parent, child
ALLOWED = [
    (Page, HomePage),
    (HomePage, ContentPage),
    (HomePage, ContactPage),
    (HomePage, CallPage),
    (HomePage, NewsIndexPage),
    (HomePage, ProgrammeIndexPage),
    (HomePage, AgendaPage),
    (ContentPage, ContentPage),
    (NewsIndexPage, NewsPage),
    (ProgrammeIndexPage, ProgrammePage),
    (NewsIndexPage, SeriesPage),
    (HomePage, PublicationIndexPage),
    (PublicationIndexPage, PublicationPage),
    (HomePage, ProjectIndexPage),
    (ProjectIndexPage, ProjectPage),
]
OURS = [
    HomePage,
    ContentPage,
    ContactPage,
    CallPage,
    NewsIndexPage,
    NewsPage,
    SeriesPage,
    ProgrammeIndexPage,
    ProgrammePage,
    PublicationIndexPage,
    PublicationPage,
    ProjectIndexPage,
    ProjectPage,
]


@pytest.mark.parametrize("parent", [Page, *OURS])
def test_where_our_pages_may_be_made(parent: type[Page]) -> None:
    case = WagtailPageTestCase()

    for child in OURS:
        if (parent, child) in ALLOWED:
            case.assertCanCreateAt(parent, child)
        else:
            case.assertCanNotCreateAt(parent, child)


@pytest.fixture
def every_page(page_tree: SimpleNamespace) -> list[Page]:
    publications = PublicationIndexPageFactory(parent=page_tree.home)
    projects = ProjectIndexPageFactory(parent=page_tree.home)
    return [
        publications,
        projects,
        PublicationPageFactory(parent=publications),
        ProjectPageFactory(parent=projects),
        SeriesPageFactory(parent=page_tree.news),
        page_tree.home,
        page_tree.news,
        page_tree.programmes,
        ContentPageFactory(parent=page_tree.home),
        ContactPageFactory(parent=page_tree.home),
        CallPageFactory(parent=page_tree.home),
        NewsPageFactory(parent=page_tree.news),
        ProgrammePageFactory(parent=page_tree.programmes),
    ]


def test_every_page_can_be_shown_edited_and_previewed(
    every_page: list[Page], administrator: User, log_in: Callable[[User], Client]
) -> None:
    client = log_in(administrator)

    for page in every_page:
        assert client.get(page.url).status_code == 200, page
        assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200, page
        preview = client.get(f"/admin/pages/{page.pk}/view_draft/")
        assert preview.status_code == 200, page
        assert page.title in preview.content.decode()


@pytest.mark.parametrize(
    ("kind", "parent"),
    [
        ("newspage", "news"),
        ("programmepage", "programmes"),
        ("contentpage", "home"),
        ("contactpage", "home"),
        ("callpage", "home"),
        ("seriespage", "news"),
        ("publicationpage", "publications"),
        ("projectpage", "projects"),
    ],
)
def test_a_page_that_was_never_saved_can_be_previewed(
    page_tree: SimpleNamespace,
    administrator: User,
    log_in: Callable[[User], Client],
    kind: str,
    parent: str,
) -> None:
    client = log_in(administrator)
    page_tree.publications = PublicationIndexPageFactory(parent=page_tree.home)
    page_tree.projects = ProjectIndexPageFactory(parent=page_tree.home)
    above = getattr(page_tree, parent)
    address = f"/admin/pages/add/cms/{kind}/{above.pk}/preview/"
    typed = {
        "title": "Nog niet bewaard",
        "slug": "nog-niet-bewaard",
        "lead": "Een inleiding.",
        "kind": {"newspage": "news", "programmepage": "course"}.get(kind, ""),
        "published_on": "2026-11-19",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        **{
            f"{stream}-count": "0"
            for stream in (
                "body",
                "summary",
                "people",
                "partners",
                "contacts",
                "competences",
                "questions",
                "authors",
                "funders",
                "recommended",
            )
        },
        "places-count": "1",
        "places-0-deleted": "",
        "places-0-order": "0",
        "places-0-type": "place",
        "places-0-value-kind": "municipality",
        "places-0-value-label": "",
        "places-0-value-places": "2",
    }

    accepted = client.post(address, typed)
    assert accepted.json() == {"is_valid": True, "is_available": True}
    shown = client.get(address)

    assert shown.status_code == 200
    assert "<h1>Nog niet bewaard</h1>" in shown.content.decode()


def test_a_form_that_is_filled_in_makes_an_article(
    page_tree: SimpleNamespace, administrator: User, log_in: Callable[[User], Client]
) -> None:
    client = log_in(administrator)
    typed = {
        "title": "Een nieuw bericht",
        "slug": "een-nieuw-bericht",
        "kind": "news",
        "published_on": "2026-11-19",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "recommended-count": "0",
        "summary-count": "1",
        "summary-0-deleted": "",
        "summary-0-order": "0",
        "summary-0-type": "point",
        "summary-0-value": "Acht dagen.",
        "body-count": "0",
        "action-publish": "Publiceren",
    }

    client.post(f"/admin/pages/add/cms/newspage/{page_tree.news.pk}/", typed)

    page = NewsPage.objects.get(slug="een-nieuw-bericht")
    assert page.live
    assert [point.value for point in page.summary] == ["Acht dagen."]


def test_an_article_cannot_be_published_without_a_date(
    page_tree: SimpleNamespace, administrator: User, log_in: Callable[[User], Client]
) -> None:
    client = log_in(administrator)
    typed = {
        "title": "Zonder datum",
        "slug": "zonder-datum",
        "kind": "news",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "recommended-count": "0",
        "summary-count": "0",
        "body-count": "0",
    }
    address = f"/admin/pages/add/cms/newspage/{page_tree.news.pk}/"

    client.post(address, typed | {"action-publish": "Publiceren"})
    assert not NewsPage.objects.filter(slug="zonder-datum").exists()

    client.post(address, typed)
    assert not NewsPage.objects.get(slug="zonder-datum").live
