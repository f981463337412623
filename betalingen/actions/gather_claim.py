"""Gather what a funder can be asked for, in a claim that is not submitted yet."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.actions.next_number import next_number
from betalingen.lifecycles import ClaimState
from betalingen.locking import locked_claim
from betalingen.models import ClaimLine, SubsidyClaim
from betalingen.numbering import CLAIMS
from betalingen.queries.subsidy_claims import claimable, open_claim
from cms.api import NotAllowed, User, record_audit, violated


@transaction.atomic
def gather_claim(*, funder: int, year: int, user: User | None = None) -> SubsidyClaim:
    """The open claim of a funder (its pk) and year, with every line that was delivered and not claimed; made when there is none.

    Again adds what came since. Raises NotAllowed for a year to come, when there is nothing to claim, and when somebody else began
    it at this moment.
    """
    if dt.date(year, 1, 1) > timezone.localdate():
        raise NotAllowed(_("Dit jaar is nog niet begonnen."))
    known = open_claim(funder=funder, year=year)
    claim = locked_claim(known.pk) if known else None
    if claim and claim.state != ClaimState.OPEN:
        raise NotAllowed(_("Deze aanvraag is net ingediend. Begin opnieuw."))
    owed = list(claimable(funder=funder, year=year))
    if claim is None:
        if not owed:
            raise NotAllowed(
                _("Er is niets aan te vragen: alles wat is gefactureerd en geleverd, staat al in een aanvraag.")
            )
        claim = _begun(funder, year)
    # Whoever gathers at the same time, for another year, may have been first: a line is claimed once.
    ClaimLine.objects.bulk_create(
        [
            ClaimLine(claim=claim, document=each.document, order_line=each.line, amount_cents=each.cents)
            for each in owed
        ],
        ignore_conflicts=True,
    )
    record_audit(claim, "betalingen.claim_gathered", user=user, lines=len(owed))
    return claim


def _begun(funder: int, year: int) -> SubsidyClaim:
    try:
        with transaction.atomic():
            return SubsidyClaim.objects.create(number=next_number(CLAIMS), funder_id=funder, year=year)
    except IntegrityError as error:
        if violated(error) != "claim_one_open":
            raise
        raise NotAllowed(_("Iemand anders begint op dit moment aan dezelfde aanvraag.")) from None
