"""Somebody agrees that we publish what they said."""

from django.db import transaction
from wagtail.models import Page

from cms.audit import record_audit
from cms.models import Quotation


@transaction.atomic
def allow_quotation(  # noqa: PLR0913  # each is a part of what was agreed to
    *, text: str, name: str, function: str, language: str, offering: Page | None, quotation_id: int | None = None
) -> Quotation:
    """Keep the words, or put other ones in their place; `name` and `function` only as far as they may be shown."""
    quotation = Quotation.objects.select_for_update().filter(pk=quotation_id).first() or Quotation()
    is_new = quotation.pk is None
    facts = {"text": text, "name": name, "function": function, "language": language, "offering": offering}
    changed = [field for field, value in facts.items() if getattr(quotation, field) != value]
    for field in changed:
        setattr(quotation, field, facts[field])
    if changed:
        quotation.save()
        record_audit(quotation, "cms.quotation_allowed" if is_new else "cms.quotation_changed")
    return quotation
