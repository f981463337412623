"""`python -m cms.project.postgres.keeper HOME KIND`: the parent of one embedded server, see cms.project.postgres."""

import contextlib
import ctypes
import dataclasses
import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from cms.project.postgres import (
    ADVICE,
    STOP_SECONDS,
    Address,
    CannotStartError,
    Kind,
    acquired,
    keeper_lock,
    listens,
    running,
    users_lock,
)
from cms.project.postgres.places import Account, place_for, reachable_binaries

USER = "vakwerk"
START_SECONDS = 180
# sizeof(sockaddr_un.sun_path) is 108 on Linux with its closing zero, 104 on macOS.
SOCKET_PATH_BYTES = 107 if sys.platform == "linux" else 103


class Keeper:
    """Starts the server of one home and stays its parent until nobody uses it."""

    def __init__(self, home: Path, kind: Kind) -> None:
        self.home = home
        self.kind = kind
        self.account = Account.for_postgres()
        self.binaries = reachable_binaries(self.account)
        self.place = place_for(home, self.account)
        self.users = users_lock(home)

    def start(self) -> subprocess.Popen[bytes]:
        """Return the server when it accepts connections. Raises CannotStartError."""
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
        """Return when nobody uses the server, and keep new users out; or when the server has stopped."""
        while server.poll() is None and not self.users.acquire_write_lock(blocking=False):
            time.sleep(0.2)

    def stop(self, server: subprocess.Popen[bytes]) -> None:
        """Stop the server; take the folder along when it was for one occasion."""
        (self.home / "address.json").unlink(missing_ok=True)
        server.send_signal(signal.SIGINT)  # "fast": roll back what runs, then stop
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        if self.kind is Kind.THROWAWAY:
            shutil.rmtree(self.place, ignore_errors=True)
            # Gone in one step: whoever looks at its locks meanwhile would put files back.
            shutil.rmtree(self.home.rename(self.home.with_name(f"{self.home.name}-gone")))

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
                if pid_file.read_text().rstrip().endswith("ready") and listens(address):
                    return
            time.sleep(0.02)
        server.kill()
        raise CannotStartError(f"The embedded PostgreSQL did not answer within {START_SECONDS} seconds. {ADVICE}")


def _die_with_parent() -> None:
    """In the server's process, before it starts: stop when the keeper is killed (Linux only)."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGINT)


def main(home: Path, kind: Kind, tell: Callable[[str], None]) -> None:
    """Serve `home` until nobody uses it. Tells one line: `ready`, `another keeps it`, or why it is impossible."""
    lock = keeper_lock(home)
    deadline = time.monotonic() + START_SECONDS
    while not acquired(lock):
        if running(home) is not None:
            tell("another keeps it")
            return
        if time.monotonic() > deadline:
            tell(f"Another process keeps the embedded PostgreSQL in {home}, but it does not answer. {ADVICE}")
            return
        time.sleep(0.05)
    try:
        keeper = Keeper(home, kind)
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
