"""The dialog to choose a quotation in."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from cms.models import Quotation


class _About:
    """Who said it and about what, beside the words."""

    @property
    def columns(self) -> list[Column]:
        return [
            *super().columns,  # type: ignore[misc]
            Column("offering", label=_("Over")),
            Column("get_language_display", label=_("Taal")),
        ]

    def get_object_list(self) -> Any:
        return Quotation.objects.select_related("offering")


class ChooseQuotationView(_About, ChooseView):
    """The dialog."""


class ChooseQuotationResultsView(_About, ChooseResultsView):
    """What is found, within the dialog."""


class QuotationChooserViewSet(ChooserViewSet):
    """Nobody adds or changes one here: the words are those of who agreed to them."""

    model = Quotation
    icon = "openquote"
    page_title = _("Kies een citaat")
    per_page = 20
    register_widget = False
    choose_view_class = ChooseQuotationView
    choose_results_view_class = ChooseQuotationResultsView

    def get_urlpatterns(self) -> list[Any]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "create"]
