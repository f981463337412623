"""The catalogues: one for the whole project, in cms/locale, and one in each folder of events/plugins, that goes with it. The
msgids are Dutch.

The compiled ones (.mo) are not in version control; `compile_changed()` makes them again when a .po is newer.
`python -m cms.project.translations --update` takes over new texts from the code, `--check` fails on what is missing.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[2]
SOURCE_LANGUAGE = "nl"
CATALOGUE = Path("cms/locale/en/LC_MESSAGES/django.po")


def catalogues(root: Path) -> list[Path]:
    """Every catalogue below `root`, from there."""
    of_plugins = root.glob("events/plugins/*/locale/en/LC_MESSAGES/django.po")
    return [CATALOGUE, *sorted(path.relative_to(root) for path in of_plugins)]


def compile_changed(*folders: Path) -> list[Path]:
    """Compile each catalogue that changed since it was compiled, and the texts themselves for Dutch; return the new files.

    `folders` are called locale; without any they are those of the project.
    """
    made = []
    for source in sorted(
        source
        for folder in folders or [(ROOT / path).parents[2] for path in catalogues(ROOT)]
        for source in folder.glob("*/LC_MESSAGES/*.po")
    ):
        for target, write in (
            (source.with_suffix(".mo"), _read),
            (source.parents[2] / SOURCE_LANGUAGE / "LC_MESSAGES" / f"{source.stem}.mo", _as_written),
        ):
            if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
                continue
            # Other processes may read the old one meanwhile, or make the new one too.
            partial = target.with_suffix(f".{os.getpid()}.mo")
            partial.parent.mkdir(parents=True, exist_ok=True)
            write(source).save_as_mofile(str(partial))
            partial.replace(target)
            made.append(target)
    return made


def _as_written(source: Path) -> polib.POFile:
    """Every text as its own translation. Else Wagtail's words for the same would show, and Django would look for each text in the
    catalogues of all packages before it knows that none has it."""
    catalogue = _read(source)
    for entry in catalogue:
        entry.flags = []
        if entry.msgid_plural:
            entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
        else:
            entry.msgstr = entry.msgid
    return catalogue


def incomplete(kept: polib.POFile, extracted: polib.POFile) -> list[str]:
    """What is wrong with the kept catalogue, given one freshly made from the code; empty when nothing is."""
    texts = {_key(entry) for entry in extracted if not entry.obsolete}
    known = {_key(entry) for entry in kept if not entry.obsolete}
    return [
        *(f"not in the catalogue: {msgid!r}" for _, msgid in sorted(texts - known)),
        *(f"not in the code any more: {msgid!r}" for _, msgid in sorted(known - texts)),
        *(f"not translated: {entry.msgid!r}" for entry in kept.untranslated_entries()),
        *(f"translation unsure (fuzzy): {entry.msgid!r}" for entry in kept.fuzzy_entries()),
    ]


def extract(root: Path) -> None:
    """Bring the catalogue below `root` up to date with the code there. Needs gettext's xgettext."""
    subprocess.run(
        [
            *(sys.executable, "manage.py", "makemessages", "--locale", "en", "--no-location", "--no-obsolete"),
            *("--extension", "py,html,txt", "--ignore", "tests", "--verbosity", "0"),
        ],
        cwd=root,
        check=True,
    )


def _key(entry: polib.POEntry) -> tuple[str, str]:
    return entry.msgctxt or "", entry.msgid


def _check() -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "__pycache__", "node_modules"))
        extract(copy)
        return [
            problem
            for catalogue in catalogues(copy)
            for problem in incomplete(_read(ROOT / catalogue), _read(copy / catalogue))
        ]


def _read(path: Path) -> polib.POFile:
    return polib.pofile(str(path)) if path.exists() else polib.POFile()


def main(arguments: list[str]) -> int:
    """Run `--update` or `--check`; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m cms.project.translations")
    choice = parser.add_mutually_exclusive_group(required=True)
    choice.add_argument("--update", action="store_true", help="take over new texts from the code")
    choice.add_argument("--check", action="store_true", help="fail when a text is not translated")
    if parser.parse_args(arguments).update:
        extract(ROOT)
        return 0
    problems = _check()
    print("\n".join(problems) or "Every text is translated.")  # noqa: T201
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
