"""What somebody sees who is asked to agree with the costs of a booking."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.api import OrderView, order_view, payment_choices
from cms.api import Fact, PriceLine, Status
from events.lifecycles import SEATED, ConsentStatus, RegistrationStatus
from events.models import ConsentRequest, Registration
from events.queries.editions import EditionCard, card_of
from events.queries.prices import booking_lines, price_then
from events.queries.wording import language, until, when_and_where

RELATED = "booking__edition"


@dataclass(frozen=True)
class ConsentPage:
    """One request with its price and state. `people` keep a place; the price is that of all of them."""

    request: ConsentRequest
    card: EditionCard
    facts: Sequence[Fact]
    people: Sequence[Registration]
    status: Status
    price_lines: Sequence[PriceLine]
    price_then: str
    payment: str
    until: str
    order: OrderView | None

    @property
    def can_answer(self) -> bool:
        return stands(self.request)

    @property
    def needs_payment(self) -> bool:
        """Whether the order can be paid now."""
        order = self.order
        return order is not None and order.status == "open" and not (order.is_held or order.is_deferred)


def stands(request: ConsentRequest) -> bool:
    """Whether it can be answered now; the job that closes requests may come a little later."""
    return request.status == ConsentStatus.ASKED and request.until > timezone.now()


def consent_page(access_key: str) -> ConsentPage | None:
    """None when nobody has this key."""
    related = [f"{RELATED}__{name}" for name in ("offering__locale", "vat_rule", "subsidy_scheme__funder")]
    request = ConsentRequest.objects.select_related(*related).filter(access_key=access_key).first()
    if request is None:
        return None
    booking = request.booking
    card = card_of(booking.edition)
    people = [each for each in booking.registrations.order_by("pk") if each.status in SEATED]
    waiting = [each for each in people if each.status == RegistrationStatus.APPLIED]
    return ConsentPage(
        request=request,
        card=card,
        facts=when_and_where(card.view.sessions),
        people=people,
        status=_status(request),
        price_lines=booking_lines(request.terms, len(waiting)) if stands(request) else [],
        price_then=price_then(request.terms),
        payment=_payment(booking.payer.get("provider", "")),
        until=until(request.until),
        order=order_view(f"booking:{booking.public_id}") if booking.order_id else None,
    )


def _payment(provider: str) -> str:
    """The way to pay that the booker chose, in words."""
    return next((choice.label for choice in payment_choices(language()) if choice.key == provider), "")


def _status(request: ConsentRequest) -> Status:
    match ConsentStatus(request.status):
        case ConsentStatus.ASKED if stands(request):
            return Status(
                "maybe", _("Wacht op uw akkoord"), _("Beslissen kan %(until)s.") % {"until": until(request.until)}
            )
        case ConsentStatus.GIVEN:
            return Status("go", _("Akkoord"), _("Er is akkoord gegeven. U hoeft niets meer te doen."))
        case ConsentStatus.DECLINED:
            return Status("off", _("Niet akkoord"), _("De plaatsen zijn weer vrij en er wordt niets betaald."))
        case ConsentStatus.WITHDRAWN:
            return Status("off", _("Niet meer nodig"), _("De aanmelding is ingetrokken. U hoeft niets te doen."))
        case _:
            return Status(
                "past",
                _("De tijd is voorbij"),
                _("Beslissen kon %(until)s. De plaatsen zijn weer vrij.") % {"until": until(request.until)},
            )
