"""What an import finds on the site: the places for pages, the people and the themes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from cms.imports.document import Article, Author, Kind
from cms.imports.errors import CannotRead
from cms.models import ContentPage, HomePage, NewsIndexPage, NewsPage, Person, Theme


class PeopleDesk:
    """The register of people, by address and by name; who has the name of somebody else is nobody."""

    def __init__(self) -> None:
        self._by: defaultdict[str, set[int]] = defaultdict(set)
        for pk, first, last, initials, email in Person.objects.values_list(
            "pk", "first_name", "last_name", "initials", "email"
        ):
            for name in (f"{first} {last}", f"{initials} {last}", f"{last}, {first}", email):
                self._by[_folded(name)].add(pk)
        self._by.pop("", None)

    def find(self, author: Author) -> int | None:
        """The person by e-mail address, else by name."""
        for name in (author.email, author.name):
            found = self._by.get(_folded(name), set())
            if len(found) == 1:
                return next(iter(found))
        return None


@dataclass(frozen=True)
class Desk:
    """Looked up once for a whole import; parents are ids, because pages grow stale."""

    site: Site
    parents: dict[Kind, int]
    models: dict[Kind, type[NewsPage] | type[ContentPage]]
    people: PeopleDesk
    themes: dict[str, Theme]

    def theme(self, name: str) -> Theme | None:
        """The theme with this name or slug, where the site has it."""
        return self.themes.get(_folded(name))

    def themes_with(self, ids: Sequence[int]) -> list[Theme]:
        """The themes with these ids, each once."""
        by_id = {theme.pk: theme for theme in self.themes.values()}
        return [by_id[pk] for pk in ids]

    def model_for(self, article: Article) -> type[NewsPage] | type[ContentPage]:
        return self.models[article.kind]


def set_up_desk(under: str = "") -> Desk:
    """`under` is the id or the path of a page. Raises CannotRead where there is no place for pages."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page__locale").first()
    if site is None:
        raise CannotRead(_("Er is nog geen site om pagina’s in te zetten."))
    root = site.root_page.specific
    news = NewsIndexPage.objects.descendant_of(root).order_by("path").first()
    parents: dict[Kind, Any] = {Kind.ARTICLE: news, Kind.PAGE: root}
    models: dict[Kind, type[NewsPage] | type[ContentPage]] = {Kind.ARTICLE: NewsPage, Kind.PAGE: ContentPage}
    if under:
        chosen = _chosen(under, site)
        if isinstance(chosen, NewsIndexPage):
            parents[Kind.ARTICLE] = chosen
        else:
            parents = dict.fromkeys(Kind, chosen)
            models = dict.fromkeys(Kind, ContentPage)
    if parents[Kind.ARTICLE] is None:
        raise CannotRead(_("De site heeft geen nieuwsoverzicht. Maak er een, of kies een pagina met --under."))
    if not isinstance(parents[Kind.PAGE], HomePage | ContentPage):
        raise CannotRead(_("Onder de eerste pagina van de site kunnen geen gewone pagina’s staan."))
    locale = parents[Kind.ARTICLE].locale
    themes: dict[str, Theme] = {}
    for theme in Theme.objects.filter(locale=locale):
        themes |= {_folded(theme.slug): theme, _folded(theme.name): theme}
    return Desk(site, {kind: page.pk for kind, page in parents.items()}, models, PeopleDesk(), themes)


def _chosen(under: str, site: Site) -> NewsIndexPage | HomePage | ContentPage:
    if under.isdigit():
        found = Page.objects.filter(pk=int(under)).first()
    else:
        path = site.root_page.url_path + under.strip("/")
        found = Page.objects.filter(url_path=path.rstrip("/") + "/").first()
    if found is None:
        raise CannotRead(_("Er is geen pagina %(under)s.") % {"under": under})
    page = found.specific
    if not isinstance(page, NewsIndexPage | HomePage | ContentPage):
        raise CannotRead(
            _("Onder “%(title)s” kunnen geen nieuwsberichten of gewone pagina’s staan.") % {"title": page.title}
        )
    return page


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
