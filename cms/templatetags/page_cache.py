"""Pieces of a page that are made once: `{% load page_cache %}`."""

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.models import Page, Site

from cms.page_cache.remembered import remembered_frame, remembered_of

register = template.Library()


class RememberNode(template.Node):
    """Renders what stands in it once for the page at hand, until any content changes."""

    def __init__(self, nodelist: NodeList, name: str, keys: list[FilterExpression]) -> None:
        self.nodelist = nodelist
        self.name = name
        self.keys = keys

    def render(self, context: Context) -> SafeString:
        page, request = context.get("page"), context.get("request")
        if request is None or not isinstance(page, Page):
            return self.nodelist.render(context)
        site = Site.find_for_request(request)
        keys = (str(key.resolve(context)) for key in self.keys)
        name = " ".join([self.name, *keys, f"on {site and site.pk}"])
        return remembered_of(page, name, lambda: self.nodelist.render(context))


class RememberFrameNode(template.Node):
    """Renders what stands in it once for all pages of a site in one language, until its frame changes."""

    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist = nodelist
        self.name = name

    def render(self, context: Context) -> SafeString:
        frame, request = context.get("frame"), context.get("request")
        if request is None or frame is None:
            return self.nodelist.render(context)
        site = Site.find_for_request(request)
        name = f"{self.name} on {site and site.pk} below {frame.home_url} in {get_language()}"
        return remembered_frame(name, lambda: self.nodelist.render(context))


@register.tag
def remember_frame(parser: Parser, token: Token) -> RememberFrameNode:
    """`{% remember_frame "foot" %}...{% endremember_frame %}`: for what is the same around every page, personal ones too, and
    follows from nothing else than the frame (cms.page_cache.remembered)."""
    _tag, name = token.split_contents()
    nodelist = parser.parse(("endremember_frame",))
    parser.delete_first_token()
    return RememberFrameNode(nodelist, name.strip('"'))


@register.tag
def remember(parser: Parser, token: Token) -> RememberNode:
    """`{% remember "people" %}...{% endremember %}`, or with what else decides what stands in it: `"days" card.public_id`.

    For what follows from content alone: no count, no visitor, no clock, nothing of the address behind the question mark
    (cms.page_cache.remembered). The name is unique within the page. A draft in a preview is always made anew.
    """
    _tag, name, *keys = token.split_contents()
    nodelist = parser.parse(("endremember",))
    parser.delete_first_token()
    return RememberNode(nodelist, name.strip('"'), [parser.compile_filter(key) for key in keys])
