"""`manage.py plugins` and the report in the admin say the same."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from cms.contracts import Problem
from cms.models import User
from cms.plugins import discovery
from cms.plugins.inventory import Entry, entries
from tests.cms.plugins.conftest import Enable
from tests.cms.plugins.packages import Site

HOOKS = """
from types import SimpleNamespace
from cms.plugins import hookimpl


@hookimpl
def colours():
    return [SimpleNamespace(key="red"), SimpleNamespace(key="blue")]


@hookimpl
def wall_painted():
    pass
"""
UNWELL = """
    def health(self):
        from cms.contracts import Problem
        return [Problem("error", "The paint shop does not answer.", "Call them.")]
"""


@pytest.fixture
def orchard(site: Site, enable: Enable) -> None:
    """The core app, the enabled plugins `apple` (well) and `pear` (unwell), and `plum`, which is off."""
    site.plugin("apple", hooks=HOOKS)
    site.plugin("pear", extra=UNWELL)
    site.plugin("plum")
    enable("apple", "pear")


def ours() -> list[Entry]:
    """Without the built-in plugins, which are off here."""
    return [entry for entry in entries() if entry.key in {"house", "apple", "pear", "plum"}]


def test_core_then_enabled_then_available(orchard: None) -> None:
    core, apple, pear, plum = ours()
    assert core == Entry("house", "house", "", "core", ("colours: loam, oak",), ())
    assert apple == Entry("apple", "apple for tests", "2.3", "enabled", ("colours: red, blue", "wall_painted"), ())
    assert (pear.state, pear.contributes, pear.is_healthy) == ("enabled", (), False)
    assert pear.problems == (Problem("error", "The paint shop does not answer.", "Call them."),)
    assert plum == Entry("plum", "plum", "2.3", "available", (), ())


def test_a_plugin_that_is_off_is_not_imported(site: Site, enable: Enable) -> None:
    site.plugin("bomb", apps="raise RuntimeError('imported')")
    enable()
    assert "bomb" in [entry.key for entry in entries()]


def test_a_health_check_that_fails_is_an_illness(site: Site, enable: Enable) -> None:
    site.plugin("apple", extra="def health(self):\n        return 1 / 0")
    enable("apple")
    [apple] = ours()[1:]
    assert apple.problems == (Problem("error", "Its health check failed: ZeroDivisionError: division by zero."),)


def test_a_warning_is_no_illness() -> None:
    assert Entry("a", "a", "", "enabled", (), (Problem("warning", "slow"),)).is_healthy


def test_the_command(orchard: None, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    output = StringIO()
    call_command("plugins", stdout=output)
    lines = [
        line
        for line in output.getvalue().splitlines()
        if line.split()[0] not in set(discovery.available()) - {"apple", "pear", "plum"}
    ]
    assert [line.split() for line in lines] == [
        ["name", "version", "state", "healthy", "contributes"],
        ["house", "-", "core", "yes", "colours:", "loam,", "oak"],
        ["apple", "2.3", "enabled", "yes", "colours:", "red,", "blue;", "wall_painted"],
        ["pear", "2.3", "enabled", "no", "-"],
        ["plum", "2.3", "available", "-", "-"],
        ["error:", "pear:", "The", "paint", "shop", "does", "not", "answer.", "Call", "them."],
    ]


REPORT = "/admin/reports/plugins/"


@pytest.mark.django_db
def test_the_report(orchard: None, administrator: User, log_in: Callable[[User], Client]) -> None:
    page = log_in(administrator).get(REPORT).content.decode()
    for text in ("apple for tests", "colours: red, blue; wall_painted", "The paint shop does not answer. Call them."):
        assert text in page


@pytest.mark.django_db
def test_the_report_stands_in_the_menu_of_administrators_only(
    administrator: User, editor: User, log_in: Callable[[User], Client]
) -> None:
    assert REPORT in log_in(administrator).get("/admin/").content.decode()
    assert REPORT not in log_in(editor).get("/admin/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", [REPORT, f"{REPORT}results/", f"{REPORT}?export=xlsx"])
@pytest.mark.parametrize("role", ["editor", "moderator", "programme_manager", "bookkeeper"])
def test_nobody_else_sees_the_report(
    request: pytest.FixtureRequest, log_in: Callable[[User], Client], role: str, path: str
) -> None:
    response = log_in(request.getfixturevalue(role)).get(path)
    assert (response.status_code, response["Location"]) == (302, "/admin/")


@pytest.mark.django_db
def test_the_report_as_csv(orchard: None, administrator: User, log_in: Callable[[User], Client]) -> None:
    response = log_in(administrator).get(REPORT, {"export": "csv"})
    assert b"apple,2.3,enabled" in b"".join(response.streaming_content)  # type: ignore[attr-defined]
