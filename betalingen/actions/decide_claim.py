"""Write down what a funder decided about a claim."""

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
def decide_claim(*, claim: int, granted_cents: int, decided_on: dt.date, user: User | None = None) -> SubsidyClaim:
    """All of it, a part, or nothing; what is not granted stays receivable until it is written off.

    The same again changes nothing. Raises NotAllowed for more than was asked, and for a day that cannot be.
    """
    locked = locked_claim(claim)
    if locked.granted_cents == granted_cents and locked.decided_on == decided_on:
        return locked
    claimed: int = locked.lines.aggregate(cents=Sum("amount_cents", default=0))["cents"]
    locked.state = move(CLAIM, ClaimState(locked.state), _outcome(granted_cents, claimed))
    if granted_cents > claimed:
        raise NotAllowed(_("Dit is meer dan er is aangevraagd."))
    if decided_on > timezone.localdate():
        raise NotAllowed(_("Deze dag moet nog komen."))
    if locked.submitted_on and decided_on < locked.submitted_on:
        raise NotAllowed(_("Deze dag ligt voor de dag waarop u de aanvraag indiende."))
    locked.granted_cents, locked.decided_on = granted_cents, decided_on
    locked.save(update_fields=["state", "granted_cents", "decided_on"])
    record_audit(locked, "betalingen.claim_decided", user=user, amount_cents=granted_cents)
    return locked


def _outcome(granted_cents: int, claimed_cents: int) -> ClaimState:
    if granted_cents == 0:
        return ClaimState.REFUSED
    return ClaimState.PARTLY_GRANTED if granted_cents < claimed_cents else ClaimState.GRANTED
