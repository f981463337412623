"""Agree with what a booking costs: the order is made, with the purchase-order number."""

from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.api import Customer, OrderView
from cms.api import NotAllowed, User, move, organisation_called, record_audit
from events import consent_mails
from events.actions.ask_for_money import AGREED, ask_for_money, end_of, hold_places
from events.actions.order_places import order_places
from events.lifecycles import CONSENT, ConsentStatus, RegistrationStatus
from events.locking import DecidedMeanwhile, locked_consent, until_settled
from events.models import ConsentRequest, Registration
from events.queries.edition_consequences import usual_term
from events.queries.snapshots import edition_view


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """What the budget holder fills in for the invoice; `email` is where that goes."""

    organisation_name: str
    department: str
    email: str
    purchase_order_number: str
    cost_centre: str
    orderer: str = ""


class ConsentGone(NotAllowed):
    """There is nothing to answer (any more)."""


def give_consent(*, request_id: int, agreement: Agreement, note: str = "", user: User | None = None) -> ConsentRequest:
    """Make the order at the price that was shown; given before changes nothing.

    On invoice the places are definite; otherwise the booker gets the link to pay, unless that waits for the decision about the
    edition. With `user` a colleague answers on behalf of the holder and says why in `note`. Raises NotAllowed, of which
    ConsentGone says that the time is up or somebody answered before.
    """
    return until_settled(lambda: _give(request_id, agreement, note, user))


def check_stands(request: ConsentRequest) -> None:
    """Raise ConsentGone unless it can still be answered, by the clock: the job that closes requests may come later."""
    if request.status != ConsentStatus.ASKED:
        raise ConsentGone(_("Hierover is al beslist, of het is niet meer nodig."))
    if request.until <= timezone.now():
        raise ConsentGone(_("De tijd om te beslissen is voorbij. De plaatsen zijn weer vrij."))


@transaction.atomic
def _give(request_id: int, agreement: Agreement, note: str, user: User | None) -> ConsentRequest:
    known = ConsentRequest.objects.select_related("booking__edition__offering__locale").get(pk=request_id)
    if known.status == ConsentStatus.GIVEN:
        return known
    check_stands(known)
    # Before the locks, because numbers of orders are handed out one by one; what changed meanwhile starts it again.
    count = Registration.objects.filter(booking=known.booking_id, status=RegistrationStatus.APPLIED).count()
    order = _order(known, count, agreement) if count else None
    request, registrations = locked_consent(request_id)
    if request.status == ConsentStatus.GIVEN:
        raise DecidedMeanwhile
    check_stands(request)
    waiting = [each for each in registrations if each.status == RegistrationStatus.APPLIED]
    if order is None or len(waiting) != count:
        raise DecidedMeanwhile
    request.status = move(CONSENT, request.status, ConsentStatus.GIVEN)
    request.answered_at, request.note = timezone.now(), note
    request.save(update_fields=["status", "answered_at", "note"])
    _go_on(request, waiting, order, user)
    return request


def _order(request: ConsentRequest, count: int, agreement: Agreement) -> OrderView | None:
    booking = request.booking
    known = Customer(**booking.payer["customer"])
    register = organisation_called(agreement.organisation_name)
    customer = replace(
        known,
        name=register.name if register else agreement.organisation_name,
        kvk_number=register.kvk_number if register else "",
        department=agreement.department,
        email=agreement.email,
        purchase_order_number=agreement.purchase_order_number,
        cost_centre=agreement.cost_centre,
        orderer=agreement.orderer,
    )
    return order_places(
        booking.edition,
        edition_view(booking.edition, booking.language),
        booking,
        count,
        customer=customer,
        provider=booking.payer["provider"],
        is_held=True,
        price=request.terms,
    )


def _go_on(request: ConsentRequest, waiting: list[Registration], order: OrderView, user: User | None) -> None:
    booking = request.booking
    booking.order_id, booking.payer = order.pk, {}
    booking.save(update_fields=["order_id", "payer"])
    record_audit(booking, "events.consent_given", user=user, order=order.number)
    consent_mails.mail_consent_given(request, order)
    if booking.edition.holds_orders:
        hold_places(booking, waiting, order)
    else:
        ask_for_money(booking.edition, waiting, end_of(usual_term(booking.edition)), told=AGREED, user=user)
