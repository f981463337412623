"""Reading the news: lists, and what surrounds an article."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from wagtail.models import Page

from cms.models import AcademyImage, HomePage, NewsIndexPage, NewsPage, Person, SeriesPage, Theme
from cms.page_cache.remembered import remembered_of
from cms.prepared import Among, Given, Prepared
from cms.queries.pages import public, with_picture
from cms.queries.pictures import load_renditions
from cms.queries.registers import themes_of
from cms.queries.related import SHOWN, Related, as_related, recommended
from cms.queries.tied_pages import tied_pages

PER_PAGE = 12
WORDS_A_MINUTE = 200


@dataclass(frozen=True)
class Article:
    """A news article with everything around it."""

    image: AcademyImage | None
    author: Person | None
    series: SeriesPage | None
    themes: Sequence[Theme]
    reading_minutes: int
    related: Sequence[Related]
    older: NewsPage | None
    newer: NewsPage | None


@dataclass(frozen=True)
class LatestNews:
    """The newest articles of a site in one language and the page that lists all of them."""

    index: NewsIndexPage
    articles: Sequence[NewsPage]


def latest_news(home: HomePage, *, count: int = 3) -> LatestNews | None:
    """The articles that the editors put first and then the newest below a home page; None when there is nothing to show."""
    index = public(NewsIndexPage.objects.child_of(home)).first()
    articles = list(listed(NewsPage.objects.child_of(index)).order_by(*_highlighted(home))[:count]) if index else []
    return LatestNews(index, articles) if index and articles else None


def article(page: NewsPage) -> Article:
    """What stands around an article, whether it is published or previewed."""
    return remembered_of(page, "article", lambda: _article(page))


def _article(page: NewsPage) -> Article:
    themes = themes_of(page.themes.all(), page.locale)
    alike, older, newer = _around(page, themes)
    pinned = recommended(page)
    rest = [as_related(other) for other in alike if other.pk not in {one.pk for one in pinned}]
    load_renditions([page.image])
    return Article(
        image=page.image,
        author=page.author,
        series=tied_pages(page).series,
        themes=themes,
        reading_minutes=reading_minutes(page),
        related=[*pinned, *rest][:SHOWN],
        older=older,
        newer=newer,
    )


def reading_minutes(page: NewsPage) -> int:
    """Whole minutes, at least one."""
    texts = [page.lead, *page.body.stream_block.get_searchable_content(page.body)]
    return max(1, ceil(sum(len(str(text).split()) for text in texts) / WORDS_A_MINUTE))


def listed(articles: QuerySet[NewsPage]) -> QuerySet[NewsPage]:
    """What of these everybody may see, newest first, with what a card shows."""
    return with_picture(public(articles)).select_related("sponsor").order_by("-published_on", "-pk")


def _highlighted(home: HomePage) -> list[Any]:
    """An order with the chosen articles first, in whatever language they were chosen."""
    chosen = [block["value"] for block in home.highlights.raw_data]
    is_chosen = Exists(Page.objects.filter(pk__in=chosen, translation_key=OuterRef("translation_key")))
    return [is_chosen.desc(), "-published_on", "-pk"] if chosen else ["-published_on", "-pk"]


def _around(page: NewsPage, themes: Sequence[Theme]) -> tuple[list[NewsPage], NewsPage | None, NewsPage | None]:
    """Three articles to read on (those that share a theme first, then the newest), the one before and the one after (of
    its series, where it has one), in one query."""
    found = (_AROUND_IN_SERIES if page.series_id else _AROUND)(
        # An article that is previewed before it was ever saved comes last of its day.
        pk=page.pk or sys.maxsize,
        locale=page.locale_id,
        day=page.published_on,
        series=page.series_id,
        themes=[theme.translation_key for theme in themes],
    )
    to_read = [one for one in found if one.place in {"alike", "newest"}]
    to_read.sort(key=lambda one: (one.place == "alike", one.published_on, one.pk), reverse=True)
    by_place = {one.place: one for one in found}
    return list({one.pk: one for one in to_read}.values())[:SHOWN], by_place.get("older"), by_place.get("newer")


def _parts_around(others: QuerySet[NewsPage], neighbours: QuerySet[NewsPage]) -> QuerySet[NewsPage]:
    """Each part ends at its limit, so that none reads all articles. Before and after is by date, and within a day by the order
    of making."""
    sharing = NewsPage.themes.through.objects.filter(Among("theme__translation_key", Given("themes")))
    before = Q(published_on__lt=Given("day")) | Q(published_on=Given("day"), pk__lt=Given("pk"))
    after = Q(published_on__gt=Given("day")) | Q(published_on=Given("day"), pk__gt=Given("pk"))
    newest = others.order_by("-published_on", "-pk")
    parts = {
        "alike": newest.filter(pk__in=sharing.values("newspage"))[:SHOWN],
        "newest": newest[:SHOWN],
        "older": neighbours.filter(before).order_by("-published_on", "-pk")[:1],
        "newer": neighbours.filter(after).order_by("published_on", "pk")[:1],
    }
    first, *rest = (part.annotate(place=Value(place)) for place, part in parts.items())
    return first.union(*rest, all=True)


def _others() -> QuerySet[NewsPage]:
    dated = NewsPage.objects.filter(locale=Given("locale"), published_on__isnull=False).exclude(pk=Given("pk"))
    return public(dated).select_related("sponsor")


_AROUND = Prepared(lambda: _parts_around(_others(), _others()))
_AROUND_IN_SERIES = Prepared(lambda: _parts_around(_others(), _others().filter(series=Given("series"))))
