"""Decisions about an edition on screens that name its participants, or others."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from cms.staff import DecisionView


class PeopleDecisionView(DecisionView):
    """For whoever may change the edition and see who takes part."""

    index_url_name = "editions:index"
    inspect_url_name = "editions:inspect"
    template_name = "events/admin/decision.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm("events.view_registration"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
