"""The example plugin, installed for real in an environment of its own: enabled, disabled, broken, too old, missing."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.processes import ROOT, fresh_database

HERE = Path(__file__).parent
BUILT_IN = "stripe,invoice,dutch-csv,mail-delivery,meeting-link"

NO_ISSUES = "System check identified no issues (1 silenced)."

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with the locked packages, the project and the plugin; without test tools.

    The environment is kept: compiling every package anew costs more than all else in this module."""
    plugin = shutil.copytree(HERE, tmp_path_factory.mktemp("example") / "plugin")
    # In a process of its own: a test may not fetch what a bare clone has fetched by now.
    find_uv = "from cms.project import bootstrap; print(bootstrap._uv())"
    uv = subprocess.check_output([sys.executable, "-c", find_uv], cwd=ROOT, text=True).strip()
    environment = ROOT / ".data" / "example-environment"
    python = environment / "bin" / "python"
    for command in (
        ["sync", "--frozen", "--no-dev", "--python", sys.executable],
        ["pip", "install", "--python", python, "--no-deps", plugin],
    ):
        subprocess.run(
            [uv, *command, "--quiet"],
            cwd=ROOT,
            env={**os.environ, "UV_PROJECT_ENVIRONMENT": str(environment), "UV_PYTHON_DOWNLOADS": "never"},
            check=True,
        )
    return python


@pytest.fixture
def database(django_db_setup: None) -> Iterator[str]:
    with fresh_database("example") as address:
        yield address


@pytest.fixture
def run(python: Path) -> Run:
    """A function that runs a program in the plugin's environment with these plugins enabled.

    Without DATABASE_URL there is no database: what must stop, stops before it is needed.
    """

    def run(plugins: str, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [python, *command],
            cwd=ROOT,
            env={
                **{key: value for key, value in os.environ.items() if not key.startswith(("UV_", "VIRTUAL_ENV"))},
                "DJANGO_SETTINGS_MODULE": "cms.project.settings.local",
                "PYTHONPATH": str(ROOT),
                "DATABASE_URL": "postgresql://nobody:x@127.0.0.1:1/nothing",
                "VAKWERK_PLUGINS": plugins,
                **environment,
            },
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def told(process: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert process.returncode == 0, process.stderr
    answer: dict[str, Any] = json.loads(process.stdout.splitlines()[-1])
    return answer


def test_enabled_then_disabled(run: Run, database: str) -> None:
    run = partial(run, DATABASE_URL=database)
    exam = str(HERE / "exam.py")
    assert told(
        run(f"{BUILT_IN},example", exam, "with", VAKWERK_PLUGIN_SETTINGS='{"example": {"desk": "Balie 2"}}')
    ) == {
        "page": True,
        "may be made under": ["HomePage"],
        "start": "Deferred(explanation='Betaal VW-1 aan Balie 2.')",
        "form": False,
        "outcomes": [
            "Continue()",
            "Wait(then='We bellen u over de lunch.')",
            "Refuse(reason='Zonder lunch kunt u niet meedoen.')",
        ],
        "export": "VW-1",
        "discounts": [["early-bird", "2026-11-03"], ["group", "None"]],
        "listed": [
            "example 1.2.0 enabled yes export_formats: json-lines; payment_providers: desk; registration_steps: food; discounts"
        ],
        "migrations": "No changes detected",
        "check": NO_ISSUES,
        "imported": True,
        "providers": ["stripe", "invoice", "desk"],
        "formats": ["dutch-csv", "json-lines"],
        "steps on location": ["details", "food"],
        "steps online": ["details"],
        "home": 200,
    }
    found = told(run(BUILT_IN, exam, "without"))
    check = found.pop("check")
    assert found == {
        "listed": ["example 1.2.0 available - -"],
        "migrations": "No changes detected",
        "imported": False,
        "providers": ["stripe", "invoice"],
        "formats": ["dutch-csv"],
        "steps on location": ["details"],
        "steps online": ["details"],
        "home": 200,
    }
    assert (
        "(vakwerk.E008) Pages (1) are of the type vakwerk_example.readinglistpage, which no installed app has." in check
    )


@pytest.mark.parametrize(
    ("plugin", "sentence"),
    [
        (
            "example-broken",
            "Plugin 'example-broken' could not be loaded: ModuleNotFoundError: No module named "
            "'a_library_that_is_not_installed'. Repair or upgrade its package, or take it out of VAKWERK_PLUGINS. "
            "(vakwerk.E002)",
        ),
        (
            "example-old",
            "Plugin 'example-old' needs plugin API ~=0.9, but this site has 1.4. Install a version of the plugin made "
            "for this site, or take it out of VAKWERK_PLUGINS. (vakwerk.E003)",
        ),
        (
            "nowhere",
            "Plugin 'nowhere' is enabled but not installed. Install its package or take it out of VAKWERK_PLUGINS; "
            "installed are: afas, auditfile, dutch-csv, exact-online, example, example-broken, example-old, invoice, jitsi, leertraject, mail-delivery, meeting-link, plain-csv, stripe, teams, twinfield, ubl-zip, webex, xlsx, zoom. "
            "(vakwerk.E001)",
        ),
    ],
)
def test_a_plugin_that_cannot_be_used_stops_the_start_in_one_sentence(run: Run, plugin: str, sentence: str) -> None:
    stopped = run(f"{BUILT_IN},{plugin}", "manage.py", "worker")
    assert (stopped.returncode, stopped.stdout) == (1, "")
    assert stopped.stderr == f"{sentence}\n"


def test_a_web_node_does_not_start_either(run: Run) -> None:
    stopped = run(f"{BUILT_IN},example-old", "-c", "import cms.project.wsgi")
    assert stopped.returncode == 1
    assert "Plugin 'example-old' needs plugin API ~=0.9" in stopped.stderr.splitlines()[-1]


def test_a_setting_the_plugin_does_not_know_fails_the_check(run: Run) -> None:
    checked = run(
        f"{BUILT_IN},example", "manage.py", "check", VAKWERK_PLUGIN_SETTINGS='{"example": {"desk": "", "dask": "1"}}'
    )
    assert checked.returncode == 1
    assert "(vakwerk.E006) Plugin 'example' has no setting 'dask'." in checked.stderr
    assert "(vakwerk.E006) Plugin 'example' needs the setting 'desk'." in checked.stderr


def test_no_plugin_code_is_imported_while_settings_load(run: Run) -> None:
    script = (
        "import sys; from django.conf import settings; settings.INSTALLED_APPS; "
        "sys.exit('vakwerk_example' in sys.modules or 'betalingen' in sys.modules)"
    )
    assert run(f"{BUILT_IN},example", "-c", script).returncode == 0
