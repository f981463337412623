"""The news for readers of feeds."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from cms.models import AcademySettings, NewsPage
from cms.queries.news_archive import news_feed as newest
from cms.queries.page_frame import home_page


@require_safe
def news_feed(request: HttpRequest) -> HttpResponse:
    """Atom: the newest articles, narrowed by ?jaar= and ?thema=. A label of disclosure stands before the title."""
    home = home_page(request)
    found = newest(home, request.GET) if home else None
    if found is None:
        raise Http404
    index, articles = found
    feed = Atom1Feed(
        title=index.title,
        link=index.get_full_url(request) or "",
        description=index.lead,
        language=index.locale.language_code,
        feed_url=request.build_absolute_uri(),
        # RFC 4287 asks an author of the feed where an entry has none.
        author_name=AcademySettings.for_request(request).texts.name,
    )
    for article in articles:
        feed.add_item(
            title=f"{article.label}: {article.title}" if article.label else article.title,
            link=article.get_full_url(request) or "",
            description=f"{article.lead} {article.disclosure_text}".strip(),
            author_name=article.author.name if article.author else None,
            unique_id=f"urn:uuid:{article.translation_key}",
            pubdate=_start_of(article),
            updateddate=article.last_published_at,
        )
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    feed.write(response, "utf-8")
    return response


def _start_of(article: NewsPage) -> dt.datetime | None:
    day = article.published_on
    return timezone.make_aware(dt.datetime.combine(day, dt.time())) if day else None
