"""Let an edition that exists count with a contract."""

from django.db import transaction
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, record_audit
from events.locking import locked_edition, locked_quote
from events.models import Edition
from events.models.quotes import new_access_key
from events.queries.contracts import attachable_editions, is_contract, progress_of


@transaction.atomic
def attach_edition(*, quote_id: int, edition_id: int, user: User | None = None) -> Edition:
    """From then on it is an edition of the contract like any other. Raises NotAllowed when the offer is no contract, when all agreed
    editions are planned, or when the edition does not fit: see `attachable_editions`."""
    contract = locked_quote(quote_id)
    edition = locked_edition(edition_id)
    if not is_contract(contract):
        raise NotAllowed(_("Edities plant u op een offerte waarop akkoord is gegeven."))
    if not attachable_editions(contract).filter(pk=edition.pk).exists():
        raise NotAllowed(_("Deze editie past niet (meer) bij dit contract."))
    if not progress_of(contract).missing:
        raise NotAllowed(_("Alle afgesproken edities zijn al gepland. Spreek er meer af met een aanvulling."))
    edition.quote = contract
    edition.save(update_fields=["quote"])
    if not contract.employees_key:
        contract.employees_key = new_access_key()
        contract.save(update_fields=["employees_key"])
    record_audit(edition, "events.edition_attached", user=user, number=contract.number)
    record_audit(contract, "events.edition_attached", user=user, number=contract.number)
    return edition
