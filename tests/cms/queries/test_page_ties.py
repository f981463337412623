"""Pages that belong together lead to each other: what an editor is told when they do not."""

from types import SimpleNamespace
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale, Page

from cms.models import NewsPage
from cms.queries.page_checks import checked
from tests.factories.cms import (
    NewsPageFactory,
    ProgrammePageFactory,
    ProjectIndexPageFactory,
    ProjectPageFactory,
    PublicationIndexPageFactory,
    PublicationPageFactory,
    stream,
)
from tests.factories.events import WebinarPageFactory

REPORT = NewsPage.Kind.REPORT
NO_EVENT = "Dit verslag wijst niet naar een bijeenkomst. Kies haar bij “Gaat over dit programma of webinar”."
NAMED = "De tekst noemt “Werken met lef”. Maak er een link van, of kies die pagina bij deze."


def told(page: Page) -> list[str]:
    return [finding.sentence for finding in checked([page])[0].findings if finding.kind == "untied"]


@pytest.fixture
def webinar(page_tree: SimpleNamespace) -> Page:
    return WebinarPageFactory.create(parent=page_tree.agenda, title="Werken met lef")


@pytest.fixture
def project(page_tree: SimpleNamespace) -> Page:
    index = ProjectIndexPageFactory.create(parent=page_tree.home)
    return ProjectPageFactory.create(parent=index, title="Ruimte voor het vak")


def article(page_tree: SimpleNamespace, text: str = "<p>Een alinea.</p>", **facts: Any) -> Page:
    return NewsPageFactory.create(parent=page_tree.news, body=stream([("text", text)]), **facts)


def test_a_report_leads_to_what_it_reports_on(page_tree: SimpleNamespace, webinar: Page) -> None:
    assert told(article(page_tree, kind=REPORT)) == [NO_EVENT]
    assert told(article(page_tree, kind=REPORT, offering=webinar)) == []
    assert told(article(page_tree)) == []


def test_what_it_leads_to_is_on_the_site(page_tree: SimpleNamespace, webinar: Page) -> None:
    webinar.unpublish()
    assert told(article(page_tree, kind=REPORT, offering=webinar)) == [
        "Het programma of webinar waar dit over gaat, staat niet op de site."
    ]


def test_a_name_in_the_text_is_a_link(page_tree: SimpleNamespace, webinar: Page) -> None:
    text = "<p>Tijdens werken met lef spraken zestig mensen.</p>"
    linked = f'<p>Tijdens <a linktype="page" id="{webinar.pk}">Werken met lef</a> spraken zestig mensen.</p>'
    assert told(article(page_tree, text)) == [NAMED]
    assert told(article(page_tree, linked)) == []
    assert told(article(page_tree, text, offering=webinar)) == []
    assert told(article(page_tree, text, recommended=stream([("page", webinar.pk)]))) == []
    assert told(article(page_tree, "<p>Werken met lefheid is wat anders.</p>")) == []


def test_a_card_in_the_text_is_a_link_too(page_tree: SimpleNamespace, webinar: Page) -> None:
    body = [("text", "<p>Werken met lef komt terug.</p>"), ("offering", {"page": webinar.pk})]
    assert told(NewsPageFactory.create(parent=page_tree.news, body=stream(body))) == []


def test_publications_and_projects_name_what_they_lead_to(
    page_tree: SimpleNamespace, webinar: Page, project: Page
) -> None:
    books = PublicationIndexPageFactory.create(parent=page_tree.home)
    body = stream([("text", "<p>Na Werken met lef schreven we verder.</p>")])
    assert told(PublicationPageFactory.create(parent=books, body=body)) == [NAMED]
    assert told(PublicationPageFactory.create(parent=books, body=body, offering=webinar)) == []
    project.body = body
    assert told(project) == [NAMED]


def test_a_short_title_is_a_word_like_others(page_tree: SimpleNamespace) -> None:
    ProgrammePageFactory.create(parent=page_tree.programmes, title="Gesprek")
    assert told(article(page_tree, "<p>Een goed gesprek.</p>")) == []


def test_both_belong_to_the_project(page_tree: SimpleNamespace, webinar: Page, project: Page) -> None:
    assert told(article(page_tree, offering=webinar, project=project)) == [
        "Deze pagina hoort bij een project. Kies het ook bij “Werken met lef”."
    ]
    webinar.project = project
    webinar.save()
    assert told(article(page_tree, offering=webinar)) == [
        "“Werken met lef” hoort bij het project “Ruimte voor het vak”. Kies dat project ook hier."
    ]
    assert told(article(page_tree, offering=webinar, project=project)) == []


def test_a_translation_leads_to_the_page_that_its_source_leads_to(page_tree: SimpleNamespace, webinar: Page) -> None:
    english, _is_new = Locale.objects.get_or_create(language_code="en")
    page_tree.home.copy_for_translation(english)
    page_tree.agenda.copy_for_translation(english)
    translated = webinar.copy_for_translation(english)
    translated.title = "Working with courage"
    translated.save_revision().publish()
    news = page_tree.news.copy_for_translation(english)
    text = stream([("text", "<p>After Working with courage.</p>")])
    assert told(NewsPageFactory.create(parent=news, locale=english, body=text, offering=webinar)) == []
    assert told(NewsPageFactory.create(parent=news, locale=english, body=text)) == [
        NAMED.replace("Werken met lef", "Working with courage")
    ]


@pytest.mark.parametrize("count", [1, 30])
def test_one_query_for_any_number_of_pages(
    page_tree: SimpleNamespace, webinar: Page, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count - 1):
        WebinarPageFactory.create(parent=page_tree.agenda, title=f"Een ander webinar {number}")
    pages = [article(page_tree, kind=REPORT) for _ in range(count)]
    with django_assert_num_queries(2):  # languages, and what there is to sign up for
        found = checked(pages)
    assert [page.findings[0].sentence for page in found] == [NO_EVENT] * count
