"""Ask betalingen for the money that places cost."""

from betalingen.api import Customer, LineRequest, OrderView, Price, place_order
from events.contracts import EditionView
from events.models import Booking, Edition
from events.queries.fares import supply_of
from events.queries.snapshots import booking_path


def order_places(
    edition: Edition,
    view: EditionView,
    booking: Booking,
    count: int,
    *,
    customer: Customer,
    provider: str,
    is_held: bool,
    price: Price | None,
) -> OrderView | None:
    """The order for `count` places at this price each; None when they cost nothing. The same booking again returns the order
    made then.

    Raises NotAllowed when that way to pay is no longer there, or the subsidy in the price is used up meanwhile. The numbers of orders are handed out one by one, so it comes
    before the locks on editions and bookings.
    """
    if price is None or price.is_free:
        return None
    return place_order(
        reference=f"booking:{booking.public_id}",
        title=view.title,
        customer=customer,
        lines=[
            LineRequest(
                description=f"{view.title} ({edition.label})" if edition.label else view.title,
                quantity=count,
                price=price,
                subsidy_scheme_id=edition.subsidy_scheme_id if price.subsidy else None,
            )
        ],
        provider=provider,
        language=booking.language,
        return_path=booking_path(booking),
        is_held=is_held,
        supply=supply_of(view.sessions),
    )
