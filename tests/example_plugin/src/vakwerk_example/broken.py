"""A plugin whose own dependency was forgotten."""

import a_library_that_is_not_installed  # type: ignore[import-not-found]  # noqa: F401

from cms.plugins import PluginConfig


class BrokenConfig(PluginConfig):
    name = "vakwerk_example"
    version = "1.2.0"
    requires_api = "~=1.0"
