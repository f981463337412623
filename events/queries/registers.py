"""Small facts of the site that the screens of this app point to."""

from wagtail.models import Locale, Page

TERMS_SLUG = "voorwaarden"


def terms_url() -> str:
    """Where the conditions of the academy stand; "" when no page has the slug "voorwaarden"."""
    source = Page.objects.live().filter(slug=TERMS_SLUG).first()
    if source is None:
        return ""
    here = Page.objects.live().filter(translation_key=source.translation_key, locale=Locale.get_active()).first()
    return str((here or source).url or "")
