"""Register one or more people for an edition: all of them or none."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models.functions import Lower
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from betalingen.api import Buyer, Customer, OrderView, Price, fares_now, order_sum
from cms.api import NotAllowed, User, move, organisation_called, record_audit, violated
from events import academy_mails, hooks, mails
from events.actions.accept_offer import accept_offer
from events.actions.add_interview_slots import invite_applicants
from events.actions.ask_consent import BudgetHolder, ask_consent, budget_holder_of
from events.actions.attach_uploads import attach_uploads
from events.actions.choose_workgroup import check_workgroups
from events.actions.order_places import order_places
from events.contracts import BookingDraft, EditionView, Participant, Refuse, RegistrationView, Wait
from events.lifecycles import REGISTRATION, SEATED, EditionStatus, RegistrationStatus
from events.locking import OPEN_TO_BOOKINGS, DecidedMeanwhile, take_seats, until_settled
from events.models import Booking, Edition, Registration
from events.queries.answers import answers_of_booking
from events.queries.domains import only_for, strangers
from events.queries.fares import buyer_of, fare_of
from events.queries.interviews import free_slots
from events.queries.snapshots import edition_view, registration_view


@dataclass(frozen=True, kw_only=True)
class Booker:
    """Who makes the booking; `customer`, `provider` and who must agree first only count when there is something to pay.

    `declares` says whether they declared what the subsidy asks. `shown_cents` is what they were told that all places
    come to, VAT included; None when they were told nothing.
    """

    name: str
    email: str
    organisation_name: str = ""
    customer: Customer | None = None
    provider: str = ""
    budget_holder: BudgetHolder | None = None
    declares: bool = False
    shown_cents: int | None = None


@dataclass(frozen=True)
class PlacedBooking:
    """The booking; `is_new` is False when the same form had been sent before. `order` when there is something to pay."""

    booking: Booking
    registrations: Sequence[Registration]
    order: OrderView | None = None
    is_new: bool = True
    waits_for: str = ""


class AlreadyRegistered(NotAllowed):
    """Some of the people hold a place already; `emails` are theirs, as they were given now."""

    def __init__(self, emails: Sequence[str]) -> None:
        super().__init__(
            ngettext("%(emails)s is al aangemeld.", "Deze adressen zijn al aangemeld: %(emails)s.", len(emails))
            % {"emails": ", ".join(emails)}
        )
        self.emails = emails


class PriceChanged(NotAllowed):
    """It costs something else than was shown."""


class NoSeats(NotAllowed):
    """The places are not there (any more)."""


@dataclass
class _Work:
    """What is known while a booking is being placed."""

    edition: Edition
    draft: BookingDraft
    booker: Booker
    language: str
    booking: Booking = field(init=False)
    order: OrderView | None = None
    status: RegistrationStatus = RegistrationStatus.CONFIRMED
    waits_for: str = ""


def place_booking(
    *,
    edition: Edition,
    form_key: uuid.UUID,
    participants: Sequence[Participant],
    booker: Booker,
    language: str,
    title: str = "",
    answers: Mapping[str, Mapping[str, Any]] | None = None,
    user: User | None = None,
    offer: int | None = None,
) -> PlacedBooking:
    """Book seats for everybody in `participants`, in one transaction.

    `edition` was fetched just now, best as one of `whole_editions`; `title` is that of its page in `language`, looked up
    when it is not at hand. With `offer`, the entry of a waiting list that has one, the seats are those held for it. The
    same `form_key` again returns the booking made then. Raises NotAllowed with a sentence for people, of which
    AlreadyRegistered and NoSeats can be told apart; after either nothing is stored and nobody mailed.
    """

    @transaction.atomic
    def place() -> PlacedBooking:
        draft = BookingDraft(edition_view(edition, language, title=title), tuple(participants), answers or {})
        work = _checked(edition, draft, booker, language, offer)
        _store_booking(work, form_key)
        registrations = _store_registrations(work)
        attach_uploads(work.booking, [*answers_of_booking(work.booking), *_answers(registrations)])
        record_audit(work.booking, "events.booking_placed", user=user, seats=len(registrations))
        _tell(work, registrations)
        if user is None:
            academy_mails.mail_booking_received(work.booking, registrations, seats_for=work.draft.edition.title)
        _take_seats(work, len(registrations), offer)
        check_workgroups(work.draft.edition, [registration.workgroup for registration in registrations])
        return PlacedBooking(work.booking, registrations, work.order, waits_for=work.waits_for)

    try:
        return until_settled(place)
    except (NotAllowed, IntegrityError) as error:
        # What stands in the way may be this form itself, sent before.
        earlier = _placed_before(form_key)
        if earlier:
            return earlier
        if isinstance(error, IntegrityError) and violated(error) == "registration_once":
            raise AlreadyRegistered(_registered(edition, participants)) from error
        raise


def _placed_before(form_key: uuid.UUID) -> PlacedBooking | None:
    booking = Booking.objects.filter(form_key=form_key).first()
    if booking is None:
        return None
    from_then = list(booking.registrations.order_by("pk"))
    return PlacedBooking(booking, from_then, is_new=False)


def _checked(edition: Edition, draft: BookingDraft, booker: Booker, language: str, offer: int | None) -> _Work:
    _check_open(edition, draft.edition)
    if offer is None:
        _check_room(edition, len(draft.participants))
    addresses = [participant.email.lower() for participant in draft.participants if participant.is_named]
    if len(set(addresses)) < len(addresses):
        raise NotAllowed(_("Elke deelnemer heeft een eigen e-mailadres nodig."))
    check_domains(draft.edition, draft.participants)
    hooks.check_registration(draft)
    work = _Work(edition, draft, booker, language)
    for step in hooks.registration_steps(draft.edition):
        match step.outcome(draft):
            case Refuse(reason):
                raise NotAllowed(reason)
            case Wait(then):
                work.status, work.waits_for = RegistrationStatus.INTAKE, str(then)
            case _:
                pass
    return work


def _check_open(edition: Edition, view: EditionView) -> None:
    if edition.status not in OPEN_TO_BOOKINGS:
        raise NotAllowed(_("U kunt zich hiervoor niet (meer) aanmelden: het gaat niet door of is al geweest."))
    if view.starts_at and view.starts_at <= timezone.now():
        raise NotAllowed(_("U kunt zich niet meer aanmelden: het is al begonnen."))


def _check_room(edition: Edition, count: int) -> None:
    """Not for an offer to the waiting list: whoever has one signed up before the deadline, and the seats are held."""
    if edition.closes_at and edition.closes_at <= timezone.now():
        raise NotAllowed(_("De aanmelding is gesloten."))
    # Saves the work when it is plainly full; the seats themselves are guarded by `take_seats`.
    if edition.left < count:
        raise _no_seats(edition.pk, count)


def check_domains(edition: EditionView, participants: Sequence[Participant]) -> None:
    """Raise NotAllowed when the edition is not for the address of one of them."""
    if strangers(edition, [participant.email for participant in participants if participant.is_named]):
        raise NotAllowed(only_for(edition))


def _registered(edition: Edition, participants: Sequence[Participant]) -> list[str]:
    """The addresses, as given now, that hold a place."""
    by_address = {participant.email.lower(): participant.email for participant in participants}
    held = set(
        Registration.objects.filter(edition=edition, status__in=SEATED)
        .annotate(address=Lower("email"))
        .filter(address__in=by_address)
        .values_list("address", flat=True)
    )
    return [email for address, email in by_address.items() if address in held]


def _take_seats(work: _Work, count: int, offer: int | None) -> None:
    is_held = work.order is not None and work.order.is_held
    if offer is not None:
        accept_offer(entry_id=offer, booking=work.booking, seats=count)
    elif take_seats(work.edition.pk, count, (EditionStatus.OPEN,) if is_held else OPEN_TO_BOOKINGS):
        return
    if is_held:
        work.edition.refresh_from_db(fields=["status"])
        if work.edition.status != EditionStatus.OPEN:
            # Decided while this was being placed: an order that waits for a decision would wait for ever.
            raise DecidedMeanwhile
    if offer is None:
        raise _no_seats(work.edition.pk, count)


def _no_seats(edition_pk: int, count: int) -> NotAllowed:
    edition = Edition.objects.get(pk=edition_pk)
    if edition.status not in OPEN_TO_BOOKINGS:
        return NotAllowed(_("Het gaat helaas niet door. U bent niet aangemeld."))
    left = edition.left
    if left < 1:
        return NoSeats(_("Alle plaatsen zijn bezet. U bent niet aangemeld."))
    words = ngettext("Er is nog %(left)s plaats", "Er zijn nog %(left)s plaatsen", left) % {"left": left}
    return NoSeats(
        _("%(places)s. U vroeg er %(count)s, dus er is niemand aangemeld.") % {"places": words, "count": count}
    )


def _store_booking(work: _Work, form_key: uuid.UUID) -> None:
    edition, booker = work.edition, work.booker
    organisation = organisation_called(booker.organisation_name)
    booking = Booking(
        form_key=form_key,
        edition=edition,
        name=booker.name,
        email=booker.email,
        organisation_name=organisation.name if organisation else booker.organisation_name,
        organisation=organisation,
        answers={key: dict(answers) for key, answers in work.draft.answers.items()},
        language=work.language,
        cancellation_steps=[] if edition.is_free else edition.cancellation_steps.get_prep_value(),
    )
    _ask_for_money(work, booking, buyer_of(organisation))
    booking.save()
    work.booking = booking


def _ask_for_money(work: _Work, booking: Booking, buyer: Buyer) -> None:
    """Whoever must be admitted first, or needs somebody's consent, owes nothing yet; who pays is kept until then."""
    edition, booker = work.edition, work.booker
    if edition.is_free:
        return
    if booker.customer is None:
        raise ValueError("A booking that costs something needs a customer.")
    price = _price(work, buyer)
    if price.is_free:
        return
    if work.status is RegistrationStatus.INTAKE or booker.budget_holder:
        booking.payer = {
            "provider": booker.provider,
            "customer": asdict(booker.customer),
            "price": price.to_json(),
        }
        if booker.budget_holder:
            booking.payer["budget_holder"] = asdict(booker.budget_holder)
        if work.status is not RegistrationStatus.INTAKE:
            work.status = RegistrationStatus.APPLIED
        return
    work.order = order_places(
        edition,
        work.draft.edition,
        booking,
        len(work.draft.participants),
        customer=booker.customer,
        provider=booker.provider,
        is_held=edition.holds_orders,
        price=price,
    )
    if work.order is None:
        return
    booking.order_id = work.order.pk
    if work.order.is_held:
        work.status = RegistrationStatus.APPLIED
    elif not work.order.is_deferred:
        work.status = RegistrationStatus.AWAITING_PAYMENT


def _price(work: _Work, buyer: Buyer) -> Price:
    """Of one place, as it was shown; raises PriceChanged when it is another by now."""
    [fare] = fares_now([fare_of(work.edition, work.draft.edition.sessions)])
    if fare is None:
        raise ValueError("What is free has no price.")
    count = len(work.draft.participants)
    with translation.override(work.language):  # in which discounts stand on the order
        price = fare.charge(on=timezone.localdate(), count=count, is_declared=work.booker.declares, buyer=buyer).price
    shown = work.booker.shown_cents
    if shown is not None and order_sum([(count, price)]).total_cents != shown:
        raise PriceChanged(
            _(
                "De prijs is veranderd terwijl u bezig was. Kijk bij “Uw aanmelding” wat het nu kost, en meld u daarna aan."
            )
        )
    return price


def _store_registrations(work: _Work) -> list[Registration]:
    status = move(REGISTRATION, RegistrationStatus.APPLIED, work.status)
    return Registration.objects.bulk_create(
        Registration(
            booking=work.booking,
            edition=work.edition,
            name=participant.name,
            email=participant.email,
            function=participant.function,
            answers=[asdict(answer) for answer in participant.answers],
            workgroup=participant.workgroup,
            status=status,
        )
        for participant in work.draft.participants
    )


def _answers(registrations: Sequence[Registration]) -> list[Mapping[str, Any]]:
    return [answer for registration in registrations for answer in registration.answers]


def _tell(work: _Work, registrations: Sequence[Registration]) -> None:
    views: list[RegistrationView] = [
        registration_view(registration, work.draft.edition) for registration in registrations
    ]
    if work.status is RegistrationStatus.INTAKE:
        for view in views:
            mails.mail_waiting(view, work.waits_for)
        if free_slots(work.edition).exists():
            invite_applicants(work.edition.pk)
    if work.status is RegistrationStatus.APPLIED and budget_holder_of(work.booking):
        ask_consent(work.booking, registrations)
    if work.status is RegistrationStatus.APPLIED and work.order:
        for view in views:
            mails.mail_held(view, work.edition.decision_date)
        mails.mail_booking_held(work.booking, views, work.order, work.edition.decision_date)
    if work.status is RegistrationStatus.AWAITING_PAYMENT and work.order:
        mails.mail_booking_received(work.booking, views, work.order)
    if work.status is RegistrationStatus.CONFIRMED:
        for view in views:
            mails.mail_confirmed(view)
            hooks.registration_confirmed(view)
        if work.order:
            mails.mail_booking_confirmed(work.booking, views, work.order)
