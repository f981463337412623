"""Give up what a funder was asked for and did not grant."""

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.actions.post_entry import Posting, post_entry
from betalingen.locking import locked_claim
from betalingen.models import Account, SubsidyClaim
from betalingen.queries.subsidy_claims import vat_not_due
from cms.api import NotAllowed, User, record_audit


@transaction.atomic
def write_off_claim(*, claim: int, reason: str, user: User) -> SubsidyClaim:
    """All that was claimed and not granted is no longer receivable; it stands on an account of its own, without the VAT in it,
    which is not due any more (`vat_not_due`).

    Raises NotAllowed before the funder decided, when nothing is left to give up, and without a reason.
    """
    locked = locked_claim(claim)
    if locked.granted_cents is None:
        raise NotAllowed(_("De financier heeft nog niet beslist."))
    claimed: int = locked.lines.aggregate(cents=Sum("amount_cents", default=0))["cents"]
    lost = claimed - locked.granted_cents - locked.written_off_cents
    if lost <= 0:
        raise NotAllowed(_("Er is geen verschil (meer) om af te boeken."))
    if not reason.strip():
        raise NotAllowed(_("Schrijf op waarom dit niet meer komt."))
    post_entry(
        key=f"claim:{locked.public_id}:written_off",
        occurred_on=timezone.localdate(),
        description=_("Niet toegekend: %(funder)s") % {"funder": locked.funder.name},
        document=locked.number,
        user=user,
        postings=[Posting(Account.SUBSIDY_LOSS, lost), Posting(Account.SUBSIDY, -lost)],
    )
    vat = _correct_vat(locked, lost, user)
    locked.written_off_cents += lost
    locked.written_off_vat_cents += vat
    locked.save(update_fields=["written_off_cents", "written_off_vat_cents"])
    record_audit(
        locked, "betalingen.claim_written_off", user=user, amount_cents=lost, vat_cents=vat, reason=reason.strip()
    )
    return locked


def _correct_vat(claim: SubsidyClaim, lost_cents: int, user: User) -> int:
    """An entry for each order, so that it has the VAT code of what was sold; all of the VAT in cents."""
    parts = vat_not_due(claim, lost_cents=lost_cents)
    for order, cents in parts:
        post_entry(
            key=f"claim:{claim.public_id}:vat:{order.public_id}",
            occurred_on=timezone.localdate(),
            description=_("Btw in niet toegekende subsidie: %(funder)s") % {"funder": claim.funder.name},
            document=claim.number,
            order=order,
            user=user,
            postings=[Posting(Account.VAT, cents), Posting(Account.SUBSIDY_LOSS, -cents)],
        )
    return sum(cents for _order, cents in parts)
