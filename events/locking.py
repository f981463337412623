"""The lock order of the whole house, and the one statement that gives a seat.

Whoever locks two of these locks them in this order, once per transaction:

    Order (betalingen) -> Edition -> Booking -> Registration -> WaitingListEntry            QuoteRequest -> Quote -> Edition            MeetingRoom

An evaluation is locked after its edition or registration, and before the quotation (cms) that came of it. So is a guest list,
under whose lock guests come and go.

Reactions to an order (paid, expired, cancelled) run while that order is locked, so an action that may touch an order
calls betalingen first. A booking is placed without any lock: its rows are new, and the seats are its last statement (or,
when they were offered, the edition and the offer are locked last: the counters of numbers come before both).
A waiting list, a request for consent, and an invitation to a host change only while their edition is locked, so whoever holds
that lock sees them as they are.

Editions are locked FOR NO KEY UPDATE: the foreign key of a new booking holds the edition's key, and a full lock would
wait for every booking that is being placed.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Final, TypeVar

from django.db.models import Case, Exists, F, IntegerField, Value, When
from django.utils.translation import gettext as _

from betalingen.api import lock_orders
from cms.api import Among, Given, NotAllowed, PreparedUpdate, counts_changed
from events.lifecycles import EditionStatus, WaitingListStatus
from events.models import (
    Booking,
    ConsentRequest,
    Edition,
    GuestList,
    HostInvitation,
    Quote,
    QuoteRequest,
    Registration,
    Session,
    WaitingListEntry,
)

OPEN_TO_BOOKINGS = (EditionStatus.OPEN, EditionStatus.CONFIRMED)
TRIES: Final = 5

_COUNT: Final = Given("count", IntegerField())
_TAKE_SEATS: Final = PreparedUpdate(
    lambda: Edition.objects.filter(
        Among("status", Given("statuses")), pk=Given("pk"), capacity__gte=F("taken") + F("reserved") + _COUNT
    ),
    taken=F("taken") + _COUNT,
)

T = TypeVar("T")


class DecidedMeanwhile(Exception):
    """Between two locks the edition was decided about, or somebody booked it: start again from what is now."""


def until_settled(attempt: Callable[[], T]) -> T:
    """Try again what met another decision or booking half-way, in a transaction of its own each time.

    Raises NotAllowed when it never gets through.
    """
    for _try in range(TRIES):
        try:
            return attempt()
        except DecidedMeanwhile:
            continue
    raise NotAllowed(_("Er komen op dit moment aanmeldingen binnen. Probeer het nog eens."))


def take_seats(edition_pk: int, count: int, statuses: Collection[EditionStatus] = OPEN_TO_BOOKINGS) -> bool:
    """Take all `count` seats or none; False when they are not there, belong to the waiting list, or the edition is in none
    of these states (any more).

    One conditional update: two that want the last seat wait for each other on the row, and the second sees the first.
    It must be the last statement of its transaction, because everybody else waits from here to the commit. Beside an offer
    that is accepted this is the only place that raises `taken`; the constraint `edition_seats` stands behind both.
    """
    counts_changed()
    return bool(_TAKE_SEATS(pk=edition_pk, count=count, statuses=list(statuses)))


def give_back_seats(edition_pk: int, count: int) -> None:
    """Give seats back; call it while the edition and the registrations that held them are locked, and `advance_queue` after.

    While somebody waits they go to the waiting list in the same statement: a passer-by cannot take them in between.
    """
    if count:
        counts_changed()
        waiting = WaitingListEntry.objects.filter(edition=edition_pk, status=WaitingListStatus.WAITING)
        kept = Case(When(Exists(waiting), then=Value(count)), default=Value(0))
        Edition.objects.filter(pk=edition_pk).update(taken=F("taken") - count, reserved=F("reserved") + kept)


def locked_edition(pk: int) -> Edition:
    """The edition as it is now, locked until the transaction ends; raises Edition.DoesNotExist."""
    edition: Edition = Edition.objects.select_for_update(no_key=True).get(pk=pk)
    return edition


def locked_with_orders(pk: int) -> tuple[Edition, list[str]]:
    """An edition and before it the orders of all its bookings, locked; returns the references of those orders.

    Who books between the two locks is noticed: DecidedMeanwhile, see `until_settled`. Who books later waits for the lock
    on the edition and finds it decided.
    """
    locked = set(lock_orders(order_references(pk)))
    edition = locked_edition(pk)
    references = order_references(pk)
    if not locked.issuperset(references):
        raise DecidedMeanwhile
    return edition, references


def order_references(edition_pk: int) -> list[str]:
    """How betalingen calls the orders of the bookings of an edition, whatever became of them."""
    with_order = Booking.objects.filter(edition=edition_pk, order__isnull=False).order_by("pk")
    return [f"booking:{public_id}" for public_id in with_order.values_list("public_id", flat=True)]


def locked_booking(pk: int) -> tuple[Edition, Booking, Sequence[Registration]]:
    """A booking with its edition and registrations, locked in the right order; raises Booking.DoesNotExist."""
    edition = locked_edition(Booking.objects.values_list("edition_id", flat=True).get(pk=pk))
    booking = Booking.objects.select_for_update(no_key=True).get(pk=pk)
    booking.edition = edition
    registrations = list(Registration.objects.select_for_update().filter(booking=booking).order_by("pk"))
    for registration in registrations:
        registration.booking = booking
        registration.edition = edition
    return edition, booking, registrations


def locked_consent(pk: int) -> tuple[ConsentRequest, Sequence[Registration]]:
    """A request for consent and the registrations that wait for it, all of the booking locked."""
    booking_id = ConsentRequest.objects.values_list("booking_id", flat=True).get(pk=pk)
    _edition, booking, registrations = locked_booking(booking_id)
    request: ConsentRequest = ConsentRequest.objects.get(pk=pk)
    request.booking = booking
    return request, registrations


def locked_session(pk: int) -> Session:
    """A session as it is now, its edition locked; raises Session.DoesNotExist."""
    edition = locked_edition(Session.objects.values_list("edition_id", flat=True).get(pk=pk))
    session: Session = Session.objects.get(pk=pk)
    session.edition = edition
    return session


def locked_host(pk: int) -> HostInvitation:
    """An invitation to receive a session, with that session, their edition locked; raises HostInvitation.DoesNotExist."""
    session = locked_session(HostInvitation.objects.values_list("session_id", flat=True).get(pk=pk))
    invitation: HostInvitation = HostInvitation.objects.select_related("organisation").get(pk=pk)
    invitation.session = session
    return invitation


def locked_guest_list(edition_pk: int) -> GuestList | None:
    """The guest list of an edition with its session, as they are now; None when the edition takes no guests."""
    related = ("edition__offering", "session__host")
    locked = GuestList.objects.select_for_update(of=("self",)).select_related(*related)
    found: GuestList | None = locked.filter(edition=edition_pk).first()
    return found


def locked_entry(pk: int) -> WaitingListEntry:
    """An entry of a waiting list, its edition locked before it; raises WaitingListEntry.DoesNotExist."""
    edition = locked_edition(WaitingListEntry.objects.values_list("edition_id", flat=True).get(pk=pk))
    entry: WaitingListEntry = WaitingListEntry.objects.select_for_update().get(pk=pk)
    entry.edition = edition
    return entry


def locked_quote(pk: int) -> Quote:
    """A quote, its request locked before it, so that two versions of one offer never change at once."""
    request = QuoteRequest.objects.select_for_update(no_key=True, of=("self",)).get(quotes=pk)
    quote: Quote = Quote.objects.select_for_update(no_key=True).get(pk=pk)
    quote.request = request
    return quote
