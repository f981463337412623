"""What the site itself answers to its hooks."""

from collections.abc import Sequence

from django.http import HttpRequest

from cms.contracts import DashboardPanel, HiddenPath
from cms.plugins import hookimpl
from cms.queries import translation_work


@hookimpl
def dashboard_panels(request: HttpRequest) -> Sequence[DashboardPanel]:
    return translation_work.panels(request)


@hookimpl
def hidden_paths() -> Sequence[HiddenPath]:
    """Searching, accounts and tools; the admin and pages that one must log in for."""
    words = ("admin", "_util", "account", "demo", "postvak", "stijlgids", "zoeken")
    return [HiddenPath(f"/{word}/") for word in words]
