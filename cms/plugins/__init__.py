"""The plugin kernel: how a feature gets into the site without the site knowing it.

A plugin is a Django app whose config extends `PluginConfig`. It is *available* when its package is installed and has
an entry point in the group `vakwerk.plugins`; it is *enabled* when VAKWERK_PLUGINS names that entry point. An enabled
plugin that is missing, broken or made for another API stops the start with its name: a site that silently runs without
its payment provider is worse than one that does not start.

A plugin's `apps` module imports from here (models do not exist yet); the rest of it imports from the `api` modules.
"""

from cms.contracts import Problem
from cms.plugins.config import PluginConfig
from cms.plugins.markers import API_VERSION, hookimpl, hookspec

__all__ = ["API_VERSION", "PluginConfig", "Problem", "hookimpl", "hookspec"]
