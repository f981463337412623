"""A migrated database in a second: migrated once per set of migrations, kept as SQL in .data, then copied.

Applying every migration of Django, Wagtail and the packages takes some 20 seconds of CPU, and again for each process of
a parallel run. `prepare()` fills the template that Django then makes each test database from.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import fasteners
from django.conf import settings
from django.db import connection

from cms.project import postgres
from cms.project.postgres import places

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".data" / "test-database"
NAME_OF_THE_SITE = settings.DATABASES["default"]["NAME"]
# What a migration or its data steps may read, besides the packages.
SOURCES = ("**/migrations/*.py", "**/roles.py", "**/lifecycles.py")


def prepare() -> None:
    """Make the default database of this run's server the template of the test databases, with every migration applied."""
    if not is_throwaway():
        return
    database = settings.DATABASES["default"]
    home = Path(database["HOME"])
    server = postgres.use(home, postgres.Kind(database["KIND"]))
    ready = home / "template-ready"
    with fasteners.InterProcessLock(home / "template.lock"):
        if not ready.exists():
            _fill(server)
            ready.touch()
    connection.settings_dict["TEST"]["TEMPLATE"] = database["NAME"]


def is_throwaway() -> bool:
    """Whether the tests run on a server of their own, and not on the one that DATABASE_URL names."""
    return bool(settings.DATABASES["default"]["ENGINE"] == "cms.project.postgres")


def is_for_tests() -> bool:
    """Whether the default database is one that pytest-django made: it makes none when no test of this run asks for it."""
    return bool(connection.settings_dict["NAME"] != NAME_OF_THE_SITE)


def _fill(server: postgres.Address) -> None:
    kept = KEPT / f"{_fingerprint()}.sql"
    if kept.exists():
        _run("psql", server, "--quiet", "--set", "ON_ERROR_STOP=1", "--single-transaction", "--file", str(kept))
        return
    # In a process of its own: migrating leaves hundreds of megabytes of historical models behind.
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT, check=True)
    KEPT.mkdir(parents=True, exist_ok=True)
    for old in KEPT.glob("*.sql"):
        old.unlink()
    partial = kept.with_suffix(f".{os.getpid()}")
    _run("pg_dump", server, "--no-owner", "--file", str(partial))
    partial.rename(kept)


def _run(program: str, server: postgres.Address, *arguments: str) -> None:
    subprocess.run(
        [places.binaries() / program, "--dbname", settings.DATABASES["default"]["NAME"], *arguments],
        env={
            **os.environ,
            "PGHOST": server.host,
            "PGPORT": str(server.port),
            "PGUSER": server.user,
            "PGPASSWORD": server.password,
        },
        stdout=subprocess.DEVNULL,
        check=True,
    )


def _fingerprint() -> str:
    digest = hashlib.sha256((ROOT / "uv.lock").read_bytes())
    digest.update(repr(settings.INSTALLED_APPS).encode())
    for app in ("cms", "betalingen", "events"):
        for pattern in SOURCES:
            for source in sorted((ROOT / app).glob(pattern)):
                digest.update(source.read_bytes())
    return digest.hexdigest()[:16]
