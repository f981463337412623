"""Book what a funder paid."""

import datetime as dt

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.actions.post_entry import Posting, post_entry
from betalingen.lifecycles import CLAIM, ClaimState
from betalingen.locking import locked_claim
from betalingen.models import Account, ClaimReceipt, SubsidyClaim
from cms.api import NotAllowed, User, move, record_audit


@transaction.atomic
def receive_claim(
    *, claim: int, amount_cents: int, received_on: dt.date, bank_reference: str, user: User
) -> SubsidyClaim:
    """Money of a claim (its pk) on the bank; it is received when all that was granted is in.

    The same reference, amount and day again changes nothing. Raises NotAllowed when nothing was granted, for more than is still to
    come, and when the reference was booked otherwise.
    """
    locked = locked_claim(claim)
    reference = bank_reference.strip()
    known = ClaimReceipt.objects.filter(bank_reference=reference).first()
    if known:
        if (known.claim_id, known.amount_cents, known.received_on) == (locked.pk, amount_cents, received_on):
            return locked
        raise NotAllowed(_("Een bedrag met dit kenmerk is al geboekt."))
    before: int = locked.receipts.aggregate(cents=Sum("amount_cents", default=0))["cents"]
    _check(locked, before, amount_cents, received_on)
    ClaimReceipt.objects.create(
        claim=locked, amount_cents=amount_cents, received_on=received_on, bank_reference=reference, user=user
    )
    post_entry(
        key=f"claim:{locked.public_id}:received:{locked.receipts.count()}",
        occurred_on=received_on,
        description=_("Subsidie van %(funder)s") % {"funder": locked.funder.name},
        document=locked.number,
        user=user,
        postings=[Posting(Account.BANK, amount_cents), Posting(Account.SUBSIDY, -amount_cents)],
    )
    if before + amount_cents == locked.granted_cents:
        locked.state = move(CLAIM, ClaimState(locked.state), ClaimState.RECEIVED)
        locked.save(update_fields=["state"])
    record_audit(locked, "betalingen.claim_received", user=user, amount_cents=amount_cents)
    return locked


def _check(claim: SubsidyClaim, before_cents: int, amount_cents: int, received_on: dt.date) -> None:
    if not claim.granted_cents:
        raise NotAllowed(_("Leg eerst vast wat de financier heeft toegekend."))
    if amount_cents <= 0:
        raise NotAllowed(_("Vul een bedrag in dat hoger is dan nul."))
    if before_cents + amount_cents > claim.granted_cents:
        raise NotAllowed(_("Dit is meer dan er van deze aanvraag nog moet komen."))
    if received_on > timezone.localdate():
        raise NotAllowed(_("De dag van ontvangst ligt in de toekomst."))
