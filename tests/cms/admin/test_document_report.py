"""Documents: how often they were downloaded, whether a screen reader can read them, and who is told."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cms.models import AcademyDocument, User
from cms.queries.page_checks import checked
from tests.cms.test_pdf import TAGGED
from tests.factories.cms import (
    DocumentFactory,
    NewsPageFactory,
    PublicationIndexPageFactory,
    PublicationPageFactory,
    stream,
)

LogIn = Callable[[User], Client]
REPORT = "/admin/reports/documenten/"
TOLD = (
    "Een schermlezer kan “Verslag van de leerkring” niet goed voorlezen. Bewaar het als toegankelijke pdf, met koppen en een"
    " taal."
)


def document(data: bytes = b"%PDF-1.7 plain", name: str = "verslag.pdf") -> AcademyDocument:
    made: AcademyDocument = DocumentFactory.create(file__data=data, file__filename=name)
    return made


def rows(client: Client) -> list[list[str]]:
    """The report, cell by cell."""
    soup = BeautifulSoup(client.get(REPORT).content, "html.parser")
    return [[cell.get_text(strip=True) for cell in row.find_all("td")] for row in soup.select("main tbody tr")]


def test_a_document_is_looked_into_when_it_is_saved(db: None) -> None:
    poor = document()
    assert poor.is_readable_aloud is False
    poor.file = document(b"%PDF-1.7 " + TAGGED).file
    poor.save()
    assert AcademyDocument.objects.get(pk=poor.pk).is_readable_aloud is True
    assert document(b"naam;aantal", "lijst.csv").is_readable_aloud is None


def test_downloads_are_counted(page_tree: SimpleNamespace, client: Client) -> None:
    one, other = document(), document()
    for _ in range(2):
        assert b"".join(client.get(one.url).streaming_content) == b"%PDF-1.7 plain"  # type: ignore[attr-defined]
    assert [AcademyDocument.objects.get(pk=each.pk).downloads for each in (one, other)] == [2, 0]


def test_the_report_shows_the_most_wanted_first(page_tree: SimpleNamespace, moderator: User, log_in: LogIn) -> None:
    document()
    AcademyDocument.objects.update(title="Weinig gevraagd")
    document(b"%PDF-1.7 " + TAGGED)
    AcademyDocument.objects.filter(is_readable_aloud=True).update(downloads=12, title="Veel gevraagd")
    assert rows(log_in(moderator)) == [["Veel gevraagd", "PDF", "12", "ja"], ["Weinig gevraagd", "PDF", "0", "nee"]]


def test_an_editor_sees_the_own_ones(page_tree: SimpleNamespace, editor: User, log_in: LogIn) -> None:
    mine, _other = document(), document(b"naam;aantal", "lijst.csv")
    mine.uploaded_by_user = editor
    mine.title = "Van mij"
    mine.save()
    assert rows(log_in(editor)) == [["Van mij", "PDF", "0", "nee"]]


def test_the_report_is_for_who_keeps_documents(page_tree: SimpleNamespace, bookkeeper: User, log_in: LogIn) -> None:
    client = log_in(bookkeeper)
    assert client.get(REPORT).status_code == 302
    assert REPORT not in client.get("/admin/").content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_the_report_asks_as_much_for_any_number(
    page_tree: SimpleNamespace,
    moderator: User,
    log_in: LogIn,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(count):
        document()
    client = log_in(moderator)
    client.get(REPORT)
    with django_assert_num_queries(16):
        client.get(REPORT)


def test_an_editor_is_told_before_publishing(page_tree: SimpleNamespace) -> None:
    poor, good = document(), document(b"%PDF-1.7 " + TAGGED)
    text = f'<p>Lees <a linktype="document" id="{poor.pk}">het hele verslag</a>.</p>'
    block = ("download", {"document": poor.pk, "title": "", "text": ""})
    books = PublicationIndexPageFactory.create(parent=page_tree.home)
    pages = [
        NewsPageFactory.create(parent=page_tree.news, body=stream([("text", text)])),
        NewsPageFactory.create(parent=page_tree.news, body=stream([block])),
        PublicationPageFactory.create(parent=books, document=poor),
        PublicationPageFactory.create(parent=books, document=good),
    ]
    found = [[(finding.kind, finding.sentence, finding.where) for finding in page.findings] for page in checked(pages)]
    assert found == [
        [("document", TOLD, "Tekst, blok 1")],
        [("document", TOLD, "Tekst, blok 1")],
        [("document", TOLD, "Om te downloaden")],
        [],
    ]
