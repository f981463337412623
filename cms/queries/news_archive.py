"""All the news: by year and theme, as screens of a list and as a feed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Page as Slice
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.http import QueryDict
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.components import Filter, FilterOption
from cms.models import NewsIndexPage, NewsPage, Theme
from cms.queries.news import PER_PAGE, listed
from cms.queries.pages import public

IN_FEED = 30


@dataclass(frozen=True)
class NewsArchive:
    """One screen of the news; `query` is the choice as it stands in an address, "" without one."""

    articles: Slice[NewsPage]
    filters: Sequence[Filter]
    query: str


@dataclass(frozen=True)
class _Choice:
    year: int | None
    theme: Theme | None

    @property
    def of_year(self) -> Q:
        return Q(published_on__year=self.year) if self.year else Q()

    @property
    def of_theme(self) -> Q:
        if self.theme is None:
            return Q()
        key = self.theme.translation_key
        return Q(pk__in=NewsPage.themes.through.objects.filter(theme__translation_key=key).values("newspage"))

    def address(self, **changed: str) -> str:
        values = {"jaar": str(self.year or ""), "thema": self.theme.slug if self.theme else "", **changed}
        query = QueryDict(mutable=True)
        query.update({name: value for name, value in values.items() if value})
        return f"?{query.urlencode()}"


def news_archive(index: NewsIndexPage, query: QueryDict) -> NewsArchive:
    """What the address asks for; values nobody knows are ignored, a screen that does not exist gives the nearest one."""
    articles = NewsPage.objects.child_of(index)
    themes = _themes(index)
    choice = _choice(query, themes)
    screen = Paginator(listed(articles.filter(choice.of_year, choice.of_theme)), PER_PAGE)
    filters = [_years(articles, choice), _theme_filter(articles, choice, themes)]
    return NewsArchive(
        articles=screen.get_page(query.get("pagina", 1)),
        filters=[each for each in filters if len(each.options) > 2 or each.is_chosen],
        query=choice.address().removesuffix("?"),
    )


def news_feed(home: Page, query: QueryDict) -> tuple[NewsIndexPage, list[NewsPage]] | None:
    """The newest articles below a home page, as the address filters them, and their list; None without a list."""
    index = public(NewsIndexPage.objects.child_of(home)).first()
    if index is None:
        return None
    choice = _choice(query, _themes(index))
    articles = listed(NewsPage.objects.child_of(index).filter(choice.of_year, choice.of_theme))
    return index, list(articles.select_related("author")[:IN_FEED])


def _choice(query: QueryDict, themes: Mapping[str, Theme]) -> _Choice:
    year = query.get("jaar", "")
    theme = next((theme for theme in themes.values() if theme.slug == query.get("thema")), None)
    return _Choice(int(year) if year.isascii() and year.isdigit() and len(year) == 4 and int(year) else None, theme)


def _themes(index: Page) -> dict[str, Theme]:
    """Every theme by translation key, in the language of the list where it has one."""
    every = sorted(Theme.objects.all(), key=lambda theme: (theme.locale_id == index.locale_id, theme.pk))
    return {str(theme.translation_key): theme for theme in every}


def _years(articles: QuerySet[NewsPage], choice: _Choice) -> Filter:
    counted = (
        public(articles.filter(choice.of_theme, published_on__isnull=False))
        .order_by()
        .values_list(ExtractYear("published_on"))
        .annotate(Count("pk"))
    )
    found = dict(counted)
    options = [FilterOption(_("Alle jaren"), choice.address(jaar=""), not choice.year, sum(found.values()))]
    for year in sorted({*found, *([choice.year] if choice.year else [])}, reverse=True):
        is_active = year == choice.year
        options.append(FilterOption(str(year), choice.address(jaar=str(year)), is_active, found.get(year, 0)))
    return Filter("jaar", _("Jaar"), options)


def _theme_filter(articles: QuerySet[NewsPage], choice: _Choice, themes: Mapping[str, Theme]) -> Filter:
    shown = public(articles.filter(choice.of_year)).select_related(None)
    pairs = NewsPage.themes.through.objects.filter(newspage__in=shown)
    counted = pairs.values_list("theme__translation_key").annotate(Count("newspage", distinct=True))
    found = {str(key): count for key, count in counted}
    options = [FilterOption(_("Alle thema’s"), choice.address(thema=""), choice.theme is None)]
    for key, theme in sorted(themes.items(), key=lambda item: item[1].name):
        count = found.get(key, 0)
        if count or theme == choice.theme:
            options.append(FilterOption(theme.name, choice.address(thema=theme.slug), theme == choice.theme, count))
    return Filter("thema", _("Thema"), options)
