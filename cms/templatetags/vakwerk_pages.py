"""What the templates of the pages ask: `{% load vakwerk_pages %}`. Each tag is one query function, so previews work alike."""

import re
from functools import lru_cache
from html import unescape
from typing import Any

from django import template
from django.core.paginator import Page as Slice
from django.template.context import RequestContext
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.blocks.stream_block import StreamValue
from wagtail.images.models import AbstractRendition, Picture
from wagtail.models import Locale, Page

from cms import hooks
from cms.contracts import PageSection
from cms.footnotes import link_references
from cms.models import (
    AcademyDocument,
    AcademyImage,
    ContentPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    ProgrammeIndexPage,
    ProgrammePage,
    ProjectIndexPage,
    ProjectPage,
    PublicationIndexPage,
    PublicationPage,
    SeriesPage,
)
from cms.page_cache.remembered import remembered_of
from cms.queries import content, linked_pages, news, offerings, programmes, projects, publications, related
from cms.queries import news_archive as archives
from cms.queries import series as series_pages
from cms.queries.external_links import gone_urls
from cms.queries.listings import ListedPage
from cms.queries.pictures import alternative_text, load_renditions, sizes

register = template.Library()


@register.simple_tag(takes_context=True)
def page_sections(context: RequestContext, place: str) -> SafeString:
    """Everything that apps and plugins contribute to this place of the page; empty when nobody does.

    `{% page_sections "aside" as aside %}` keeps it for a test. The contributions are asked once for the whole page.
    """
    return format_html_join(
        "\n", "{}", ((_rendered(context, section),) for section in _sections(context) if section.place == place)
    )


def _sections(context: RequestContext) -> list[PageSection]:
    page: Page = context["page"]
    request: Any = context["request"]
    asked: dict[Any, list[PageSection]] = request.__dict__.setdefault("page_sections", {})
    key = page.pk or id(page)  # a page that is previewed before it was ever saved has no key yet
    if key not in asked:
        asked[key] = hooks.page_sections(page, request)
    return asked[key]


def _rendered(context: RequestContext, section: PageSection) -> SafeString:
    if context.template is None:
        raise template.TemplateSyntaxError("page_sections needs a template that is being rendered")
    with context.push(**section.context):
        return context.template.engine.get_template(section.template).render(context)


@register.simple_tag(takes_context=True)
def body(context: RequestContext, text: StreamValue) -> SafeString:
    """The running text of a page, its notes linked there and back."""
    page = context.get("page")
    if page is None or _shows_counts(text):
        return _body(context, text)
    return remembered_of(page, "body", lambda: _body(context, text))


def _shows_counts(text: StreamValue) -> bool:
    """Whether it has a block that depends on more than content. No block is made for this."""
    kinds = {block["type"] for block in text.raw_data}
    return any(getattr(text.stream_block.child_blocks.get(kind), "shows_counts", False) for kind in kinds)


def _body(context: RequestContext, text: StreamValue) -> SafeString:
    count = sum(len(block.value) for block in text if block.block_type == "notes")
    referenced: set[int] = set()
    values = {**context.flatten(), "referenced": referenced}
    pieces = {
        place: link_references(block.render_as_block(values), count=count, seen=referenced)
        for place, block in enumerate(text)
        if block.block_type != "notes"
    }
    # The notes come last, whatever their place: they must know which of them the text refers to.
    pieces |= {place: block.render_as_block(values) for place, block in enumerate(text) if block.block_type == "notes"}
    html = "".join(pieces[place] for place in sorted(pieces))
    page = context.get("page")
    return mark_safe(_without_gone_links(_sponsored_links(html, page), page))  # noqa: S308  # as the blocks made it


@register.simple_tag(takes_context=True)
def linked_page(context: RequestContext, page: Page) -> Page | None:
    """The page to lead to in the reader's language; None when it is not for everybody."""
    return linked_pages.linked_page(page, _locale(context))


@register.simple_tag(takes_context=True)
def offering_card(context: RequestContext, page: Page) -> ListedPage | None:
    """What a programme or webinar says about itself today."""
    return offerings.offering_card(page, _locale(context))


def _locale(context: RequestContext) -> Locale:
    page = context.get("page")
    return page.locale if page else Locale.get_active()


@register.simple_tag
def latest_news(page: HomePage) -> news.LatestNews | None:
    """The newest articles of the site; None when there are none."""
    return news.latest_news(page)


@register.simple_tag(takes_context=True)
def news_archive(context: RequestContext, page: NewsIndexPage) -> archives.NewsArchive:
    """One screen of the news, as the address asks."""
    return archives.news_archive(page, context["request"].GET)


@register.simple_tag(takes_context=True)
def series(context: RequestContext, page: SeriesPage) -> series_pages.Series:
    """The logo of a series, its programmes and one screen of its articles."""
    return series_pages.series(page, context["request"].GET.get("pagina", 1))


@register.simple_tag(takes_context=True)
def publication_list(context: RequestContext, page: PublicationIndexPage) -> Slice[PublicationPage]:
    """One screen of the publications, as the address asks."""
    return publications.publication_list(page, context["request"].GET.get("pagina", 1))


@register.simple_tag
def publication(page: PublicationPage) -> publications.Publication:
    """What stands beside the text of a publication."""
    return publications.publication(page)


@register.simple_tag
def project_list(page: ProjectIndexPage) -> list[ProjectPage]:
    """The cards of the projects."""
    return projects.projects(page)


@register.simple_tag
def project(page: ProjectPage) -> projects.Project:
    """What came of a project."""
    return projects.project(page)


@register.simple_tag
def article(page: NewsPage) -> news.Article:
    """What stands around an article."""
    return news.article(page)


@register.simple_tag
def programmes_by_kind(page: ProgrammeIndexPage) -> list[programmes.KindOfProgramme]:
    """The cards of the programme list."""
    return programmes.programmes_by_kind(page)


@register.simple_tag(takes_context=True)
def programme(context: RequestContext, page: ProgrammePage) -> programmes.Programme:
    """What stands beside the text of a programme, with the facts that its sections bring along."""
    return programmes.programme(page, [fact for section in _sections(context) for fact in section.facts])


@register.simple_tag
def read_on(page: Page) -> list[related.Related]:
    """What to read on after a page of a type with themes."""
    return related.related(page)


@register.simple_tag
def content_page(page: ContentPage) -> content.Content:
    """The picture of a plain page and the pages below it."""
    return content.content(page)


@register.simple_tag
def photo(image: AcademyImage | None, spec: str, formats: str = "webp,jpeg", **attributes: str) -> SafeString:
    """A <picture> in these formats, and in AVIF once a worker has drawn that, or nothing without an image; a logo keeps its transparency with "webp,png".

    `{% photo page.image "fill-{400x200,800x400}" sizes="92vw" alt="" as picture %}`: Wagtail's own tag takes no
    attributes when its result is kept for a component.
    """
    if image is None:
        return SafeString()
    load_renditions(getattr(image, "loaded_with", [image]))
    attributes.setdefault("alt", alternative_text(image))
    drawn = tuple(sizes(image, spec, formats).items())
    is_lost = any(one.pk is None for _spec, one in drawn)  # Wagtail found no file to draw from
    return (_picture if is_lost else _kept_picture)(drawn, **attributes)


def _picture(drawn: tuple[tuple[str, AbstractRendition], ...], **attributes: str) -> SafeString:
    return Picture(dict(drawn), attributes).__html__()  # type: ignore[no-any-return]


# A drawn size never changes: another file is another row.
_kept_picture = lru_cache(maxsize=500)(_picture)


@register.filter
def file_size(document: AcademyDocument) -> int | None:
    """In bytes; None for a file that is gone."""
    size: int | None = document.file_size
    return size


def _sponsored_links(html: str, page: Page | None) -> str:
    """Mark the links of a paid article that leave the site, as search engines ask."""
    if not getattr(page, "disclosure", ""):
        return html
    return html.replace('<a href="http', '<a rel="sponsored" href="http')


_LINK = re.compile(r'<a [^>]*?href="(?P<url>https?://[^"]*)"[^>]*>(?P<text>.*?)</a>', re.DOTALL)


def _without_gone_links(html: str, page: Page | None) -> str:
    """Show a link that is known to be gone as text that says so, and no longer as a link."""
    gone = gone_urls(page) if isinstance(page, Page) else frozenset()
    if not gone:
        return html

    def shown(link: re.Match[str]) -> str:
        if unescape(link["url"]) not in gone:
            return link[0]
        return f'<span class="gone">{link["text"]} <small>({_("niet meer beschikbaar")})</small></span>'

    return _LINK.sub(shown, html)
