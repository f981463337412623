"""Content for the demo, written anew; loaded by `manage.py load_demo`."""

from cms.demo.contact import load_call, load_contact
from cms.demo.english import load_english
from cms.demo.pages import DemoSite, load_articles, load_finding, load_site
from cms.demo.plugins import load_plugins
from cms.demo.stream import stream

__all__ = [
    "DemoSite",
    "load_articles",
    "load_call",
    "load_contact",
    "load_english",
    "load_finding",
    "load_plugins",
    "load_site",
    "stream",
]
