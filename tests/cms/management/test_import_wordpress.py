"""`manage.py import_content` on a WordPress export."""

import datetime as dt
import tracemalloc
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page

from cms.imports.source import open_source
from cms.models import AcademyImage, ContentPage, ImportRecord, NewsPage, Person
from tests.cms.imports.pictures import png
from tests.cms.management.conftest import Importer
from tests.factories.cms import NewsPageFactory, PersonFactory, ThemeFactory

EXPORT = Path(__file__).parents[1] / "imports" / "export.xml"


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    """The folder with the uploads of the old site."""
    folder = tmp_path / "uploads"
    (folder / "2017/08").mkdir(parents=True)
    (folder / "2018/01").mkdir(parents=True)
    (folder / "2017/08/balk.png").write_bytes(png("red"))
    (folder / "2018/01/schaaf.png").write_bytes(png("blue"))
    return folder


def test_an_export_becomes_drafts(page_tree: SimpleNamespace, uploads: Path, import_content: Importer) -> None:
    author = PersonFactory.create(first_name="L.", last_name="Mulder-Kuiper", email="Lotte@oud.example")
    theme = ThemeFactory.create(name="Vakmanschap", slug="vakmanschap")

    run = import_content(EXPORT, "--uploads", str(uploads))

    timmeren = NewsPage.objects.get(slug="timmeren")
    balk, schaaf = AcademyImage.objects.order_by("pk")
    assert timmeren.title == "Timmeren & timmeren – een dag in de werkplaats"
    assert timmeren.published_on == dt.date(2017, 8, 1)
    assert timmeren.author == author
    assert timmeren.image == balk
    assert list(timmeren.themes.all()) == [theme]
    assert timmeren.body.raw_data[1]["value"] == {
        "image": {"image": balk.pk, "decorative": False, "alt_text": "Een balk op een bok"},
        "caption": "De eerste balk",
    }
    assert NewsPage.objects.get(slug="schaven").body.raw_data[2]["value"]["image"]["image"] == schaaf.pk
    assert not NewsPage.objects.filter(live=True).exists()
    assert NewsPage.objects.count() == 3
    cellar = ContentPage.objects.get(slug="kelder")
    assert cellar.get_parent().specific == ContentPage.objects.get(slug="over-het-huis")
    assert sorted(Redirect.objects.values_list("old_path", flat=True)) == [
        "/2017/08/timmeren",
        "/2019/02/alleen-voor-ons",
    ]  # the plain pages keep their address
    assert Person.objects.count() == 1
    assert run.lines[-3:] == [
        "Over het geheel",
        "    ! 1 × “nav_menu_item” is geen bericht of pagina en niet overgenomen.",
        "    ! Reacties van lezers zijn niet overgenomen (1).",
    ]
    assert run.totals == "5 nieuw concept, 1 niet overgenomen, 13 keer iets te doen."


def test_twice_is_once(page_tree: SimpleNamespace, uploads: Path, import_content: Importer) -> None:
    import_content(EXPORT, "--uploads", str(uploads))
    before = list(ImportRecord.objects.order_by("pk").values())

    run = import_content(EXPORT, "--uploads", str(uploads))

    assert list(ImportRecord.objects.order_by("pk").values()) == before
    assert NewsPage.objects.count() == 3
    assert AcademyImage.objects.count() == 2
    assert run.totals == "5 ongewijzigd, 1 niet overgenomen, 2 keer iets te doen."


def test_without_uploads_the_picture_stays_as_a_link(page_tree: SimpleNamespace, import_content: Importer) -> None:
    import_content(EXPORT)

    page = NewsPage.objects.get(slug="timmeren")
    assert page.image is None
    assert page.body.raw_data[0]["value"].endswith(
        '<p><a href="https://oud.example/wp-content/uploads/2017/08/balk-300x200.png">'
        "Een balk op een bok De eerste balk</a></p>"
    )
    assert not AcademyImage.objects.exists()


def test_fetching_refuses_what_is_not_public(
    page_tree: SimpleNamespace, tmp_path: Path, import_content: Importer
) -> None:
    path = tmp_path / "export.xml"
    path.write_text(EXPORT.read_text().replace("https://oud.example/wp-content", "http://127.0.0.1/wp-content"))

    run = import_content(path, "--fetch")

    refused = [line for line in run.lines if line.endswith("is niet overgenomen: het adres is niet openbaar.")]
    assert len(refused) == 3
    assert not AcademyImage.objects.exists()


def test_the_old_address_leads_to_the_published_page(
    page_tree: SimpleNamespace, import_content: Importer, client: Client
) -> None:
    import_content(EXPORT)
    assert client.get("/2017/08/timmeren/").status_code == 301
    page = NewsPage.objects.get(slug="timmeren")
    page.get_latest_revision().publish()

    answer = client.get("/2017/08/timmeren/?utm_source=brief", follow=True)

    assert answer.redirect_chain == [("/nieuws/timmeren/", 301)]
    text = answer.content.decode()
    assert text.count('<h2 id="noten">Noten</h2>') == 1
    assert '<sup><a href="#noot-1" id="verwijzing-1" aria-label="Noot 1">1</a></sup>' in text


def test_the_english_side_is_left_alone(page_tree: SimpleNamespace, import_content: Importer) -> None:
    english = Locale.objects.get(language_code="en")
    page_tree.home.copy_for_translation(english)
    page_tree.news.copy_for_translation(english)
    article = NewsPageFactory(parent=page_tree.news, title="Er was al iets", slug="timmeren")
    translation = article.copy_for_translation(english)
    before = list(Page.objects.filter(locale=english).order_by("pk").values())

    import_content(EXPORT)

    assert list(Page.objects.filter(locale=english).order_by("pk").values()) == before
    assert NewsPage.objects.filter(locale=english).get() == translation
    assert NewsPage.objects.get(title__startswith="Timmeren").slug == "timmeren-1"


def test_a_broken_export_imports_nothing(page_tree: SimpleNamespace, tmp_path: Path, import_content: Importer) -> None:
    path = tmp_path / "export.xml"
    path.write_text(EXPORT.read_text()[:-200])

    run = import_content(path)

    assert run.code == 1
    assert run.totals == "Dit is geen geldig XML-bestand (regel 163)."
    assert not ImportRecord.objects.exists()


def _export_of(count: int, path: Path) -> Path:
    """An export with this many posts."""
    text = EXPORT.read_text()
    head, _, rest = text.partition("\t<item>")
    post = "\t<item>" + rest.partition("</item>")[0] + "</item>\n"
    tail = "</channel>\n</rss>\n"
    with path.open("w") as file:
        file.write(head)
        for number in range(count):
            file.write(
                post.replace("?p=11<", f"?p=1000{number}<")
                .replace("Timmeren &amp; timmeren", f"Bericht {number}")
                .replace("[timmeren]", f"[bericht-{number}]")
                .replace("/timmeren/", f"/bericht-{number}/")
            )
        file.write(tail)
    return path


@pytest.mark.parametrize("count", [2, 31])
def test_each_post_costs_49_statements(
    page_tree: SimpleNamespace, tmp_path: Path, import_content: Importer, count: int
) -> None:
    import_content(_export_of(1, tmp_path / "een.xml"))  # content types and site roots are known from here on
    NewsPage.objects.get().delete()
    ImportRecord.objects.all().delete()
    path = _export_of(count, tmp_path / "veel.xml")

    with CaptureQueriesContext(connection) as statements:
        import_content(path)

    assert NewsPage.objects.count() == count
    assert len(statements) == 4 + 49 * count


def test_reading_hundreds_of_posts_takes_the_memory_of_a_few(tmp_path: Path) -> None:
    peaks = {}
    for count in (20, 400):
        path = _export_of(count, tmp_path / f"{count}.xml")
        tracemalloc.start()
        found = sum(1 for _document in open_source(path).documents)
        peaks[count] = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert found == count
    # Trees that were read wait for the garbage collector, so it is not exactly the same.
    assert peaks[400] < 3 * peaks[20]
