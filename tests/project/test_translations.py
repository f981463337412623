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


def test_a_changed_catalogue_is_compiled_once(tmp_path: Path) -> None:
    source = catalogue(tmp_path, polib.POEntry(msgid="Meld mij aan", msgstr="Sign me up"))
    compiled = source.with_suffix(".mo")
    assert translations.compile_changed(tmp_path) == [compiled]
    assert translations.compile_changed(tmp_path) == []
    with compiled.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Meld mij aan") == "Sign me up"
    later = compiled.stat().st_mtime + 10
    os.utime(source, (later, later))
    assert translations.compile_changed(tmp_path) == [compiled]


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
