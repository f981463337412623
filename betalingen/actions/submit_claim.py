"""A claim was sent to its funder: from then on nothing is added to it."""

import datetime as dt

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.lifecycles import CLAIM, ClaimState
from betalingen.locking import locked_claim
from betalingen.models import SubsidyClaim
from cms.api import NotAllowed, User, move, record_audit


@transaction.atomic
def submit_claim(
    *, claim: int, submitted_on: dt.date, funder_reference: str = "", user: User | None = None
) -> SubsidyClaim:
    """Raises NotAllowed when it asks for nothing, or the day is yet to come; MoveNotAllowed when it was decided."""
    locked = locked_claim(claim)
    if locked.state == ClaimState.SUBMITTED:
        return locked
    locked.state = move(CLAIM, ClaimState(locked.state), ClaimState.SUBMITTED)
    if submitted_on > timezone.localdate():
        raise NotAllowed(_("Deze dag moet nog komen."))
    cents: int = locked.lines.aggregate(cents=Sum("amount_cents", default=0))["cents"]
    if cents <= 0:
        raise NotAllowed(
            _("De correcties zijn nu groter dan wat u aanvraagt. Wacht tot er meer is geleverd, en dien dan in.")
        )
    locked.submitted_on, locked.funder_reference = submitted_on, funder_reference.strip()
    locked.save(update_fields=["state", "submitted_on", "funder_reference"])
    record_audit(locked, "betalingen.claim_submitted", user=user, amount_cents=cents)
    return locked
