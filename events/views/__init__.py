from django.http import Http404, HttpRequest, HttpResponse


def placeholder(request: HttpRequest, **kwargs: str) -> HttpResponse:
    raise Http404
