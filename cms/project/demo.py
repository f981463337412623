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
START_SECONDS = 120
STOP_SECONDS = 10
STOPPING = [signal.Signals[name] for name in ("SIGINT", "SIGTERM", "SIGHUP") if name in signal.Signals.__members__]


class DemoError(Exception):
    """The demo cannot start or go on; the text says why."""


class _Stop(BaseException):
    """Ctrl-C or SIGTERM."""


@dataclass
class _Child:
    name: str
    process: subprocess.Popen[bytes]
    log: Path


def main(options: list[str]) -> int:
    """Run the demo until it is stopped; return the exit status."""
    parser = argparse.ArgumentParser(prog="manage.py demo", description="The whole site on this machine.")
    parser.add_argument("--port", type=int, default=8000, help="where the site answers (default 8000)")
    parser.add_argument("--fresh", action="store_true", help="throw the demo's data away and start anew")
    chosen = parser.parse_args(options)
    for stopping in STOPPING:
        # Under nohup, closing the window is to be ignored; a shell's & ignores Ctrl-C, but a kill -INT is meant.
        if stopping.name != "SIGHUP" or signal.getsignal(stopping) is not signal.SIG_IGN:
            signal.signal(stopping, _stop)
    try:
        with _only_one():
            if chosen.fresh or (FOLDER / "filling").exists():
                _forget()
            _serve(chosen.port)
    except _Stop:
        return 0
    except (DemoError, postgres.CannotStartError) as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    return 0


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _Stop


@contextlib.contextmanager
def _only_one() -> Iterator[None]:
    FOLDER.mkdir(parents=True, exist_ok=True)
    lock = fasteners.InterProcessLock(FOLDER.with_name("demo.lock"))
    if not lock.acquire(blocking=False):
        raise DemoError("The demo of this folder already runs. Stop it first (Ctrl-C in its window).")
    try:
        yield
    finally:
        lock.release()


def _forget() -> None:
    """Start anew: because --fresh asks for it, or because the last start stopped while it filled the database."""
    if os.environ.get("DATABASE_URL"):
        raise DemoError("Empty the database that DATABASE_URL names yourself; the demo empties only its own.")
    postgres.remove(FOLDER / "postgres")
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)


def _serve(port: int) -> None:
    _refuse_busy(port)
    address = f"http://127.0.0.1:{port}"
    settings = _settings(address)
    os.environ |= settings
    children: list[_Child] = []
    try:
        _say("Preparing the database and its content ...")
        _prepare()
        _say("Starting the site ...")
        stripe = settings["STRIPE_API_BASE"].rpartition(":")[2]
        python = [sys.executable, "-m"]
        sandbox = [*python, "betalingen.sandbox", "--port", stripe]
        sandbox += ["--webhook-url", f"{address}/betalen/stripe/webhook/"]
        sandbox += ["--webhook-secret", settings["STRIPE_WEBHOOK_SECRETS"]]
        children.append(_start("stripe-sandbox", sandbox))
        children.append(_start("worker", [sys.executable, "manage.py", "worker"]))
        granian = [*python, "granian", "cms.project.wsgi:application", "--interface", "wsgi", "--no-ws"]
        granian += ["--host", "127.0.0.1", "--port", str(port), "--blocking-threads", "4", "--workers", "1"]
        children.append(_start("site", granian))
        _wait_until_it_answers(address, children)
        _say(
            f"\nVakwerk runs at {address}/\n"
            f"  Sign in as editor, programme manager, finance or administrator: {address}/account/login/\n"
            f"  Mail that the site sent: {address}/postvak/\n"
            f"  Administration: {address}/admin/\n"
            "Stop with Ctrl-C. The data stays; start anew with: python3 manage.py demo --fresh\n"
        )
        _watch(children)
    finally:
        _ignore_signals()
        _say("Stopping ...")
        _end(children)
        postgres.release(FOLDER / "postgres")


def _refuse_busy(port: int) -> None:
    if not 0 < port < 65536:
        raise DemoError(f"{port} is not a port; choose one from 1024 to 65535.")
    with socket.socket() as probe:
        if os.name == "posix":  # as the server itself does; elsewhere this would allow a busy port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise DemoError(f"Port {port} needs more rights; choose another: manage.py demo --port 8000") from None
        except OSError:
            raise DemoError(
                f"Port {port} is in use by another program; choose another: manage.py demo --port {port + 1}"
            ) from None


def _settings(address: str) -> dict[str, str]:
    """The demo's settings. Its secrets are made once, so that sessions and links survive a restart."""
    kept = FOLDER / "secrets.json"
    if not kept.exists():
        made = {
            "DJANGO_SECRET_KEY": secrets.token_urlsafe(48),
            "STRIPE_SECRET_KEY": f"sk_test_{secrets.token_hex(16)}",
            "STRIPE_WEBHOOK_SECRETS": f"whsec_{secrets.token_hex(16)}",
        }
        kept.touch(mode=0o600)
        kept.write_text(json.dumps(made))
    return {
        "DJANGO_SETTINGS_MODULE": "cms.project.settings.demo",
        "DATABASE_URL": os.environ.get("DATABASE_URL") or environment.embedded(FOLDER / "postgres"),
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "SITE_URL": address,
        "MEDIA_ROOT": str(FOLDER / "media"),
        "STRIPE_API_BASE": f"http://127.0.0.1:{_stripe_port()}",
        "STRIPE_SANDBOX_STATE": str(FOLDER / "stripe.json"),
        **json.loads(kept.read_text()),
    }


def _stripe_port() -> int:
    """The same port as last time when it is free, because links to the sandbox's payment pages hold it."""
    kept = FOLDER / "stripe-port"
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


def _prepare() -> None:
    """Bring the database up to date and fill an empty one, in a process that is gone afterwards."""
    filling, filled = FOLDER / "filling", FOLDER / "filled"
    if not filled.exists():
        filling.touch()
    preparing = _start("prepare", [sys.executable, "-m", "cms.project.demo_content"])
    try:
        status = preparing.process.wait()
    except _Stop:
        _end([preparing])
        raise
    if status != 0:
        raise DemoError(_last_words(preparing))
    filling.unlink(missing_ok=True)
    filled.touch()


def _start(name: str, command: list[str]) -> _Child:
    """Start a child in a process group of its own, so that Ctrl-C reaches only us and we can stop its children too."""
    log = FOLDER / f"{name}.log"
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
    return _Child(name, process, log)


def _die_with_supervisor() -> None:
    """In the child, before it starts: stop when the supervisor is killed, so that no orphan keeps the port."""
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


def _wait_until_it_answers(address: str, children: list[_Child]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        _refuse_stopped(children)
        try:
            with urllib.request.urlopen(f"{address}/", timeout=30):  # noqa: S310 - our own address
                return
        except urllib.error.HTTPError as error:
            site = next(child for child in children if child.name == "site")
            raise DemoError(f"The site answers with error {error.code}.\n{_last_words(site)}") from None
        except OSError:
            time.sleep(0.1)
    raise DemoError(f"The site did not answer within {START_SECONDS} seconds; see the logs in {FOLDER}.")


def _watch(children: list[_Child]) -> None:
    while True:
        _refuse_stopped(children)
        time.sleep(0.5)


def _refuse_stopped(children: list[_Child]) -> None:
    for child in children:
        if child.process.poll() is not None:
            raise DemoError(_last_words(child))


def _last_words(child: _Child) -> str:
    lines = child.log.read_text(errors="replace").splitlines()[-15:]
    return "\n".join([f"{child.name} stopped with status {child.process.returncode}; its last lines were:", *lines])


def _ignore_signals() -> None:
    """A second Ctrl-C must not leave half of it running."""
    for stopping in STOPPING:
        signal.signal(stopping, signal.SIG_IGN)


def _end(children: list[_Child]) -> None:
    for child in reversed(children):
        with contextlib.suppress(ProcessLookupError):
            child.process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.process.wait(max(0.0, deadline - time.monotonic()))
        # Sweeps up what the child itself left behind, when it was killed for instance.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201
