"""What the plugins that are switched on add to the demo."""

from cms.plugins.loading import enabled_configs


def load_plugins() -> None:
    """In the order of VAKWERK_PLUGINS, once the content of the site is there."""
    for config in enabled_configs():
        config.load_demo()
