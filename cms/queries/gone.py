"""Addresses where a page once stood."""

from wagtail.models import Page

from cms.models import DeletedPage
from cms.queries.pages import public


def is_gone(url_path: str) -> bool:
    """Whether a published page stood here that was taken off the site or deleted. A draft was never here."""
    withdrawn = Page.objects.filter(url_path=url_path, live=False, first_published_at__isnull=False)
    return withdrawn.exists() or DeletedPage.objects.filter(url_path=url_path).exists()


def nearest_above(url_path: str, home: Page) -> Page | None:
    """The deepest page above this place that everybody may see, below the home page; None when there is none."""
    parts = url_path.strip("/").split("/")
    above = ["/" + "/".join(parts[:end]) + "/" for end in range(1, len(parts))]
    found: Page | None = public(Page.objects.descendant_of(home).filter(url_path__in=above)).order_by("-depth").first()
    return found
