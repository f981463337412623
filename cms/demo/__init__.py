"""Content for the demo, written anew; loaded by `manage.py load_demo`."""

from cms.demo.pages import DemoSite, load_articles, load_site, stream

__all__ = ["DemoSite", "load_articles", "load_site", "stream"]
