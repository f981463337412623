"""The compiled catalogues (.mo), which are not in version control: made again when a .po is newer."""

from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parents[1] / "locale"


def compile_changed(folder: Path = LOCALE) -> list[Path]:
    """Compile each catalogue that changed since it was compiled; return the new files."""
    made = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        # Another process may read the old one meanwhile.
        partial = target.with_suffix(".mo.new")
        polib.pofile(str(source)).save_as_mofile(str(partial))
        partial.replace(target)
        made.append(target)
    return made
