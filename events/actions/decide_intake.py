"""Decide about somebody who is admitted only after a talk. Money is asked once everybody on the booking is decided about."""

from collections.abc import Callable, Sequence
from typing import Any, Literal

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from betalingen.api import Customer, OrderView
from cms.api import NotAllowed, User, move, record_audit
from events import hooks, mails
from events.actions.advance_queue import advance_queue
from events.actions.ask_consent import agreed_price, ask_consent, budget_holder_of
from events.actions.ask_for_money import ADMITTED, ask_for_money, end_of, hold_places
from events.actions.free_interview import free_interview
from events.actions.order_places import order_places
from events.lifecycles import REGISTRATION, EditionStatus, RegistrationStatus
from events.locking import DecidedMeanwhile, give_back_seats, locked_booking, until_settled
from events.models import Booking, Edition, Intake, Registration
from events.queries.edition_consequences import usual_term
from events.queries.offerings import live_offerings
from events.queries.snapshots import edition_view, registration_view

IN_INTAKE = RegistrationStatus.INTAKE


def note_intake(*, registration_id: int, notes: str, user: User) -> Intake:
    """Keep what a colleague noted; the log says that it was done, not what."""
    with transaction.atomic():
        registration = Registration.objects.select_for_update().get(pk=registration_id)
        intake, _made = Intake.objects.update_or_create(registration=registration, defaults={"notes": notes})
        record_audit(registration, "events.intake_noted", user=user)
        return intake


def admit_registration(*, registration_id: int, user: User | None = None) -> Registration:
    """Admit somebody: the place is definite when it is free or on invoice, and else when the money is in.

    Raises MoveNotAllowed unless the registration is in intake, NotAllowed when it is over or there is no way to pay.
    """

    def admit(fresh: Registration, intake: Intake) -> None:
        if fresh.edition.status == EditionStatus.CANCELLED:
            raise NotAllowed(_("Het gaat niet door; er valt niemand meer toe te laten."))
        if fresh.status != IN_INTAKE:
            move(REGISTRATION, fresh.status, RegistrationStatus.AWAITING_PAYMENT)
        intake.decided_at = timezone.now()
        record_audit(fresh, "events.intake_admitted", user=user, number=fresh.number)

    return _decide(registration_id, admit, user, is_admitted=1)


def refuse_registration(*, registration_id: int, reason: str, user: User | None = None) -> Registration:
    """Refuse somebody, with a reason that they read; the place is free again. Raises MoveNotAllowed."""

    def refuse(fresh: Registration, intake: Intake) -> None:
        _turn_away(fresh, intake, RegistrationStatus.REFUSED, reason, user)
        mails.mail_refused(registration_view(fresh), reason)

    return _decide(registration_id, refuse, user, is_admitted=0)


def advise_otherwise(*, registration_id: int, programme: Page, reason: str, user: User | None = None) -> Registration:
    """Advise somebody another programme, and why; the place is free again. Raises MoveNotAllowed."""

    def advise(fresh: Registration, intake: Intake) -> None:
        intake.advice = programme
        _turn_away(fresh, intake, RegistrationStatus.OTHER_ADVICE, reason, user)
        language = fresh.booking.language
        shown = live_offerings([programme.translation_key], language).get(programme.translation_key)
        address = shown and shown.get_url()
        if not shown or not address:
            raise NotAllowed(_("Dat programma staat niet (meer) op de site."))
        mails.mail_other_advice(registration_view(fresh), reason, shown.title, f"{settings.SITE_URL}{address}")

    return _decide(registration_id, advise, user, is_admitted=0)


def settle_intake(*, booking_id: int, user: User | None = None) -> None:
    """Ask for the money of whoever is admitted, when nobody on the booking is undecided (any more)."""
    until_settled(lambda: _settle(booking_id, user))


def _decide(
    registration_id: int,
    decision: Callable[[Registration, Intake], None],
    user: User | None,
    *,
    is_admitted: Literal[0, 1],
) -> Registration:
    @transaction.atomic
    def attempt() -> Registration:
        known = Registration.objects.select_related("booking__edition").get(pk=registration_id)
        before = _undecided(known.booking_id)
        is_last = before <= {registration_id}
        order = _order(known.booking, _admitted(known.booking_id) + is_admitted) if is_last else None
        _edition, booking, registrations = locked_booking(known.booking_id)
        if _undecided(booking.pk) != before:
            raise DecidedMeanwhile
        fresh = next(each for each in registrations if each.pk == registration_id)
        intake, _made = Intake.objects.get_or_create(registration=fresh)
        decision(fresh, intake)
        intake.save()
        free_interview(fresh)  # before the talk, for whoever needs none
        if is_last:
            _go_on(booking, [each for each in registrations if each.status == IN_INTAKE], order, user)
        elif is_admitted:
            mails.mail_admitted(registration_view(fresh))
        return fresh

    return until_settled(attempt)


@transaction.atomic
def _settle(booking_id: int, user: User | None) -> None:
    count = _admitted(booking_id)
    if not count or _undecided(booking_id):
        return
    order = _order(Booking.objects.select_related("edition").get(pk=booking_id), count)
    _edition, booking, registrations = locked_booking(booking_id)
    if _undecided(booking_id) or _admitted(booking_id) != count:
        raise DecidedMeanwhile
    _go_on(booking, [each for each in registrations if each.status == IN_INTAKE], order, user)


def _undecided(booking_id: int) -> set[int]:
    waiting = Registration.objects.filter(booking=booking_id, status=IN_INTAKE, intake__decided_at=None)
    return set(waiting.values_list("pk", flat=True))


def _admitted(booking_id: int) -> int:
    """How many are admitted and wait for colleagues on the same booking."""
    return Registration.objects.filter(booking=booking_id, status=IN_INTAKE, intake__decided_at__isnull=False).count()


def _order(booking: Booking, count: int) -> OrderView | None:
    """Held at first: how long one may take to pay is said when it is released. Not before the budget holder agrees."""
    if not count or not booking.payer or budget_holder_of(booking):
        return None
    edition: Edition = booking.edition
    return order_places(
        edition,
        edition_view(edition, booking.language),
        booking,
        count,
        customer=Customer(**booking.payer["customer"]),
        provider=booking.payer["provider"],
        is_held=True,
        price=agreed_price(booking),
    )


def _go_on(booking: Booking, admitted: Sequence[Registration], order: OrderView | None, user: User | None) -> None:
    """Everybody is decided about: what is kept of who pays goes into the order, or to whoever decides about the money."""
    if admitted and budget_holder_of(booking) and not booking.edition.is_free:
        ask_consent(booking, admitted, user=user)
        return
    changes: dict[str, Any] = {"payer": {}}
    if order is not None and admitted:
        changes["order_id"] = order.pk
    for name, value in changes.items():
        setattr(booking, name, value)
    booking.save(update_fields=list(changes))
    if not admitted:
        return
    edition: Edition = booking.edition
    if order is None:
        _confirm(admitted)
    elif edition.holds_orders:
        hold_places(booking, admitted, order)
    else:
        ask_for_money(edition, admitted, end_of(usual_term(edition)), told=ADMITTED, user=user)


def _confirm(admitted: Sequence[Registration]) -> None:
    for each in admitted:
        each.status = move(REGISTRATION, each.status, RegistrationStatus.CONFIRMED)
        each.save(update_fields=["status"])
        view = registration_view(each)
        mails.mail_confirmed(view)
        hooks.registration_confirmed(view)


def _turn_away(fresh: Registration, intake: Intake, status: RegistrationStatus, reason: str, user: User | None) -> None:
    fresh.status = move(REGISTRATION, fresh.status, status)
    fresh.cancelled_at = timezone.now()
    fresh.save(update_fields=["status", "cancelled_at"])
    intake.reason, intake.decided_at = reason, timezone.now()
    record_audit(fresh, f"events.intake_{status.value}", user=user, number=fresh.number)
    hooks.registration_cancelled(registration_view(fresh))
    give_back_seats(fresh.edition_id, 1)
    advance_queue(fresh.edition_id)
