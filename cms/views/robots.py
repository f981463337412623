"""What crawlers may visit, and where they find every page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from cms import hooks


@require_safe
@cache_control(public=True, max_age=60 * 60)
def robots(request: HttpRequest) -> HttpResponse:
    """A demo is for nobody but whoever started it."""
    closed = ["/"] if settings.DEMO else _in_every_language(hooks.hidden_paths())
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    if not settings.DEMO:
        lines += ["", f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}"]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def _in_every_language(paths: list[str]) -> list[str]:
    others = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    return [*paths, *(f"/{code}{path}" for code in others for path in paths)]
