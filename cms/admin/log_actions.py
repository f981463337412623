"""What happens to pages and images here besides editing, worded for Wagtail's history."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry


def register(actions: LogActionRegistry) -> None:
    """Wagtail's `register_log_actions`."""
    actions.register_action("cms.page_imported", _("Overgenomen"), _("Overgenomen uit een oude bron"))
    actions.register_action(
        "cms.page_import_updated", _("Opnieuw overgenomen"), _("Bijgewerkt omdat de oude bron veranderde")
    )
    actions.register_action("cms.image_imported", _("Overgenomen"), _("Overgenomen uit een oude bron"))
    actions.register_action("cms.document_imported", _("Overgenomen"), _("Overgenomen uit een oude bron"))
    kept = _("Overgenomen wat met de hand was vertaald")
    actions.register_action("cms.translation_kept", _("Vertaling bewaard"), kept)
    actions.register_action("cms.quotation_allowed", _("Citaat"), _("Toestemming gegeven om te citeren"))
    actions.register_action("cms.quotation_changed", _("Citaat"), _("Citaat gewijzigd door wie het schreef"))
    actions.register_action("cms.quotation_withdrawn", _("Citaat"), _("Toestemming ingetrokken, citaat verwijderd"))
