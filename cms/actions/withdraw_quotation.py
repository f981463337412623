"""Somebody takes back that we may publish what they said."""

from django.db import transaction

from cms.audit import record_audit
from cms.models import Quotation


@transaction.atomic
def withdraw_quotation(*, quotation_id: int) -> None:
    """Delete the words; every page that shows them is without them from then on. What is gone already stays gone."""
    quotation = Quotation.objects.select_for_update().filter(pk=quotation_id).first()
    if quotation is None:
        return
    record_audit(quotation, "cms.quotation_withdrawn")
    quotation.delete()
