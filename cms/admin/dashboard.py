"""The first screen of the admin: what the apps and plugins contribute to it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from cms import hooks
from cms.contracts import DashboardPanel

FIRST = 50  # before Wagtail's own panels, which start at 100


class ContributedPanel(Component):
    """A DashboardPanel as Wagtail shows one; its template gets the panel's context and `request`."""

    def __init__(self, panel: DashboardPanel) -> None:
        self.panel = panel
        self.template_name = panel.template
        self.order = FIRST + panel.order / 1000  # in their own order

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"request": parent_context["request"], **self.panel.context}


def add_panels(request: HttpRequest, panels: list[Component]) -> None:
    """Put the contributed panels that this user may see on the first screen."""
    panels.extend(ContributedPanel(panel) for panel in hooks.dashboard_panels(request))
