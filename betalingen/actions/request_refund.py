"""Ask for money to be given back. A job tells the provider; see submit_refund."""

from django.db import transaction
from django.utils.translation import gettext as _

from betalingen.lifecycles import RefundStatus
from betalingen.locking import locked_attempt
from betalingen.models import Refund
from betalingen.queries.disputes import is_claimed_back
from betalingen.queries.orders import refundable_cents
from betalingen.queries.proposals import needs_second_person
from cms.api import NotAllowed, User, defer, record_audit


@transaction.atomic
def request_refund(*, attempt: int, amount_cents: int, reason: str, user: User | None = None) -> Refund:
    """Leave a refund of part or all of what was received on an attempt (its pk).

    What a person asks above the amount of `needs_second_person` waits for another (`decide_refund`); what nobody asked, because
    it follows from a rule or came too late, does not wait. Raises NotAllowed when that is more than what is left; nothing is left behind then.
    """
    order, paid = locked_attempt(attempt)
    if is_claimed_back(paid):
        raise NotAllowed(
            _("De bank van de klant heeft dit bedrag al teruggevorderd. Wie ook terugbetaalt, betaalt dubbel.")
        )
    left = refundable_cents(paid)
    if amount_cents <= 0:
        raise NotAllowed(_("Vul een bedrag in dat hoger is dan nul."))
    if amount_cents > left:
        raise NotAllowed(
            _("Van deze betaling is al alles terugbetaald, of het bedrag is hoger dan wat er nog over is.")
        )
    if needs_second_person(amount_cents, user):
        refund = Refund.objects.create(
            attempt=paid, amount_cents=amount_cents, reason=reason, status=RefundStatus.PROPOSED, proposed_by=user
        )
        record_audit(
            order, "betalingen.refund_proposed", user=user, amount_cents=amount_cents, refund=str(refund.public_id)
        )
        return refund
    refund = Refund.objects.create(attempt=paid, amount_cents=amount_cents, reason=reason)
    record_audit(
        order, "betalingen.refund_requested", user=user, amount_cents=amount_cents, refund=str(refund.public_id)
    )
    defer("betalingen.submit_refund", refund=refund.pk)
    return refund
