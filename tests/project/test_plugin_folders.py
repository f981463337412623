"""A plugin with a folder of its own may be taken away: nothing else names it, and the site starts without it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.processes import ROOT, database_url

PLUGINS = Path("events") / "plugins"
FOLDERS = sorted(path.parent.name for path in (ROOT / PLUGINS).glob("*/apps.py"))
COMMANDS = [
    ["-m", "django", "check", "--fail-level", "WARNING"],
    ["-m", "django", "makemigrations", "--check", "--dry-run"],
    [
        "-m",
        "pytest",
        "-q",
        "-n",
        "0",
        "tests/architecture",
        "tests/project/test_settings.py",
        "tests/events/test_hooks.py",
    ],
]


@pytest.mark.django_db
@pytest.mark.parametrize("folder", FOLDERS)
def test_the_site_is_whole_without_it(folder: str, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "__pycache__", "node_modules"))
    shutil.rmtree(copy / PLUGINS / folder)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PYTEST")},
        "PYTHONPATH": str(copy),
        "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE,
        "DATABASE_URL": database_url(),
    }
    for command in COMMANDS:
        run = subprocess.run(
            [sys.executable, *command], cwd=copy, env=environment, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, f"{command}: {run.stdout[-3000:]} {run.stderr[-3000:]}"
