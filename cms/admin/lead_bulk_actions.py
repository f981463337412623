"""One decision about many leads."""

from django.utils.translation import gettext_lazy, ngettext

from cms.actions.close_lead import close_lead
from cms.admin.leads import LeadIndexView
from cms.models import Lead
from cms.staff import DecisionOnMany


class CloseLeads(DecisionOnMany):
    models = [Lead]
    index_view = LeadIndexView
    template_name = "cms/admin/lead_bulk_action.html"
    display_name = gettext_lazy("Sluiten")
    action_type = "close"
    aria_label = gettext_lazy("Sluit de gekozen berichten")
    action_priority = 10
    classes = {"serious"}
    question = gettext_lazy(
        "Met deze berichten gebeurt niets meer en er gaat geen mail uit. Na een jaar worden ze gewist."
    )

    def act(self, row: Lead) -> None:
        close_lead(lead_id=row.pk, user=self.request.user)

    def done(self, count: int) -> str:
        return ngettext("%(count)d bericht gesloten.", "%(count)d berichten gesloten.", count) % {"count": count}
