"""Reading the news: lists, and what surrounds an article."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from wagtail.models import Page

from cms.models import AcademyImage, HomePage, NewsIndexPage, NewsPage, Person, SeriesPage, Theme
from cms.queries.pages import public, with_picture
from cms.queries.pictures import image
from cms.queries.registers import themes_of
from cms.queries.related import SHOWN, Related, as_related, recommended
from cms.queries.series_of import series_of

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
    themes = themes_of(page.themes.all(), page.locale)
    alike, older, newer = _around(page, themes)
    pinned = recommended(page)
    rest = [as_related(other) for other in alike if other.pk not in {one.pk for one in pinned}]
    return Article(
        image=image(page.image_id),
        author=page.author,
        series=series_of(page),
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
    shared = NewsPage.themes.through.objects.filter(
        newspage=OuterRef("pk"), theme__translation_key__in=[theme.translation_key for theme in themes]
    )
    beside = (
        public(NewsPage.objects.filter(locale=page.locale_id, published_on__isnull=False).exclude(pk=page.pk))
        .select_related("sponsor")
        .annotate(is_related=Exists(shared))
    )
    older, newer = _neighbours(beside.filter(series=page.series_id) if page.series_id else beside, page)
    found = list(
        beside.annotate(place=Value("related"))
        .order_by("-is_related", "-published_on", "-pk")[:3]
        .union(
            older.annotate(place=Value("older")).order_by("-published_on", "-pk")[:1],
            newer.annotate(place=Value("newer")).order_by("published_on", "pk")[:1],
            all=True,
        )
    )
    related = [one for one in found if one.place == "related"]
    related.sort(key=lambda one: (one.is_related, one.published_on, one.pk), reverse=True)
    by_place = {one.place: one for one in found}
    return related, by_place.get("older"), by_place.get("newer")


def _neighbours(beside: QuerySet[NewsPage], page: NewsPage) -> tuple[QuerySet[NewsPage], QuerySet[NewsPage]]:
    """Everything before and everything after an article: by date, and within a day by the order of making."""
    if page.published_on is None:
        return beside.none(), beside.none()
    # An article that is previewed before it was ever saved comes last of its day.
    before = Q(published_on=page.published_on, pk__lt=page.pk) if page.pk else Q(published_on=page.published_on)
    after = Q(published_on=page.published_on, pk__gt=page.pk) if page.pk else Q(pk__in=[])
    return (
        beside.filter(Q(published_on__lt=page.published_on) | before),
        beside.filter(Q(published_on__gt=page.published_on) | after),
    )
