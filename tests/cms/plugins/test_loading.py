"""An enabled plugin that cannot be used stops the start with its name in one clear sentence."""

from importlib import import_module

import pytest
from pytest_django import Settings

from cms.plugins.apps import KernelConfig
from cms.plugins.errors import PluginBroken, PluginError, PluginIncompatible
from cms.plugins.loading import enabled_configs, import_config_classes
from tests.cms.plugins.conftest import Enable
from tests.cms.plugins.packages import Site


def test_a_good_plugin_gets_its_key(site: Site) -> None:
    site.plugin("apple", key="fruit")
    config = import_config_classes(["fruit"])["fruit"]
    assert (config.key, config.version, config.name) == ("fruit", "2.3", "apple")


@pytest.mark.parametrize(
    ("apps", "wrong"),
    [
        ("import there_is_no_such_module", "could not be loaded: ModuleNotFoundError: No module named"),
        ("1 / 0", "could not be loaded: ZeroDivisionError: division by zero"),
        ("", "could not be loaded: ImportError: "),
        ("class Config: ...", "names apple.apps.Config, which is no PluginConfig"),
        (
            "from cms.plugins import PluginConfig\nclass Config(PluginConfig):\n    name = 'apple'",
            "does not say its version",
        ),
        (
            "from cms.plugins import PluginConfig\nclass Config(PluginConfig):\n    name = 'apple'\n    version = '1'",
            "does not say its requires_api",
        ),
        (
            "from cms.plugins import PluginConfig\nclass Config(PluginConfig):\n    name = 'apple'\n    version = '1'\n"
            "    requires_api = 'one'",
            "has the malformed requires_api 'one'",
        ),
    ],
)
def test_a_broken_plugin_is_named(site: Site, apps: str, wrong: str) -> None:
    site.plugin("apple", apps=apps or "nothing = 1")
    with pytest.raises(PluginBroken) as stopped:
        import_config_classes(["apple"])
    assert str(stopped.value).startswith(f"Plugin 'apple' {wrong}")
    assert str(stopped.value).endswith("(vakwerk.E002)")
    assert stopped.value.plugin == "apple"


@pytest.mark.parametrize("wanted", ["~=2.0", "<1.0", "==1.7"])
def test_a_plugin_for_another_api_is_named(site: Site, wanted: str) -> None:
    site.plugin("apple", requires_api=wanted)
    with pytest.raises(PluginIncompatible) as stopped:
        import_config_classes(["apple"])
    assert str(stopped.value) == (
        f"Plugin 'apple' needs plugin API {wanted}, but this site has 1.4. Install a version of the plugin made for this "
        "site, or take it out of VAKWERK_PLUGINS. (vakwerk.E003)"
    )


@pytest.mark.parametrize("wanted", ["~=1.0", ">=1.0", "==1.*"])
def test_a_plugin_for_this_api_is_taken(site: Site, wanted: str) -> None:
    site.plugin("apple", requires_api=wanted)
    assert list(import_config_classes(["apple"])) == ["apple"]


def test_the_kernel_looks_before_django_does(site: Site, settings: Settings) -> None:
    site.plugin("apple", apps="1 / 0")
    settings.VAKWERK_PLUGINS = ["apple"]
    with pytest.raises(PluginError, match="Plugin 'apple' could not be loaded"):
        KernelConfig("cms.plugins", import_module("cms.plugins"))


def test_enabled_but_not_among_the_installed_apps(site: Site, settings: Settings) -> None:
    site.plugin("apple")
    settings.VAKWERK_PLUGINS = ["apple"]
    with pytest.raises(PluginBroken, match="Plugin 'apple' is enabled but not in INSTALLED_APPS"):
        enabled_configs()


def test_models_that_cannot_be_loaded(site: Site, enable: Enable) -> None:
    site.plugin("apple", modules={"models": "import there_is_no_such_module"})
    with pytest.raises(PluginBroken, match="Plugin 'apple' could not be loaded: ModuleNotFoundError"):
        enable("apple")


@pytest.mark.parametrize(
    ("hooks", "wrong"),
    [
        (None, "could not be loaded: ModuleNotFoundError: No module named 'apple.hooks'"),
        ("1 / 0", "could not be loaded: ZeroDivisionError"),
        (
            "from cms.plugins import hookimpl\n@hookimpl\ndef colours(brightness):\n    return []",
            "answers a hook wrongly: ",
        ),
    ],
)
def test_hooks_that_cannot_be_used(site: Site, enable: Enable, hooks: str | None, wrong: str) -> None:
    site.plugin("apple", hooks=hooks)
    with pytest.raises(PluginBroken) as stopped:
        enable("apple")
    assert str(stopped.value).startswith(f"Plugin 'apple' {wrong}")


def test_a_plugin_may_answer_no_hooks_at_all(site: Site, enable: Enable) -> None:
    site.plugin("apple", hooks=None, extra='hooks = ""')
    assert [config.key for config in enable("apple")] == ["apple"]


def test_settings_have_defaults_and_overrides(site: Site, enable: Enable, settings: Settings) -> None:
    site.plugin("apple", extra='default_settings = {"colour": "red", "key": ""}')
    [config] = enable("apple")
    settings.VAKWERK_PLUGIN_SETTINGS = {}
    assert config.settings == {"colour": "red", "key": ""}
    settings.VAKWERK_PLUGIN_SETTINGS = {"apple": {"key": "abc"}, "pear": {"colour": "green"}}
    assert config.settings == {"colour": "red", "key": "abc"}
