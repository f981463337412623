"""What participants said in an evaluation. Only the quotation is chosen; its words come from data, as long as they may."""

from typing import Any, ClassVar

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.widgets import BaseChooser


class QuotationChooser(BaseChooser):
    """Opens the dialog of cms.admin.quotations."""

    model = "cms.Quotation"
    choose_one_text = _("Kies een citaat")
    choose_another_text = _("Kies een ander citaat")
    chooser_modal_url_name = "quotation_chooser:choose"
    icon = "openquote"
    show_edit_link = False


class ParticipantQuoteBlock(blocks.ChooserBlock):
    """A quotation that its speaker agreed to. After the consent was taken back the block shows nothing."""

    target_model = "cms.Quotation"

    def __init__(self, *, required: bool = False, **kwargs: Any) -> None:
        # Empty is fine: a consent that was taken back must not keep an editor from saving the rest of the page.
        kwargs.setdefault(
            "help_text", _("Trekt de deelnemer de toestemming in, dan verdwijnt het citaat hier vanzelf.")
        )
        super().__init__(required=required, **kwargs)

    @cached_property
    def widget(self) -> QuotationChooser:
        return QuotationChooser()

    class Meta:
        icon = "openquote"
        label = _("Citaat van een deelnemer")
        description = _("Een citaat uit een evaluatie, met toestemming van wie het schreef.")
        template = "cms/blocks/participant_quote.html"
        preview_template = "cms/blocks/preview_participant_quote.html"
        preview_value: ClassVar[Any] = None
