"""Real processes of the site on the database of the running test."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connection

ROOT = Path(__file__).parent.parent


def database_url() -> str:
    """The address of the test's own database, for DATABASE_URL of another process."""
    parameters = connection.get_connection_params()
    user, password, host = (quote(str(parameters[name]), safe="") for name in ("user", "password", "host"))
    port = parameters.get("port", "")
    server = f":{port}" if str(parameters["host"]).startswith("/") else f"{host}:{port}"
    socket = f"?host={host}" if str(parameters["host"]).startswith("/") else ""
    return f"postgresql://{user}:{password}@{server}/{parameters['dbname']}{socket}"


def start(*command: str, settings: str = "cms.project.settings.local", **environment: str) -> subprocess.Popen[bytes]:
    """Start `manage.py <command>` on the test's database, with its output in the test's."""
    return subprocess.Popen(
        [sys.executable, "-m", "django", *command],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": settings,
            "DATABASE_URL": database_url(),
            **environment,
        },
    )


@contextmanager
def running(*command: str, settings: str = "cms.project.settings.local", **environment: str) -> Iterator[int]:
    """Run a process for as long as the block lasts; gives its id. It is killed without mercy at the end."""
    process = start(*command, settings=settings, **environment)
    try:
        yield process.pid
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def wait_until(condition: Callable[[], bool], seconds: float) -> None:
    """Wait for something another process does."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"did not happen within {seconds} s"
        time.sleep(0.02)
