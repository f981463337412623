"""Let an edition no longer count with a contract."""

from django.db import transaction
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, record_audit
from events.locking import locked_edition, locked_quote
from events.models import Edition
from events.queries.contracts import detachable_editions


@transaction.atomic
def detach_edition(*, quote_id: int, edition_id: int, user: User | None = None) -> Edition:
    """It stays as it is, closed and with its own link. Raises NotAllowed when somebody has a place in it or waits for one, or when it is
    not of this contract."""
    contract = locked_quote(quote_id)
    edition = locked_edition(edition_id)
    if not detachable_editions(contract).filter(pk=edition.pk).exists():
        raise NotAllowed(_("Losmaken kan zolang niemand zich voor deze editie heeft aangemeld."))
    edition.quote = None
    edition.save(update_fields=["quote"])
    record_audit(edition, "events.edition_detached", user=user, number=contract.number)
    record_audit(contract, "events.edition_detached", user=user, number=contract.number)
    return edition
