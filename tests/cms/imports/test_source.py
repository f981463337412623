"""Folders and single documents."""

import datetime as dt
from pathlib import Path

import pytest

from cms.imports.document import Document, Unread
from cms.imports.errors import CannotRead
from cms.imports.source import open_source


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    folder = tmp_path / "oud"
    (folder / "b").mkdir(parents=True)
    (folder / "2017-08-01-timmeren.txt").write_text("Timmeren\n\nMeet twee keer.")
    (folder / "b" / "schaven.md").write_text("# Schaven\n\nMet geduld.")
    (folder / "leeg.html").write_text("")
    (folder / "brief.docx").write_bytes(b"PK")
    (folder / "balk.png").write_bytes(b"x")
    (folder / ".verborgen.txt").write_text("Niet voor ons")

    found = list(open_source(folder).documents)

    assert [document.name for document in found] == [
        "oud/2017-08-01-timmeren.txt",
        "oud/b/schaven.md",
        "oud/brief.docx",
        "oud/leeg.html",
    ]
    timmeren, schaven, letter, empty = found
    assert isinstance(timmeren, Document)
    assert isinstance(schaven, Document)
    assert timmeren.articles[0].published_on == dt.date(2017, 8, 1)
    assert timmeren.articles[0].key == "oud/2017-08-01-timmeren.txt"
    assert schaven.articles[0].published_on is None
    assert schaven.folder == str(folder / "b")
    assert letter == Unread("oud/brief.docx", "Dit soort bestand lezen we niet.")
    assert empty == Unread("oud/leeg.html", "Het bestand is leeg.")


def test_a_single_document_has_the_name_it_has_in_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "oud"
    folder.mkdir()
    (folder / "a.txt").write_text("Titel\n\nTekst.")

    (alone,) = open_source(folder / "a.txt").documents
    (with_folder,) = open_source(folder).documents

    assert alone == with_folder


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "oud"
    folder.mkdir()
    (tmp_path / "geheim.txt").write_text("Geheim\n\nNiet voor de site.")
    (folder / "a.txt").symlink_to(tmp_path / "geheim.txt")

    assert list(open_source(folder).documents) == [Unread("oud/a.txt", "Dit is een koppeling naar buiten de map.")]


def test_where_there_is_nothing_to_import(tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    (tmp_path / "a.docx").write_bytes(b"PK")

    for path, sentence in {
        tmp_path / "weg": f"{tmp_path}/weg bestaat niet.",
        tmp_path / "leeg": f"In {tmp_path}/leeg staan geen documenten (.txt, .html of .md).",
        tmp_path / "a.docx": f"{tmp_path}/a.docx is geen .txt, .html, .md of .xml.",
    }.items():
        with pytest.raises(CannotRead) as refusal:
            open_source(path)
        assert str(refusal.value) == sentence
