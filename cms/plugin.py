"""What the site itself answers to its hooks."""

from collections.abc import Sequence

from django.http import HttpRequest

from cms.contracts import DashboardPanel
from cms.plugins.markers import hookimpl
from cms.queries.leads import new_leads


@hookimpl
def dashboard_panels(request: HttpRequest) -> Sequence[DashboardPanel]:
    """What visitors sent and nobody took up; whom it does not concern costs no query."""
    if not request.user.has_perm("cms.change_lead"):
        return []
    waiting = new_leads()
    if not waiting.count:
        return []
    context = {"waiting": waiting}
    return [DashboardPanel("cms.leads", "cms/admin/panels/leads.html", context, permission="cms.change_lead", order=10)]
