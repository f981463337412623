"""Where a page once stood: 410 with a way on, instead of a bare 404."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.views import serve

from cms.queries.gone import is_gone, nearest_above
from cms.queries.page_frame import home_page


class GonePageMiddleware:
    """Looks at what neither a page nor a redirect answered; stands before the middleware of redirects."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if response.status_code != 404 or match is None or match.func is not serve:
            return response
        home = home_page(request)
        path = home.url_path + match.args[0] if home else ""
        if home is None or not is_gone(path):
            return response
        words = match.args[0].strip("/").rpartition("/")[2].replace("-", " ")
        return render(request, "cms/gone.html", {"above": nearest_above(path, home), "words": words}, status=410)
