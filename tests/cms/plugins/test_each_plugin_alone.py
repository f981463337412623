"""The site runs without any optional plugin, and with each one alone."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.processes import ROOT, environment_of_the_site, fresh_database

CONTRIBUTES = {
    "none": [],
    "stripe": ["stripe"],
    "invoice": ["invoice"],
    "dutch-csv": ["dutch-csv"],
    "meeting-link": ["link"],
}


def test_every_built_in_plugin_is_tried(settings: Settings) -> None:
    from_settings = settings.VAKWERK_PLUGINS
    assert ["none", *from_settings] == list(CONTRIBUTES)


@pytest.fixture(scope="module")
def database(django_db_setup: None) -> Iterator[str]:
    with fresh_database("plugins") as address:
        yield address


@pytest.mark.parametrize("plugin", CONTRIBUTES)
def test_alone(database: str, plugin: str) -> None:
    process = subprocess.run(
        [sys.executable, "-m", "tests.cms.plugins.site_facts"],
        cwd=ROOT,
        env=environment_of_the_site("cms.project.settings.demo", DATABASE_URL=database, VAKWERK_PLUGINS=plugin),
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 0, process.stderr
    assert json.loads(process.stdout.splitlines()[-1]) == {
        "pages": [200, 200, 200],
        "contributed": CONTRIBUTES[plugin],
        "errors": [],
    }
