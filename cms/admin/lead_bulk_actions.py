"""One decision about many leads. Each is decided by itself, so that one refusal does not stop the others."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from cms.actions.close_lead import close_lead
from cms.admin.leads import LeadFilterSet, LeadIndexView
from cms.lifecycle import MoveNotAllowed
from cms.models import Lead
from cms.queries.leads import leads_for_staff


class CloseLeads(PermissionCheckedMixin, BulkAction):
    """Wagtail would run all in one transaction; ours each take their own."""

    models = [Lead]
    permission_required = "change"
    template_name = "cms/admin/lead_bulk_action.html"
    display_name = gettext_lazy("Sluiten")
    action_type = "close"
    aria_label = gettext_lazy("Sluit de gekozen berichten")
    action_priority = 10
    classes = {"serious"}

    @classmethod
    def get_queryset(cls, model: type[Lead], object_ids: Any) -> QuerySet[Lead]:  # noqa: ARG003
        return leads_for_staff().filter(pk__in=list(object_ids))

    def get_all_objects_in_listing_query(self, parent_id: Any) -> Any:  # noqa: ARG002
        """“All in this list” are those that the filters and the search let through."""
        listing = LeadIndexView(model=Lead, filterset_class=LeadFilterSet)
        listing.setup(self.request)
        listing.index_results_url = listing.index_url = "-"  # without an address Wagtail leaves the search out
        return listing.get_queryset().values_list("pk", flat=True)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"display_name": self.display_name}

    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ARG002
        leads, _without_access = self.get_actionable_objects()
        done = 0
        for lead in leads:
            try:
                close_lead(lead_id=lead.pk, user=self.request.user)
            except MoveNotAllowed:
                told = _("%(name)s: dit kan niet bij de stand “%(state)s”.")
                messages.error(self.request, told % {"name": lead.name, "state": lead.get_status_display()})
            else:
                done += 1
        if done:
            told = ngettext("%(count)d bericht gesloten.", "%(count)d berichten gesloten.", done)
            messages.success(self.request, told % {"count": done})
        return HttpResponseRedirect(self.next_url)
