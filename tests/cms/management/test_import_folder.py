"""`manage.py import_content` on a folder: drafts, a report, and twice is once."""

import datetime as dt
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Revision

from cms.models import AcademyDocument, AcademyImage, ContentPage, ImportRecord, NewsPage, Person, Theme
from tests.cms.imports.pictures import png
from tests.cms.imports.texts import ARCHIVE, WORD, html_words
from tests.cms.management.conftest import Importer
from tests.factories.cms import NewsPageFactory, PersonFactory, ThemeFactory

ARTICLE = """---
title: Timmeren voor beginners
date: 2017-08-01
author: Lotte Mulder
themes: [Vakmanschap, Hout]
url: https://oud.example/2017/08/timmeren/
lead: Een dag in de werkplaats.
---
Meet twee keer.

![Een balk](balk.png)
![](weg.png)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one article in Markdown and its picture."""
    folder = tmp_path / "oud"
    folder.mkdir()
    (folder / "timmeren.md").write_text(ARTICLE)
    (folder / "balk.png").write_bytes(png())
    return folder


def _everything() -> list[Any]:
    """All that an import could have touched."""
    models = (Page, Revision, ImportRecord, Redirect, AcademyImage, PageLogEntry, ModelLogEntry, Person)
    return [list(model.objects.order_by("pk").values()) for model in models]


def _log(page: Page) -> list[str]:
    return list(PageLogEntry.objects.filter(page=page.pk).order_by("pk").values_list("action", flat=True))


def test_an_article_with_everything(page_tree: SimpleNamespace, folder: Path, import_content: Importer) -> None:
    author = PersonFactory.create(first_name="Lotte", last_name="Mulder", email="lotte@vakwerk.example")
    theme = ThemeFactory.create(name="Vakmanschap", slug="vakmanschap")

    run = import_content(folder)

    page = NewsPage.objects.get()
    image = AcademyImage.objects.get()
    assert not page.live
    assert page.get_parent().specific == page_tree.news
    assert (page.title, page.slug, page.lead) == (
        "Timmeren voor beginners",
        "timmeren-voor-beginners",
        "Een dag in de werkplaats.",
    )
    assert page.published_on == dt.date(2017, 8, 1)
    assert page.first_published_at is not None
    assert page.first_published_at.date() == dt.date(2017, 8, 1)
    assert page.author == author
    assert list(page.themes.all()) == [theme]
    assert [(block["type"], block["value"]) for block in page.body.raw_data] == [
        ("text", "<p>Meet twee keer.</p>"),
        ("figure", {"image": {"image": image.pk, "decorative": False, "alt_text": "Een balk"}, "caption": ""}),
        ("text", "<p>Afbeelding</p>"),
    ]
    assert (image.title, image.description, image.credit, image.portrait_consent) == ("Een balk", "Een balk", "", False)
    redirect = Redirect.objects.get()
    assert (redirect.old_path, redirect.redirect_page_id, redirect.site) == (
        "/2017/08/timmeren",
        page.pk,
        page_tree.site,
    )
    assert _log(page) == ["wagtail.create", "cms.page_imported"]
    assert run.lines == [
        "oud/timmeren.md",
        f"  nieuw concept: Timmeren voor beginners (/admin/pages/{page.pk}/edit/)",
        "    ! Bij afbeelding balk.png ontbreekt wie haar maakte.",
        "    ! Afbeelding weg.png is niet overgenomen: het bestand is er niet.",
        "    ! Geen thema op de site: “Hout”.",
    ]
    assert (run.code, run.totals) == (2, "1 nieuw concept, 3 keer iets te doen.")


def test_an_archive_loses_no_word_on_its_way_into_pages(
    page_tree: SimpleNamespace, tmp_path: Path, import_content: Importer
) -> None:
    path = tmp_path / "archief.txt"
    path.write_text(ARCHIVE)

    import_content(path)

    pages = [record.page.specific for record in ImportRecord.objects.order_by("pk") if record.page]
    got: list[str] = []
    for page in pages:
        got += WORD.findall(page.title)
        for block in page.body.raw_data:
            texts = block["value"] if block["type"] == "notes" else [block]
            got += [word for text in texts for word in html_words(text["value"])]
    assert len(pages) == 2
    assert sorted(got) == sorted([*WORD.findall(ARCHIVE), "1"])


def test_files_to_download_come_along(page_tree: SimpleNamespace, folder: Path, import_content: Importer) -> None:
    (folder / "folder.pdf").write_bytes(b"%PDF-1.7")
    (folder / "timmeren.md").write_text(
        "---\ntitle: Timmeren\ndate: 2017-08-01\nurl: https://oud.example/timmeren/\n---\n"
        "[hier](folder.pdf) en [nog eens](folder.pdf), [weg](weg.pdf), [ook weg](https://oud.example/a.pdf), "
        "[verder](schaven.html), [elders](https://elders.example/b.pdf)"
    )

    run = import_content(folder)

    document = AcademyDocument.objects.get()
    assert (document.title, document.file.read()) == ("folder.pdf", b"%PDF-1.7")
    document.file.close()
    assert NewsPage.objects.get().body.raw_data[0]["value"] == (
        f'<p><a linktype="document" id="{document.pk}">hier</a> en '
        f'<a linktype="document" id="{document.pk}">nog eens</a>, <a href="weg.pdf">weg</a>, '
        '<a href="https://oud.example/a.pdf">ook weg</a>, <a href="schaven.html">verder</a>, '
        '<a href="https://elders.example/b.pdf">elders</a></p>'
    )
    assert [line for line in run.lines if "!" in line] == [
        "    ! De link naar weg.pdf wijst nog naar de oude site.",
        "    ! De link naar https://oud.example/a.pdf wijst nog naar de oude site.",
        "    ! De link naar schaven.html wijst nog naar de oude site.",
    ]


BOARD = """---
title: Hout
date: 2017-08-01
---
Eik is hard[^1], beuk taai[^2], en eik zwaar[^1].

| Hout | Dagen |
| --- | --- |
| Eik[^2] | 3 |

## Noten

[^1]: Zie het [blad](blad.pdf).
[^2]: Smit, M. (2015). Hout werkt. Den Haag: De Krul.
"""


def test_notes_and_tables_become_blocks_once(
    page_tree: SimpleNamespace, folder: Path, import_content: Importer, client: Client
) -> None:
    (folder / "timmeren.md").write_text(BOARD)
    (folder / "blad.pdf").write_bytes(b"%PDF-1.7")

    run = import_content(folder)

    document = AcademyDocument.objects.get()
    page = NewsPage.objects.get()
    text, table, notes = page.body.raw_data
    assert (run.code, run.totals) == (0, "1 nieuw concept, 0 keer iets te doen.")
    assert (text["type"], text["value"]) == ("text", "<p>Eik is hard[1], beuk taai[2], en eik zwaar[1].</p>")
    assert (table["type"], table["value"]) == (
        "table",
        {
            "table": {
                "columns": [{"type": "text", "heading": "Hout"}, {"type": "text", "heading": "Dagen"}],
                "rows": [{"values": ["Eik[2]", "3"]}],
                "caption": "",
            },
            "rows_have_headings": False,
            "source": "",
        },
    )
    assert [(note["type"], note["value"]) for note in notes["value"]] == [
        ("note", f'<p>Zie het <a linktype="document" id="{document.pk}">blad</a>.</p>'),
        (
            "source",
            {
                "author": "Smit, M.",
                "year": "2015",
                "title": "Hout werkt",
                "place": "Den Haag",
                "publisher": "De Krul",
                "url": "",
            },
        ),
    ]
    before = _everything()
    assert import_content(folder).totals == "1 ongewijzigd, 0 keer iets te doen."
    assert _everything() == before

    page.get_latest_revision().publish()
    html = client.get(page.url).content.decode()
    assert html.count('href="#noot-1"') == html.count('href="#noot-2"') == 2
    assert html.count(">Noten</h2>") == html.count('id="noten"') == 1
    assert "<cite>Hout werkt</cite>. Den Haag: De Krul." in html


def test_an_editor_can_open_save_and_publish_what_was_imported(
    page_tree: SimpleNamespace, folder: Path, import_content: Importer
) -> None:
    (folder / "timmeren.md").write_text(BOARD)
    import_content(folder)
    page = NewsPage.objects.get()

    cleaned = page.body.stream_block.clean(page.body)

    assert cleaned.get_prep_value() == page.body.get_prep_value()


def test_a_table_without_heads_shows_no_empty_ones(
    page_tree: SimpleNamespace, folder: Path, import_content: Importer, client: Client
) -> None:
    (folder / "timmeren.md").unlink()
    (folder / "2017-08-01-hout.html").write_text(
        "<h1>Hout</h1><table><tr><td>Eik</td><td>3</td></tr><tr><td>Es</td><td>1</td></tr></table>"
    )
    import_content(folder)
    page = NewsPage.objects.get()
    page.get_latest_revision().publish()

    html = client.get(page.url).content.decode()

    assert "<thead>" not in html
    assert html.count("<tr>") == 2


def test_a_download_that_nothing_links_to_is_told(
    page_tree: SimpleNamespace, folder: Path, import_content: Importer
) -> None:
    (folder / "timmeren.md").write_text("---\ntitle: Hout\ndate: 2017-08-01\n---\n[blad](bij/Blad%201.PDF)")
    (folder / "bij").mkdir()
    for name in ("bij/Blad 1.PDF", "bij/los.pdf", ".verborgen.pdf", "balk.png"):
        (folder / name).write_bytes(b"%PDF-1.7")

    run = import_content(folder)

    left = [
        "Over het geheel",
        "    ! Geen document verwijst naar oud/bij/los.pdf; dat bestand is niet overgenomen.",
    ]
    assert run.lines[2:] == left
    assert run.code == 2
    # Also when the page stays as it is; and one document alone says nothing of its neighbours.
    NewsPage.objects.get().delete()
    assert import_content(folder).lines[-2:] == left
    assert "Over het geheel" not in import_content(folder / "timmeren.md").lines


def test_twice_is_once(page_tree: SimpleNamespace, folder: Path, import_content: Importer) -> None:
    ThemeFactory.create(name="Vakmanschap", slug="vakmanschap")
    import_content(folder)
    # Other names for what the page points to are no reason to touch it.
    AcademyImage.objects.update(title="Een andere naam", credit="Foto: wij")
    Theme.objects.update(name="Vakwerk")
    before = _everything()

    run = import_content(folder)

    assert _everything() == before
    assert (run.code, run.totals) == (0, "1 ongewijzigd, 0 keer iets te doen.")


def test_a_rehearsal_reports_and_changes_nothing(
    page_tree: SimpleNamespace, folder: Path, import_content: Importer, settings: Any
) -> None:
    before = _everything()
    files = {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}

    run = import_content(folder, "--dry-run")

    assert _everything() == before
    assert {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()} == files
    assert run.totals == "1 nieuw concept, 4 keer iets te doen."


def test_an_untouched_draft_follows_its_source(
    page_tree: SimpleNamespace, folder: Path, import_content: Importer
) -> None:
    import_content(folder)
    (folder / "timmeren.md").write_text(ARTICLE.replace("Meet twee keer", "Meet drie keer"))

    run = import_content(folder)

    page = NewsPage.objects.get()
    assert page.body.raw_data[0]["value"] == "<p>Meet drie keer.</p>"
    assert page.get_latest_revision_as_object().body.raw_data[0]["value"] == "<p>Meet drie keer.</p>"
    assert _log(page) == ["wagtail.create", "cms.page_imported", "cms.page_import_updated"]
    assert run.lines[1] == f"  bijgewerkt: Timmeren voor beginners (/admin/pages/{page.pk}/edit/)"


def test_what_the_register_learned_meanwhile_reaches_an_untouched_draft(
    page_tree: SimpleNamespace, folder: Path, import_content: Importer
) -> None:
    import_content(folder)
    author = PersonFactory.create(first_name="Lotte", last_name="Mulder")
    (folder / "weg.png").write_bytes(png("blue"))

    import_content(folder)

    page = NewsPage.objects.get()
    assert page.author == author
    assert [block["type"] for block in page.body.raw_data] == ["text", "figure", "figure"]


@pytest.mark.parametrize("touch", ["edit", "publish", "lock"])
def test_what_an_editor_touched_is_never_overwritten(
    page_tree: SimpleNamespace, folder: Path, import_content: Importer, touch: str
) -> None:
    import_content(folder)
    page = NewsPage.objects.get()
    if touch == "edit":
        page.title = "Beter gezegd"
        page.save_revision(clean=False)
    elif touch == "publish":
        page.get_latest_revision().publish()
    else:
        Page.objects.filter(pk=page.pk).update(locked=True)
    (folder / "timmeren.md").write_text(ARTICLE.replace("Meet twee keer", "Meet drie keer"))
    before = _everything()

    run = import_content(folder)

    assert _everything() == before
    assert run.lines == [
        "oud/timmeren.md",
        f"  niet overschreven: Timmeren voor beginners (/admin/pages/{page.pk}/edit/)",
        "    ! De bron is veranderd, en een redacteur paste deze pagina aan: niets overschreven.",
    ]
    assert run.code == 2


def test_a_page_that_an_editor_removed_does_not_come_back(
    page_tree: SimpleNamespace, folder: Path, import_content: Importer
) -> None:
    import_content(folder)
    NewsPage.objects.get().delete()

    run = import_content(folder)

    assert not NewsPage.objects.exists()
    assert run.lines[1:] == [
        "  verwijderd: Timmeren voor beginners",
        "    ! De pagina is verwijderd en komt niet terug.",
    ]


def test_the_same_text_under_another_name_is_not_imported_again(
    page_tree: SimpleNamespace, folder: Path, import_content: Importer
) -> None:
    import_content(folder)
    (folder / "timmeren.md").rename(folder / "anders.md")

    run = import_content(folder)

    assert NewsPage.objects.count() == 1
    assert run.lines[2] == "    ! Staat al op de site, uit oud/timmeren.md."


def test_a_slug_or_an_address_in_use_stays_as_it_is(
    page_tree: SimpleNamespace, folder: Path, import_content: Importer
) -> None:
    other = NewsPageFactory(parent=page_tree.news, slug="timmeren-voor-beginners")
    Redirect.objects.create(old_path="/2017/08/timmeren", site=page_tree.site, redirect_page=other)

    run = import_content(folder)

    page = NewsPage.objects.exclude(pk=other.pk).get()
    assert page.slug == "timmeren-voor-beginners-1"
    assert Redirect.objects.get().redirect_page_id == other.pk
    assert run.lines[-1] == ("    ! Het oude adres https://oud.example/2017/08/timmeren/ leidt al naar iets anders.")


def test_two_people_with_one_name_are_not_guessed_between(
    page_tree: SimpleNamespace, folder: Path, import_content: Importer
) -> None:
    PersonFactory.create_batch(2, first_name="Lotte", last_name="Mulder")

    run = import_content(folder)

    assert NewsPage.objects.get().author is None
    assert "    ! Auteur “Lotte Mulder” staat niet in het register van personen." in run.lines
    assert Person.objects.count() == 2


def test_under_another_page_they_become_plain_pages(
    page_tree: SimpleNamespace, folder: Path, import_content: Importer
) -> None:
    about = page_tree.home.add_child(instance=ContentPage(title="Over ons", slug="over-ons"))

    for under in ("/over-ons/", str(about.pk)):
        run = import_content(folder, "--under", under)

    page = ContentPage.objects.get(title="Timmeren voor beginners")
    assert page.get_parent().specific == about
    assert not page.live
    assert run.code == 0


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--under", "/nergens/"], "Er is geen pagina /nergens/."),
        (["--under", "/agenda/"], "Onder “Agenda” kunnen geen nieuwsberichten of gewone pagina’s staan."),
        (["--uploads", "/nergens"], "De map met uploads /nergens bestaat niet."),
    ],
)
def test_options_that_lead_nowhere(
    page_tree: SimpleNamespace, folder: Path, import_content: Importer, options: list[str], sentence: str
) -> None:
    run = import_content(folder, *options)

    assert (run.code, run.totals, run.lines) == (1, sentence, [])
    assert not ImportRecord.objects.exists()


def test_a_document_that_cannot_be_read_does_not_stop_the_others(
    page_tree: SimpleNamespace, folder: Path, import_content: Importer
) -> None:
    (folder / "leeg.txt").write_text("")

    run = import_content(folder)

    assert run.lines[:2] == ["oud/leeg.txt", "  niet overgenomen: Het bestand is leeg."]
    assert NewsPage.objects.count() == 1
    assert run.totals == "1 nieuw concept, 1 niet overgenomen, 4 keer iets te doen."


def test_a_document_that_fails_leaves_nothing_behind(
    page_tree: SimpleNamespace,
    folder: Path,
    import_content: Importer,
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
) -> None:
    """The picture is stored before the redirect fails; its row and its file must go."""
    files = {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}
    before = _everything()
    monkeypatch.setattr("cms.actions.import_page.import_redirect", _fail)

    run = import_content(folder)

    assert _everything() == before
    assert {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()} == files
    assert run.lines == ["oud/timmeren.md", "  mislukt: Timmeren voor beginners", "    ! Er ging iets mis."]
    assert run.code == 1


def _fail(*_args: object) -> str:
    raise DatabaseError("Er ging iets mis.")
