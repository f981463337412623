"""Reading the news: lists, and what surrounds an article."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from django.core.paginator import Page as Slice
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.models import Page

from cms.models import AcademyImage, NewsIndexPage, NewsPage, Person, Theme
from cms.queries.pages import public, with_picture
from cms.queries.registers import images_with_renditions, people, themes_of

PER_PAGE = 12
WORDS_A_MINUTE = 200


@dataclass(frozen=True)
class Article:
    """A news article with everything around it."""

    image: AcademyImage | None
    author: Person | None
    themes: Sequence[Theme]
    reading_minutes: int
    related: Sequence[NewsPage]
    older: NewsPage | None
    newer: NewsPage | None


@dataclass(frozen=True)
class LatestNews:
    """The newest articles of a site in one language and the page that lists all of them."""

    index: NewsIndexPage
    articles: Sequence[NewsPage]


def latest_news(home: Page, *, count: int = 3) -> LatestNews | None:
    """The newest articles below a home page; None when there is nothing to show."""
    index = public(NewsIndexPage.objects.child_of(home)).first()
    articles = list(_listed(NewsPage.objects.child_of(index))[:count]) if index else []
    return LatestNews(index, articles) if index and articles else None


def news_list(index: NewsIndexPage, number: str | int) -> Slice[NewsPage]:
    """One screen of the news; a number that does not exist gives the nearest one."""
    return Paginator(_listed(NewsPage.objects.child_of(index)), PER_PAGE).get_page(number)


def article(page: NewsPage) -> Article:
    """What stands around an article, whether it is published or previewed."""
    themes = themes_of(page.themes.all(), page.locale)
    older, newer = _neighbours(page)
    return Article(
        image=images_with_renditions().filter(pk=page.image_id).first() if page.image_id else None,
        author=people().filter(pk=page.author_id).first() if page.author_id else None,
        themes=themes,
        reading_minutes=reading_minutes(page),
        related=_related(page, themes),
        older=older,
        newer=newer,
    )


def reading_minutes(page: NewsPage) -> int:
    """Whole minutes, at least one."""
    texts = [page.lead, *page.body.stream_block.get_searchable_content(page.body)]
    return max(1, ceil(sum(len(str(text).split()) for text in texts) / WORDS_A_MINUTE))


def _listed(articles: QuerySet[NewsPage]) -> QuerySet[NewsPage]:
    return with_picture(public(articles)).select_related("sponsor").order_by("-published_on", "-pk")


def _beside(page: NewsPage) -> QuerySet[NewsPage]:
    return public(NewsPage.objects.filter(locale=page.locale_id).exclude(pk=page.pk))


def _related(page: NewsPage, themes: Sequence[Theme]) -> Sequence[NewsPage]:
    """Three articles: those that share a theme first, then the newest."""
    shared = NewsPage.themes.through.objects.filter(
        newspage=OuterRef("pk"), theme__translation_key__in=[theme.translation_key for theme in themes]
    )
    found = _beside(page).annotate(is_related=Exists(shared)).select_related("sponsor")
    return list(found.order_by("-is_related", "-published_on", "-pk")[:3])


def _neighbours(page: NewsPage) -> tuple[NewsPage | None, NewsPage | None]:
    """The article before and the one after it in time, in one query."""
    if page.published_on is None:
        return None, None
    same_day = Q(published_on=page.published_on)
    # An article that is previewed before it was ever saved comes last of its day.
    before = same_day & Q(pk__lt=page.pk) if page.pk else same_day
    after = same_day & Q(pk__gt=page.pk) if page.pk else Q(pk__in=[])
    beside = _beside(page)
    older = beside.filter(Q(published_on__lt=page.published_on) | before).order_by("-published_on", "-pk")[:1]
    newer = beside.filter(Q(published_on__gt=page.published_on) | after).order_by("published_on", "pk")[:1]
    found = list(older.union(newer))
    position = (page.published_on, page.pk or float("inf"))
    return (
        next((one for one in found if (one.published_on, one.pk) < position), None),
        next((one for one in found if (one.published_on, one.pk) > position), None),
    )
