"""Give up what a funder was asked for and did not grant."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.actions.post_entry import Draft, Posting, post_entry
from betalingen.locking import locked_claim
from betalingen.models import Account, Order, SubsidyClaim
from betalingen.queries.subsidy_claims import vat_not_due
from cms.api import NotAllowed, User, record_audit


@dataclass(frozen=True)
class LostSubsidy:
    """What was claimed and not granted, in cents, and the VAT in it by order, which is not due any more."""

    claim: SubsidyClaim
    cents: int
    vat: Sequence[tuple[Order, int]]

    @property
    def vat_cents(self) -> int:
        return sum(cents for _order, cents in self.vat)

    def drafts(self) -> list[Draft]:
        """What is written in the journal: VAT by order, so that it has the VAT code of what was sold."""
        key, named = f"claim:{self.claim.public_id}", {"funder": self.claim.funder.name}
        return [
            Draft(
                key=f"{key}:written_off",
                description=_("Niet toegekend: %(funder)s") % named,
                document=self.claim.number,
                postings=[Posting(Account.SUBSIDY_LOSS, self.cents), Posting(Account.SUBSIDY, -self.cents)],
            ),
            *(
                Draft(
                    key=f"{key}:vat:{order.public_id}",
                    description=_("Btw in niet toegekende subsidie: %(funder)s") % named,
                    document=self.claim.number,
                    order=order,
                    postings=[Posting(Account.VAT, cents), Posting(Account.SUBSIDY_LOSS, -cents)],
                )
                for order, cents in self.vat
            ),
        ]


@transaction.atomic
def write_off_claim(*, claim: int, reason: str, user: User) -> SubsidyClaim:
    """All that was claimed and not granted is no longer receivable; it stands on an account of its own, without the VAT in it.

    Raises NotAllowed before the funder decided, when nothing is left to give up, and without a reason.
    """
    locked = locked_claim(claim)
    lost = lost_subsidy(locked)
    if not reason.strip():
        raise NotAllowed(_("Schrijf op waarom dit niet meer komt."))
    for draft in lost.drafts():
        post_entry(**vars(draft), occurred_on=timezone.localdate(), user=user)
    locked.written_off_cents += lost.cents
    locked.written_off_vat_cents += lost.vat_cents
    locked.save(update_fields=["written_off_cents", "written_off_vat_cents"])
    record_audit(
        locked,
        "betalingen.claim_written_off",
        user=user,
        amount_cents=lost.cents,
        vat_cents=lost.vat_cents,
        reason=reason.strip(),
    )
    return locked


def lost_subsidy(claim: SubsidyClaim) -> LostSubsidy:
    """What can be given up of a claim. Raises NotAllowed before the funder decided and when nothing is left."""
    if claim.granted_cents is None:
        raise NotAllowed(_("De financier heeft nog niet beslist."))
    claimed: int = claim.lines.aggregate(cents=Sum("amount_cents", default=0))["cents"]
    cents = claimed - claim.granted_cents - claim.written_off_cents
    if cents <= 0:
        raise NotAllowed(_("Er is geen verschil (meer) om af te boeken."))
    return LostSubsidy(claim, cents, vat_not_due(claim, lost_cents=cents))
