"""Somebody agrees that we publish what they said."""

from django.db import transaction
from wagtail.models import Page

from cms.audit import record_audit
from cms.models import Quotation


@transaction.atomic
def allow_quotation(  # each is a part of what was agreed to
    *, text: str, name: str, function: str, language: str, offering: Page | None, quotation_id: int | None = None
) -> Quotation:
    """Keep the words, or put other ones in their place; `name` and `function` only as far as they may be shown.

    Raises Quotation.DoesNotExist.
    """
    is_new = quotation_id is None
    quotation = Quotation() if quotation_id is None else Quotation.objects.select_for_update().get(pk=quotation_id)
    facts = {"text": text, "name": name, "function": function, "language": language, "offering": offering}
    changed = [field for field, value in facts.items() if getattr(quotation, field) != value]
    for field in changed:
        setattr(quotation, field, facts[field])
    if changed:
        quotation.save()
        record_audit(quotation, "cms.quotation_allowed" if is_new else "cms.quotation_changed")
    return quotation
