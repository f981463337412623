"""Remember where a page stood, so that its address answers "gone" and not "never heard of"."""

from wagtail.models import Page

from cms.models import DeletedPage


def remember_deleted(page: Page) -> None:
    """Call it before the page is deleted; a page that was never published leaves no trace."""
    if page.first_published_at is not None and page.url_path:
        DeletedPage.objects.update_or_create(url_path=page.url_path)
