"""The demo starts and stops as one, whatever ends it."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from cms.project import demo
from tests.processes import PATIENCE, ROOT, wait_until

COMMAND = "import sys; from pathlib import Path; from cms.project import demo; sys.exit(demo.main({options}, folder=Path({folder!r})))"


class RunningDemo:
    """A demo in a process of its own, with its data in `folder`."""

    def __init__(self, folder: Path, *options: str) -> None:
        environment = {
            name: value for name, value in os.environ.items() if not re.match("DATABASE_URL|MEDIA_ROOT", name)
        }
        self.said = Path(tempfile.mkstemp(dir=folder.parent, prefix="said-")[1])
        with self.said.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-c", COMMAND.format(options=list(options), folder=str(folder))],
                cwd=ROOT,
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_until_it_runs(self) -> None:
        wait_until(lambda: "Stop with Ctrl-C" in self.said.read_text() or self.process.poll() is not None)
        assert self.process.poll() is None, self.said.read_text()

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)


def gone(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return process.status() == psutil.STATUS_ZOMBIE
    return True


def command(process: psutil.Process) -> str:
    """What it runs; "" for one that went away meanwhile, as those of PostgreSQL may."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return " ".join(process.cmdline())
    return ""


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "demo"


@pytest.fixture
def start(folder: Path) -> Iterator[Callable[..., RunningDemo]]:
    started: list[RunningDemo] = []

    def start(*options: str) -> RunningDemo:
        started.append(RunningDemo(folder, *options))
        return started[-1]

    yield start
    for running in started:
        running.process.terminate()
        running.process.wait()


def test_everything_starts_and_nothing_stays(start: Callable[..., RunningDemo], folder: Path, port: int) -> None:
    address = f"http://127.0.0.1:{port}/"
    first = start("--port", str(port))
    first.wait_until_it_runs()
    with urllib.request.urlopen(address) as answer:
        home = answer.read().decode()
    assert (answer.status, "Dit is een demo." in home) == (200, True)
    family = first.family()
    commands = " ".join(map(command, family))
    assert all(part in commands for part in ("betalingen.sandbox", "manage.py worker", "granian", "postgres.keeper"))

    second = start("--port", str(port))
    assert second.process.wait(PATIENCE) == 1
    assert "The demo of this folder already runs." in second.said.read_text()

    first.process.send_signal(signal.SIGINT)
    assert first.process.wait(PATIENCE) == 0
    assert [process for process in family if not gone(process)] == []
    secrets = (folder / "secrets.json").read_text()

    third = start("--port", str(port))
    third.wait_until_it_runs()
    with urllib.request.urlopen(address) as answer:
        assert re.findall("<h2.*?</h2>", answer.read().decode(), re.DOTALL) == re.findall(
            "<h2.*?</h2>", home, re.DOTALL
        )
    assert (folder / "secrets.json").read_text() == secrets
    family = third.family()
    third.process.kill()
    wait_until(lambda: all(gone(process) for process in family))


def test_a_busy_port_is_told_in_one_sentence(folder: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(demo.DemoError) as refused:
            demo.Demo(folder, port).refuse_busy_port()
    following = port + 1 if port < 65535 else 8000
    assert str(refused.value) == f"Port {port} is in use by another program; choose another with --port {following}."
    demo.Demo(folder, port).refuse_busy_port()


@pytest.mark.parametrize("port", [0, 65536, -1])
def test_what_is_no_port_is_refused(port: int, folder: Path) -> None:
    with pytest.raises(demo.DemoError, match=f"^{port} is not a port"):
        demo.Demo(folder, port).refuse_busy_port()


def test_a_child_that_stops_takes_all_along_and_says_why(folder: Path) -> None:
    folder.mkdir()
    running = demo.Demo(folder, 8000)
    quiet = running.start("quiet", [sys.executable, "-c", "import time; time.sleep(600)"])
    broken = running.start("broken", [sys.executable, "-c", "print('the reason'); raise SystemExit(3)"])
    broken.process.wait()
    with pytest.raises(demo.DemoError) as refused:
        running.refuse_stopped_children()
    assert str(refused.value) == "broken stopped with status 3; its last lines:\nthe reason"
    running.stop()
    assert quiet.process.returncode == -signal.SIGTERM


def test_the_database_of_somebody_else_is_not_emptied(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:p@db.example.nl/site")
    folder.mkdir()
    (folder / "kept").touch()
    with pytest.raises(demo.DemoError, match=r"^Empty the database that DATABASE_URL names"):
        demo.Demo(folder, 8000).forget()
    assert (folder / "kept").exists()


def test_starting_anew_forgets_everything(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    folder.mkdir()
    (folder / "secrets.json").touch()
    demo.Demo(folder, 8000).forget()
    assert list(folder.iterdir()) == []
