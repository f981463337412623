"""The first view of a programme after a publish, when nothing of what stands inside pages is remembered."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page

from cms.models import NewsPage, ProgrammePage, ProjectPage
from cms.page_cache import changes
from tests.events.bookings import paid_edition
from tests.factories.cms import (
    AcademyImageFactory,
    AudienceFactory,
    CompetenceFactory,
    NewsPageFactory,
    OrganisationFactory,
    PersonFactory,
    ProgrammePageFactory,
    ProjectIndexPageFactory,
    ProjectPageFactory,
    PublicationIndexPageFactory,
    PublicationPageFactory,
    SeriesPageFactory,
    ThemeFactory,
    stream,
)
from tests.factories.events import SessionPersonFactory

pytestmark = pytest.mark.django_db(transaction=True)

MOST = 12
SHOWN = (
    "Zelfde thema", "Gekozen", "Vak 1", "De reeks", "Het project", "Het fonds", "en Het ministerie", "raadsleden", "Het verslag",
    "Het boek", "Lotte Docent", "Lotte Gast", "Partner",
)  # fmt: skip


def _with_everything(page_tree: SimpleNamespace, *, editions: int) -> ProgrammePage:
    teacher, guest = (PersonFactory.create(last_name=name, photo=AcademyImageFactory()) for name in ("Docent", "Gast"))
    partner = OrganisationFactory.create(name="Partner", logo=AcademyImageFactory())
    theme = ThemeFactory.create()
    pinned, alike = (NewsPageFactory(parent=page_tree.news, title=title) for title in ("Gekozen", "Zelfde thema"))
    alike.themes.add(theme)
    alike.save()
    page: ProgrammePage = ProgrammePageFactory(
        parent=page_tree.programmes,
        slug="alles",
        image=AcademyImageFactory(),
        body=stream([("text", "<p>Tekst.</p>")]),
        competences=stream([("competence", CompetenceFactory.create(name=f"vak {each}").pk) for each in (1, 2)]),
        series=SeriesPageFactory(parent=page_tree.news, title="De reeks", logo=AcademyImageFactory()),
        people=stream([("person", {"person": teacher.pk, "role": "docent", "function": ""})]),
        partners=stream([("partner", {"organisation": partner.pk, "role": "partner", "receives": ""})]),
        contact=teacher,
        project=_project(page_tree),
        recommended=stream([("page", pinned.pk)]),
        in_company=True,
    )
    page.themes.add(theme)
    page.audiences.add(AudienceFactory.create(name="raadsleden"))
    page.save()
    NewsPageFactory(parent=page_tree.news, title="Het verslag", kind=NewsPage.Kind.REPORT, offering=page)
    PublicationPageFactory(parent=PublicationIndexPageFactory(parent=page_tree.home), title="Het boek", offering=page)
    for number in range(editions):
        edition = paid_edition(offering=page, label=f"nummer {number}", sessions=3)
        SessionPersonFactory.create(session=edition.sessions.first(), person=guest)
    return page


def _project(page_tree: SimpleNamespace) -> ProjectPage:
    funders = [OrganisationFactory.create(name=name) for name in ("Het fonds", "Het ministerie")]
    project: ProjectPage = ProjectPageFactory(
        parent=ProjectIndexPageFactory(parent=page_tree.home),
        title="Het project",
        funders=stream([("funder", each.pk) for each in funders]),
    )
    return project


def _in_english(page_tree: SimpleNamespace, page: Page) -> Page:
    """A translation, below those of the pages above; what it names has none."""
    english = Locale.objects.get(language_code="en")
    for one in (page_tree.home, page_tree.programmes, page):
        translated = one.copy_for_translation(english)
        translated.save_revision().publish()
    return translated


def _first_view(client: Client, path: str) -> tuple[str, int]:
    """What the next visitor gets after a publish somewhere on the site, and how many queries that took."""
    address = f"{path}?nooit=bewaard"
    for _visit in range(2):  # pictures are drawn, and what stands around every page is known
        assert client.get(address, headers={"Host": "localhost"}).status_code == 200
    changes.inside_changed()
    changes.ask_again()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address, headers={"Host": "localhost"})
    return response.content.decode(), len(captured)


@pytest.mark.parametrize("editions", [1, 9])
def test_a_programme_with_everything(page_tree: SimpleNamespace, client: Client, editions: int) -> None:
    page = _with_everything(page_tree, editions=editions)

    html, count = _first_view(client, page.url)

    assert [words for words in SHOWN if words not in html] == []
    assert count <= MOST


@pytest.mark.parametrize("editions", [1, 9])
def test_its_translation_of_which_nothing_else_is_translated(
    page_tree: SimpleNamespace, client: Client, editions: int
) -> None:
    page = _in_english(page_tree, _with_everything(page_tree, editions=editions))

    html, count = _first_view(client, page.url)

    of_its_language = {"Zelfde thema", "Gekozen", "Het verslag", "Het boek", "en Het ministerie"}
    assert {words for words in SHOWN if words not in html} == of_its_language
    assert "and Het ministerie" in html
    assert count <= MOST


def test_a_preview_shows_the_same(page_tree: SimpleNamespace) -> None:
    page = ProgrammePage.objects.get(pk=_with_everything(page_tree, editions=1).pk)

    html = page.make_preview_request().rendered_content

    assert [words for words in SHOWN if words not in html] == []
