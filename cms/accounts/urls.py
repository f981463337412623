"""allauth's pages without those this house has no use for: nobody signs up or adds addresses."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path, re_path

from cms.accounts.views import SecondStepView


def absent(request: HttpRequest, _page: str) -> HttpResponse:
    """A page that does not exist here."""
    raise Http404(request.path)


urlpatterns = [
    re_path(r"^(signup|email|confirm-email)/", absent),
    path("tweede-stap/", SecondStepView.as_view(), name="second_step"),
    path("", include("allauth.urls")),
]
