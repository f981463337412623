"""Give up what a funder was asked for and did not grant."""

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.actions.post_entry import Posting, post_entry
from betalingen.locking import locked_claim
from betalingen.models import Account, SubsidyClaim
from cms.api import NotAllowed, User, record_audit


@transaction.atomic
def write_off_claim(*, claim: int, reason: str, user: User) -> SubsidyClaim:
    """All that was claimed and not granted is no longer receivable; it stands on an account of its own.

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
    locked.written_off_cents += lost
    locked.save(update_fields=["written_off_cents"])
    record_audit(locked, "betalingen.claim_written_off", user=user, amount_cents=lost, reason=reason.strip())
    return locked
