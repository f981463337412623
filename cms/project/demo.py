"""`manage.py demo`: the whole site on this machine, started and stopped as one.

A supervisor prepares the database, then keeps three children: the Stripe sandbox, the worker and the web server. When
one of them stops, or the supervisor is told to, everything stops. Data stays in `.data/demo` until `--fresh`.
"""

import argparse
import contextlib
import ctypes
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import fasteners

from cms.project import environment, postgres

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".data" / "demo"
START_SECONDS = 300
STOP_SECONDS = 10
STOPPING = [signal.Signals[name] for name in ("SIGINT", "SIGTERM", "SIGHUP") if name in signal.Signals.__members__]


class DemoError(Exception):
    """The demo cannot start or go on; the text says why."""


class _Stop(BaseException):
    """Ctrl-C or SIGTERM."""


def main(options: list[str], *, folder: Path = FOLDER) -> int:
    """Run the demo with its data in `folder` until it is stopped; return the exit status."""
    parser = argparse.ArgumentParser(prog="manage.py demo", description="The whole site on this machine.")
    parser.add_argument("--port", type=int, default=8000, help="where the site answers (default 8000)")
    parser.add_argument("--fresh", action="store_true", help="throw the demo's data away and start anew")
    chosen = parser.parse_args(options)
    for stopping in STOPPING:
        # Under nohup, closing the window is to be ignored; a shell's & ignores Ctrl-C, but a kill -INT is meant.
        if stopping.name != "SIGHUP" or signal.getsignal(stopping) is not signal.SIG_IGN:
            signal.signal(stopping, _stop)
    demo = Demo(folder, chosen.port)
    try:
        with demo.only_one():
            demo.refuse_busy_port()
            if chosen.fresh or demo.filling.exists():
                demo.forget()
            demo.run()
    except _Stop:
        return 0
    except (DemoError, postgres.CannotStartError) as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    return 0


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _Stop


@dataclass
class Child:
    """A process of the demo and the file with what it says."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def last_words(self) -> str:
        """How it ended, and its last lines."""
        lines = self.log.read_text(errors="replace").splitlines()[-15:]
        status = self.process.poll()
        ended = "still runs" if status is None else f"stopped with status {status}"
        return "\n".join([f"{self.name} {ended}; its last lines:", *lines])


class Demo:
    """One demo: its folder with data, secrets and logs, its port and its processes."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port
        self.address = f"http://127.0.0.1:{port}"
        self.filling = folder / "filling"
        self.children: list[Child] = []

    @contextlib.contextmanager
    def only_one(self) -> Iterator[None]:
        """Two demos of one folder would share and stop each other's database."""
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = fasteners.InterProcessLock(self.folder.with_name(f"{self.folder.name}.lock"))
        if not lock.acquire(blocking=False):
            lock.lockfile.close()
            raise DemoError("The demo of this folder already runs. Stop it first (Ctrl-C in its window).")
        try:
            yield
        finally:
            lock.release()

    def refuse_busy_port(self) -> None:
        """Raise DemoError when the site cannot listen there."""
        if not 0 < self.port < 65536:
            raise DemoError(f"{self.port} is not a port; choose one from 1024 to 65535.")
        with socket.socket() as probe:
            if os.name == "posix":  # as the server itself does; elsewhere this would allow a busy port
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", self.port))
            except PermissionError:
                raise DemoError(f"Port {self.port} needs more rights; choose another with --port 8000.") from None
            except OSError:
                other = self.port + 1 if self.port < 65535 else 8000
                raise DemoError(
                    f"Port {self.port} is in use by another program; choose another with --port {other}."
                ) from None

    def forget(self) -> None:
        """Start anew: because --fresh asks for it, or because the last start stopped while it filled the database."""
        if os.environ.get("DATABASE_URL"):
            raise DemoError("Empty the database that DATABASE_URL names yourself; the demo empties only its own.")
        postgres.remove(self.folder / "postgres")
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def run(self) -> None:
        """Start everything, say where, and keep it running. Returns only by an exception."""
        os.environ |= self._settings()
        try:
            _say("Preparing the database and its content ...")
            self._prepare()
            _say("Starting the site ...")
            self._start_children()
            self._wait_until_it_answers()
            _say(
                f"\nVakwerk runs at {self.address}/\n"
                f"  Sign in as editor, programme manager, finance or administrator: {self.address}/account/login/\n"
                f"  Mail that the site sent: {self.address}/postvak/\n"
                f"  Administration: {self.address}/admin/\n"
                "Stop with Ctrl-C. The data stays; start anew with: python3 manage.py demo --fresh\n"
            )
            while True:
                self.refuse_stopped_children()
                time.sleep(0.5)
        finally:
            for stopping in STOPPING:  # a second Ctrl-C must not leave half of it running
                signal.signal(stopping, signal.SIG_IGN)
            _say("Stopping ...")
            self.stop()
            postgres.release(self.folder / "postgres")

    def start(self, name: str, command: list[str]) -> Child:
        """Start a child in a process group of its own: Ctrl-C reaches only us, and we can stop its children too."""
        log = self.folder / f"{name}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=_die_with_supervisor if sys.platform == "linux" else None,
            )
        self.children.append(Child(name, process, log))
        return self.children[-1]

    def refuse_stopped_children(self) -> None:
        """Raise DemoError with the last words of a child that stopped."""
        for child in self.children:
            if child.process.poll() is not None:
                raise DemoError(child.last_words())

    def stop(self) -> None:
        """End every child, and what it left behind."""
        for child in reversed(self.children):
            child.process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.children:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.process.wait(max(0.0, deadline - time.monotonic()))
            # Also after it stopped by itself: one that was killed leaves its own children.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(child.process.pid, signal.SIGKILL)
            child.process.wait()
        self.children.clear()

    def _settings(self) -> dict[str, str]:
        """The demo's environment. Its secrets are made once, so that sessions and links survive a restart."""
        kept = self.folder / "secrets.json"
        if not kept.exists():
            made = {
                "DJANGO_SECRET_KEY": secrets.token_urlsafe(48),
                "STRIPE_SECRET_KEY": f"sk_test_{secrets.token_hex(16)}",
                "STRIPE_WEBHOOK_SECRETS": f"whsec_{secrets.token_hex(16)}",
            }
            kept.touch(mode=0o600)
            kept.write_text(json.dumps(made))
        # A company's proxy has no way to this machine.
        direct = ",".join(filter(None, [os.environ.get("no_proxy"), "127.0.0.1", "localhost"]))
        return {
            "DJANGO_SETTINGS_MODULE": "cms.project.settings.demo",
            "DATABASE_URL": os.environ.get("DATABASE_URL") or environment.embedded(self.folder / "postgres"),
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
            "SITE_URL": self.address,
            "MEDIA_ROOT": str(self.folder / "media"),
            "STRIPE_API_BASE": f"http://127.0.0.1:{self._stripe_port()}",
            "STRIPE_SANDBOX_STATE": str(self.folder / "stripe.json"),
            "no_proxy": direct,
            "NO_PROXY": direct,
            **json.loads(kept.read_text()),
        }

    def _stripe_port(self) -> int:
        """The same port as last time when it is free, because links to the sandbox's payment pages hold it."""
        kept = self.folder / "stripe-port"
        wanted = int(kept.read_text()) if kept.exists() else 0
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", wanted))
            except OSError:
                probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        kept.write_text(str(port))
        return port

    def _prepare(self) -> None:
        """Bring the database up to date and fill an empty one, in a process that is gone afterwards."""
        filled = self.folder / "filled"
        if not filled.exists():
            self.filling.touch()
        preparing = self.start("prepare", [sys.executable, "-m", "cms.project.demo_content"])
        if preparing.process.wait() != 0:
            raise DemoError(preparing.last_words())
        self.children.remove(preparing)
        self.filling.unlink(missing_ok=True)
        filled.touch()

    def _start_children(self) -> None:
        stripe = os.environ["STRIPE_API_BASE"].rpartition(":")[2]
        sandbox = ["-m", "betalingen.sandbox", "--port", stripe]
        sandbox += ["--webhook-url", f"{self.address}/betalen/stripe/webhook/"]
        sandbox += ["--webhook-secret", os.environ["STRIPE_WEBHOOK_SECRETS"]]
        self.start("stripe-sandbox", [sys.executable, *sandbox])
        self.start("worker", [sys.executable, "manage.py", "worker"])
        site = ["-m", "granian", "cms.project.wsgi:application", "--interface", "wsgi", "--no-ws"]
        site += ["--host", "127.0.0.1", "--port", str(self.port), "--blocking-threads", "4", "--workers", "1"]
        self.start("site", [sys.executable, *site])

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            self.refuse_stopped_children()
            try:
                with urllib.request.urlopen(f"{self.address}/", timeout=30):  # noqa: S310 - our own address
                    return
            except urllib.error.HTTPError as error:
                raise DemoError(
                    f"The site answers with error {error.code}.\n{self.children[-1].last_words()}"
                ) from None
            except OSError:
                time.sleep(0.1)
        raise DemoError(f"The site did not answer within {START_SECONDS} seconds; see the logs in {self.folder}.")


def _die_with_supervisor() -> None:
    """In the child, before it starts: stop when the supervisor is killed, so that no orphan keeps the port."""
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201
