"""What is there, without importing it."""

import sys

import pytest

from cms.plugins.discovery import available, installed_app_configs
from cms.plugins.errors import PluginBroken, PluginMissing
from tests.cms.plugins.packages import Site


def test_available_reads_metadata_and_imports_nothing(site: Site) -> None:
    site.plugin("bomb", apps="raise RuntimeError('imported')")
    assert available()["bomb"].value == "bomb.apps:Config"
    assert installed_app_configs(["bomb"]) == ["bomb.apps.Config"]
    assert "bomb" not in sys.modules


def test_configs_come_in_the_order_asked_for(site: Site) -> None:
    site.plugin("apple")
    site.plugin("pear", key="fruit_pear")
    assert installed_app_configs(["fruit_pear", "apple"]) == ["pear.apps.Config", "apple.apps.Config"]
    assert installed_app_configs([]) == []


def test_an_enabled_plugin_that_is_not_installed_is_named(site: Site) -> None:
    with pytest.raises(PluginMissing) as stopped:
        installed_app_configs(["nowhere"])
    names = ", ".join(available())
    assert str(stopped.value) == (
        "Plugin 'nowhere' is enabled but not installed. Install its package or take it out of VAKWERK_PLUGINS; "
        f"installed are: {names}. (vakwerk.E001)"
    )


def test_two_packages_may_not_share_a_name(site: Site) -> None:
    site.plugin("apple", key="fruit")
    site.plugin("pear", key="fruit")
    with pytest.raises(PluginBroken, match=r"^Plugin 'fruit' is offered by two packages \(apple.* and pear"):
        available()


def test_one_package_seen_twice_on_the_path_is_one_plugin(site: Site) -> None:
    site.plugin("apple")
    site.entry_point("apple_again", "apple", "apple.apps:Config")
    assert available()["apple"].value == "apple.apps:Config"
