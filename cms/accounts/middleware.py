"""No admin without a second factor, whichever way somebody logged in."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cms.accounts.second_factor import has_second_factor, showed_second_factor


class SecondFactorMiddleware:
    """Under /admin/: first set up a second factor, then show it in this session. Stands after AuthenticationMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith("/admin/") or request.path_info == reverse("wagtailadmin_logout"):
            return self.get_response(request)
        if not request.user.is_authenticated:  # Wagtail sends them to the login page
            return self.get_response(request)
        if not has_second_factor(request.user):
            return _go_to("second_step", request)
        if not showed_second_factor(request):
            return _go_to("mfa_reauthenticate", request)
        return self.get_response(request)


def _go_to(name: str, request: HttpRequest) -> HttpResponse:
    # What was posted is lost either way; its address may not work without it.
    wanted = request.get_full_path() if request.method == "GET" else reverse("wagtailadmin_home")
    return redirect(f"{reverse(name)}?{urlencode({'next': wanted})}")
