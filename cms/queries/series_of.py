"""The series that a page belongs to."""

from wagtail.models import Page

from cms.models import NewsPage, ProgrammePage, SeriesPage
from cms.queries.pages import public


def series_of(page: NewsPage | ProgrammePage) -> SeriesPage | None:
    """The series of an article or programme with its logo, in the page's language where it has a page in it; a query when
    it belongs to one."""
    if page.series_id is None:
        return None
    same = Page.objects.filter(pk=page.series_id).values("translation_key")
    series = public(SeriesPage.objects.filter(translation_key__in=same)).select_related("logo")
    found = {one.locale_id: one for one in series}
    return found.get(page.locale_id) or next(iter(found.values()), None)
