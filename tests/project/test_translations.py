"""Catalogues are compiled when they change, and an incomplete one is noticed."""

import gettext
import os
from pathlib import Path

import polib

from cms.project import translations


def catalogue(folder: Path, *entries: polib.POEntry) -> Path:
    path = folder / "en" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    made = polib.POFile()
    made.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": "en"}
    made.extend(entries)
    made.save(str(path))
    return path


def read(compiled: Path) -> gettext.GNUTranslations:
    with compiled.open("rb") as file:
        return gettext.GNUTranslations(file)


def test_a_changed_catalogue_is_compiled_once(tmp_path: Path) -> None:
    source = catalogue(tmp_path, polib.POEntry(msgid="Meld mij aan", msgstr="Sign me up"))
    english, dutch = source.with_suffix(".mo"), tmp_path / "nl" / "LC_MESSAGES" / "django.mo"
    assert translations.compile_changed(tmp_path) == [english, dutch]
    assert translations.compile_changed(tmp_path) == []
    assert read(english).gettext("Meld mij aan") == "Sign me up"
    later = english.stat().st_mtime + 10
    os.utime(source, (later, later))
    assert translations.compile_changed(tmp_path) == [english, dutch]


def test_dutch_is_as_it_is_written(tmp_path: Path) -> None:
    catalogue(
        tmp_path,
        polib.POEntry(msgid="Order", msgstr="Order"),
        polib.POEntry(msgid="Plaats", msgstr=""),
        polib.POEntry(msgid="Plaats", msgctxt="stoel", msgstr="Seat", flags=["fuzzy"]),
        polib.POEntry(msgid="%(n)s dag", msgid_plural="%(n)s dagen", msgstr_plural={0: "%(n)s day", 1: "%(n)s days"}),
    )
    *_others, compiled = translations.compile_changed(tmp_path)
    dutch = read(compiled)
    dutch.add_fallback(Foreign())

    assert [dutch.gettext(text) for text in ("Order", "Plaats", "Other")] == ["Order", "Plaats", "foreign"]
    assert dutch.pgettext("stoel", "Plaats") == "Plaats"
    assert [dutch.ngettext("%(n)s dag", "%(n)s dagen", count) for count in (1, 2)] == ["%(n)s dag", "%(n)s dagen"]


class Foreign(gettext.NullTranslations):
    """A catalogue that has another word for everything."""

    def gettext(self, message: str) -> str:
        return "foreign"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return "foreign"

    def pgettext(self, context: str, message: str) -> str:
        return "foreign"


def test_every_way_to_be_incomplete_is_told() -> None:
    kept, extracted = polib.POFile(), polib.POFile()
    kept.extend(
        [
            polib.POEntry(msgid="Aanmelden", msgstr="Sign up"),
            polib.POEntry(msgid="Prijs", msgstr=""),
            polib.POEntry(msgid="Plaats", msgstr="Place", flags=["fuzzy"]),
            polib.POEntry(msgid="Oud", msgstr="Old"),
            polib.POEntry(msgid="Vergeten", msgstr="Forgotten", obsolete=True),
        ]
    )
    extracted.extend(polib.POEntry(msgid=text) for text in ("Aanmelden", "Prijs", "Plaats", "Nieuw"))
    extracted.append(polib.POEntry(msgid="Plaats", msgctxt="stoel"))
    assert translations.incomplete(kept, extracted) == [
        "not in the catalogue: 'Nieuw'",
        "not in the catalogue: 'Plaats'",
        "not in the code any more: 'Oud'",
        "not translated: 'Prijs'",
        "translation unsure (fuzzy): 'Plaats'",
    ]
