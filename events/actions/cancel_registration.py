"""Give one place back."""

from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.api import cancel_order, lock_orders, order_view, waive
from cms.api import MoveNotAllowed, NotAllowed, User, defer, move, record_audit
from events import hooks, mails
from events.actions.advance_queue import advance_queue
from events.actions.free_interview import free_interview
from events.actions.withdraw_consents import withdraw_consents
from events.lifecycles import REGISTRATION, SEATED, RegistrationStatus
from events.locking import give_back_seats, locked_booking
from events.models import Registration
from events.queries.leaving import leaving
from events.queries.snapshots import registration_view

GONE: Final = (RegistrationStatus.CANCELLED, RegistrationStatus.EXPIRED)


class CostsChanged(NotAllowed):
    """Leaving costs something else by now than what somebody agreed to; nothing was done."""


@dataclass(frozen=True)
class Decided:
    """What staff let the participant owe instead of what the rule says, and why."""

    costs_cents: int
    reason: str


@transaction.atomic
def cancel_registration(
    *,
    registration_id: int,
    user: User | None = None,
    agreed_cents: int | None = None,
    decided: Decided | None = None,
) -> Registration:
    """Cancel a registration and give its seat back; what is cancelled already stays as it is.

    What is owed for it afterwards is what `queries.leaving` says, or what was `decided`; the rest is credited and given back.
    `agreed_cents` is what the participant read that it costs. With `user` a member of staff does it, without the participant:
    then also after the first session started. Raises CostsChanged, NotAllowed, Registration.DoesNotExist.
    """
    registration = Registration.objects.select_related("booking", "edition").get(pk=registration_id)
    if registration.status in GONE:
        return registration
    if user is None:
        _check_in_time(registration)
    if registration.booking.order_id is not None:
        _settle_money(registration, user, agreed_cents, decided)
    return _cancelled(registration, user)


def _settle_money(
    registration: Registration, user: User | None, agreed_cents: int | None, decided: Decided | None
) -> None:
    """Money is locked before seats. An order of which nothing is owed any more comes back through settle_booking and has given
    the seat back by then."""
    reference = f"booking:{registration.booking.public_id}"
    lock_orders([reference])
    registration.refresh_from_db(fields=["status"])
    if registration.status in GONE:
        return  # another click was first, and settled it
    by_rule = leaving(registration).money
    reason = _("afgemeld: %(number)s") % {"number": registration.number}
    if by_rule is None:
        _leave_unpaid(registration, reference, reason, user)
        return
    if agreed_cents is not None and agreed_cents != by_rule.costs_cents:
        raise CostsChanged(_("De kosten van afmelden zijn intussen anders. Kijk nog eens of u zich wilt afmelden."))
    money = by_rule
    if decided is not None and decided.costs_cents != by_rule.costs_cents:
        if not decided.reason.strip():
            raise NotAllowed(_("Schrijf op waarom u van de regel afwijkt."))
        if not by_rule.is_bound:
            raise NotAllowed(_("Afmelden kost nog niets: er is niet betaald en er is geen factuur."))
        if not 0 <= decided.costs_cents <= by_rule.place_cents:
            raise NotAllowed(_("De kosten zijn hoogstens de prijs van de plaats."))
        money = leaving(registration, costs_cents=decided.costs_cents).money or by_rule
        record_audit(
            registration,
            "events.costs_decided",
            user=user,
            rule_cents=by_rule.costs_cents,
            costs_cents=money.costs_cents,
            reason=decided.reason.strip(),
        )
    waive(reference=reference, cents=money.waived_cents, reason=reason, user=user)


def _leave_unpaid(registration: Registration, reference: str, reason: str, user: User | None) -> None:
    """Nothing can be given up of its order. That is cancelled when nobody else is on it; while a bank takes days over the
    payment of several, nobody knows yet what there is to give back."""
    others = _others(registration)
    order = order_view(reference)
    if others and order and order.status == "open":
        raise NotAllowed(
            _(
                "De bank verwerkt de betaling van deze aanmelding nog. Meld u over een paar werkdagen af, of bel of mail ons."
            )
        )
    if order and not others:
        cancel_order(reference=reference, reason=reason, user=user)


def may_cancel(registration: Registration) -> bool:
    """Whether the participant can still cancel; one query."""
    first = registration.edition.sessions.order_by("starts_at").values_list("starts_at", flat=True).first()
    has_place = registration.status in SEATED - {RegistrationStatus.ATTENDED, RegistrationStatus.ABSENT}
    return has_place and (first is None or first > timezone.now())


def _check_in_time(registration: Registration) -> None:
    if not may_cancel(registration):
        raise NotAllowed(_("U kunt zich niet meer afmelden: het is al begonnen. Bel of mail ons."))


def _others(registration: Registration) -> bool:
    same_booking = Registration.objects.filter(booking=registration.booking, status__in=SEATED)
    return same_booking.exclude(pk=registration.pk).exists()


def _cancelled(registration: Registration, user: User | None) -> Registration:
    edition, _booking, registrations = locked_booking(registration.booking_id)
    fresh = next(found for found in registrations if found.pk == registration.pk)
    if fresh.status in GONE:
        return fresh
    was = RegistrationStatus(fresh.status)
    if was is RegistrationStatus.INTAKE:
        defer("events.settle_intake", booking=fresh.booking_id)  # colleagues may have waited for this one
    try:
        fresh.status = move(REGISTRATION, fresh.status, RegistrationStatus.CANCELLED)
    except MoveNotAllowed as refusal:
        raise NotAllowed(_("Deze inschrijving kan niet meer worden afgemeld.")) from refusal
    fresh.cancelled_at = timezone.now()
    fresh.save(update_fields=["status", "cancelled_at"])
    record_audit(fresh, "events.registration_cancelled", user=user, number=fresh.number)
    if was is RegistrationStatus.INTAKE:
        free_interview(fresh)
    view = registration_view(fresh)
    mails.mail_cancelled(view, was=was)
    hooks.registration_cancelled(view)
    withdraw_consents(edition.pk)
    give_back_seats(edition.pk, 1)
    advance_queue(edition.pk)
    return fresh
