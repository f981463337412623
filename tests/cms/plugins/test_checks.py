"""The system checks of the plugins, each with its id and hint."""

from types import SimpleNamespace

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.checks import CheckMessage, Error, Tags, Warning, run_checks
from django.core.checks.registry import registry
from pytest_django import Settings
from wagtail.models import Page

from cms.plugins.checks import check_content, check_plugins
from tests.cms.plugins.conftest import Enable
from tests.cms.plugins.packages import Site

IN_USE = """
from types import SimpleNamespace
from cms.contracts import KeysInUse, Problem
from cms.plugins import hookimpl


class Colour(SimpleNamespace):
    def check_configuration(self):
        return self.problems


@hookimpl
def colours():
    return [
        Colour(key="red", problems=[Problem("error", "has no pigment", "Buy some.")]),
        Colour(key="blue", problems=[Problem("warning", "fades")]),
    ]


@hookimpl
def keys_in_use():
    return [
        KeysInUse("walls", "colours", "Painted walls", lambda: {"red": 2, "green": 3, "oak": 1, "": 4}),
        KeysInUse("signs", "stickers", "Signs", lambda: {"x": 1}),
    ]
"""
KEYS_IN_USE = """

@hookspec
def keys_in_use() -> Sequence[Any]:
    \"\"\"As in cms.hookspecs.\"\"\"
"""


def told(messages: list[CheckMessage]) -> list[tuple[str | None, str, str | None]]:
    return [(message.id, message.msg, message.hint) for message in messages]


def test_they_are_registered_and_have_nothing_to_say_about_this_site() -> None:
    registered = registry.registered_checks | registry.deployment_checks
    assert {check_plugins, check_content} <= registered
    assert [message for message in run_checks() if (message.id or "").startswith("vakwerk.E")] == []


def test_nothing_to_say(site: Site, enable: Enable) -> None:
    site.plugin("apple")
    enable("apple")
    assert check_plugins() == []


def test_e004_an_unknown_hook(site: Site, enable: Enable) -> None:
    hook = "from cms.plugins import hookimpl\n@hookimpl\ndef {0}():\n    return []"
    site.plugin("apple", hooks=hook.format("colors"))
    site.plugin("pear", hooks=hook.format("zzz"))
    enable("apple", "pear")
    assert told(check_plugins()) == [
        ("vakwerk.E004", "Plugin 'apple' answers the hook 'colors', which does not exist.", "Did you mean 'colours'?"),
        (
            "vakwerk.E004",
            "Plugin 'pear' answers the hook 'zzz', which does not exist.",
            "The hooks are: check_paint, colours, stickers, wall_painted.",
        ),
    ]


def test_e005_one_key_twice(site: Site, enable: Enable) -> None:
    hooks = "from types import SimpleNamespace\nfrom cms.plugins import hookimpl\n@hookimpl\ndef colours():\n    return [SimpleNamespace(key='oak')]"
    site.plugin("apple", hooks=hooks)
    enable("apple")
    assert told(check_plugins()) == [
        (
            "vakwerk.E005",
            "colours: the key 'oak' is contributed twice (by apple and house).",
            "Take one of them out of VAKWERK_PLUGINS, or give one another key.",
        )
    ]


def test_e006_settings_of_a_plugin(site: Site, enable: Enable, settings: Settings) -> None:
    site.plugin(
        "apple", extra='default_settings = {"colour": "red", "key": ""}\n    required_settings = ["colour", "key"]'
    )
    enable("apple")
    settings.VAKWERK_PLUGIN_SETTINGS = {"apple": {"color": "red"}}
    assert told(check_plugins()) == [
        ("vakwerk.E006", "Plugin 'apple' has no setting 'color'.", "It knows: colour, key."),
        ("vakwerk.E006", "Plugin 'apple' needs the setting 'key'.", "Give it in VAKWERK_PLUGIN_SETTINGS."),
    ]


def test_e006_a_contribution_that_is_not_configured(site: Site, enable: Enable) -> None:
    site.module("house.hookspecs", (site.folder / "house" / "hookspecs.py").read_text() + KEYS_IN_USE)
    site.plugin("apple", hooks=IN_USE)
    enable("apple")
    error, warning = check_plugins()
    assert isinstance(error, Error)
    assert isinstance(warning, Warning)
    assert told([error, warning]) == [
        ("vakwerk.E006", "colours 'red' of 'apple': has no pigment", "Buy some."),
        ("vakwerk.W006", "colours 'blue' of 'apple': fades", None),
    ]


@pytest.mark.django_db
def test_e007_content_whose_plugin_is_off(site: Site, enable: Enable) -> None:
    site.module("house.hookspecs", (site.folder / "house" / "hookspecs.py").read_text() + KEYS_IN_USE)
    site.plugin("apple", hooks=IN_USE)
    enable("apple")
    assert told(check_content(databases=["default"])) == [
        (
            "vakwerk.E007",
            "Painted walls (3) need 'green' of colours, which no enabled plugin has.",
            "Enable the plugin that brings 'green' in VAKWERK_PLUGINS, or change that content first.",
        ),
        (
            "vakwerk.E007",
            "Signs (1) need 'x' of stickers, which no enabled plugin has.",
            "Enable the plugin that brings 'x' in VAKWERK_PLUGINS, or change that content first.",
        ),
    ]


@pytest.mark.django_db
def test_e008_pages_of_a_type_nobody_has(page_tree: SimpleNamespace) -> None:
    assert check_content(databases=["default"]) == []
    gone = ContentType.objects.create(app_label="orchard", model="orchardpage")
    Page.objects.filter(pk=page_tree.news.pk).update(content_type=gone)
    assert told(check_content(databases=["default"])) == [
        (
            "vakwerk.E008",
            "Pages (1) are of the type orchard.orchardpage, which no installed app has.",
            "Enable the plugin that brings this page type in VAKWERK_PLUGINS, or delete the pages first.",
        )
    ]


def test_content_is_only_looked_at_when_a_database_is_checked() -> None:
    assert check_content(databases=None) == []
    assert check_content(databases=["other"]) == []
    assert Tags.database in check_content.tags
