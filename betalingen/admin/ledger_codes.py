"""What the academy's bookkeeping calls the accounts of the journal."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from betalingen.models import LedgerCode


class LedgerCodeViewSet(SnippetViewSet):
    model = LedgerCode
    icon = "list-ol"
    menu_label = _("Grootboeknummers")
    url_prefix = "financien/grootboeknummers"
    copy_view_enabled = False
    list_display = [
        "code",
        Column("account", label=_("Rekening"), accessor="get_account_display"),
    ]
    search_fields = ["code"]
    edit_handler = ObjectList([FieldPanel("account"), FieldPanel("code")])
