"""Screens of plugins about an edition: who may come there is settled here."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import View
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from events import hooks
from events.contracts import EditionVisit
from events.models import Edition
from events.queries.edition_lists import editions_for_staff
from events.queries.snapshots import edition_view
from events.queries.wording import language


class EditionPartView(PermissionCheckedMixin, View):
    """What the plugin with this key answers."""

    model = Edition
    permission_required = "change"
    http_method_names = ["get", "head", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm("events.view_registration"):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get(self, request: HttpRequest, pk: str, part: str, rest: str) -> HttpResponse:
        screen = next((each for each in hooks.edition_screens() if each.key == part), None)
        if screen is None or (rest and not rest.endswith("/")):
            raise Http404
        edition = get_object_or_404(editions_for_staff(), pk=pk)
        return screen.respond(
            EditionVisit(
                request=request,
                edition=edition_view(edition, language()),
                rest=rest.rstrip("/"),
                url=reverse("editions:part", args=[pk, part, ""]),
                back_url=reverse("editions:inspect", args=[pk]),
            )
        )

    post = get
