"""The addresses of the site, and one for each answer that no visitor can ask for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.defaults import bad_request, permission_denied, server_error

from cms.project.urls import urlpatterns as site


def too_many_requests(request: HttpRequest) -> HttpResponse:
    return render(request, "429.html", status=429)


urlpatterns = [
    path("antwoord/400/", lambda request: bad_request(request, ValueError())),
    path("antwoord/403/", lambda request: permission_denied(request, PermissionError())),
    path("antwoord/429/", too_many_requests),
    path("antwoord/500/", server_error),
    *site,
]
