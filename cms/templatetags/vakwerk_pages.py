"""What the templates of the pages ask: `{% load vakwerk_pages %}`. Each tag is one query function, so previews work alike."""

from typing import Any

from django import template
from django.core.paginator import Page as Slice
from django.template.context import RequestContext
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from wagtail.images.models import Picture
from wagtail.models import Page

from cms import hooks
from cms.contracts import PageSection
from cms.models import AcademyImage, ContentPage, HomePage, NewsIndexPage, NewsPage, ProgrammeIndexPage, ProgrammePage
from cms.queries import content, news, programmes
from cms.queries.pictures import load_renditions, sizes

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


@register.simple_tag
def latest_news(page: HomePage) -> news.LatestNews | None:
    """The newest articles of the site; None when there are none."""
    return news.latest_news(page)


@register.simple_tag(takes_context=True)
def news_list(context: RequestContext, page: NewsIndexPage) -> Slice[NewsPage]:
    """One screen of the news, as the address asks."""
    return news.news_list(page, context["request"].GET.get("pagina", 1))


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
    return Picture(sizes(image, spec, formats), attributes).__html__()  # type: ignore[no-any-return]


@register.filter
def sponsored_links(html: str, page: Page | None) -> str:
    """Mark the links of a paid article that leave the site, as search engines ask."""
    if not getattr(page, "disclosure", ""):
        return html
    return mark_safe(str(html).replace('<a href="http', '<a rel="sponsored" href="http'))  # noqa: S308  # html as it came
