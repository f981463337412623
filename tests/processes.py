"""Real processes of the site on the database of the running test."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from django.db import connection
from psycopg.sql import SQL, Identifier

ROOT = Path(__file__).parent.parent
PATIENCE = 180  # seconds; machines are busy


def database_url(name: str = "") -> str:
    """The address of the test's own database, or of another one on its server, for DATABASE_URL of another process."""
    parameters = connection.get_connection_params()
    user, password, host = (quote(str(parameters[key]), safe="") for key in ("user", "password", "host"))
    port = parameters.get("port", "")
    has_socket = str(parameters["host"]).startswith("/")
    server, socket = (f":{port}", f"?host={host}") if has_socket else (f"{host}:{port}", "")
    return f"postgresql://{user}:{password}@{server}/{name or parameters['dbname']}{socket}"


@contextmanager
def fresh_database(name: str) -> Iterator[str]:
    """A migrated database beside the test's own, gone afterwards; gives its address. Needs `django_db_setup`."""
    template = connection.settings_dict["TEST"].get("TEMPLATE")
    name = f"{connection.settings_dict['NAME']}_{name}"
    with psycopg.connect(database_url("postgres"), autocommit=True) as server:
        server.execute(
            SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template or "template0"))
        )
        try:
            if template is None:
                assert start("migrate", "--verbosity", "0", DATABASE_URL=database_url(name)).wait() == 0
            yield database_url(name)
        finally:
            server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def environment_of_the_site(settings: str, **environment: str) -> dict[str, str]:
    """What another process needs to be this site on the test's database."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": settings,
        "DATABASE_URL": database_url(),
        **environment,
    }


def start(*command: str, settings: str = "cms.project.settings.local", **environment: str) -> subprocess.Popen[bytes]:
    """Start `manage.py <command>` on the test's database, with its output in the test's."""
    return subprocess.Popen(
        [sys.executable, "-m", "django", *command],
        cwd=ROOT,
        env=environment_of_the_site(settings, **environment),
    )


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait for something that another process or thread does."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"it took more than {PATIENCE} seconds"
        time.sleep(0.02)
