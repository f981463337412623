import datetime as dt

import pytest
from django.utils import timezone

from betalingen.models import Order
from cms.api import NotAllowed
from cms.models import Message
from events.actions.accept_quote import accept_quote
from events.actions.decline_quote import decline_quote
from events.lifecycles import QuoteStatus
from events.models import Quote
from tests.factories.betalingen import VatRuleFactory
from tests.factories.events import QuoteFactory

pytestmark = pytest.mark.django_db


def quote(**changes: object) -> Quote:
    made: Quote = QuoteFactory.create(**{"vat_rule": VatRuleFactory.create(), **changes})
    return made


def accept(offer: Quote) -> Quote:
    return accept_quote(quote_id=offer.pk, name="Sanne Visser", function="manager", purchase_order_number="PO-7")


def test_a_yes_places_the_order_on_invoice() -> None:
    offer = quote()
    accept(offer)

    offer.refresh_from_db()
    assert (offer.status, offer.accepted_by, offer.accepted_function, offer.purchase_order_number) == (
        "accepted",
        "Sanne Visser",
        "manager",
        "PO-7",
    )
    order = Order.objects.get()
    assert (order.total_cents, order.vat_cents) == (1_724_250, 299_250)  # 15 x € 950,- and 21 %
    assert (order.reference, order.is_deferred, order.customer_name) == (
        f"quote:{offer.public_id}",
        True,
        "Gemeente Lindewaard",
    )
    assert (order.purchase_order_number, order.pk) == ("PO-7", offer.order_id)
    subjects = Message.objects.exclude(about__startswith="order").values_list("subject", flat=True)
    assert sorted(subjects) == [
        f"Akkoord op offerte {offer.number}: Gemeente Lindewaard",
        "Uw akkoord is binnen: Goed werk in vijftien teams",
    ]


def test_twice_is_the_same_as_once() -> None:
    offer = quote()
    accept(offer)
    mails = Message.objects.count()
    accept(offer)

    assert (Order.objects.count(), Message.objects.count()) == (1, mails)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"status": QuoteStatus.DRAFT}, "Deze offerte is nog niet verstuurd."),
        ({"status": QuoteStatus.DECLINED}, "U heeft deze offerte afgewezen."),
        ({"status": QuoteStatus.EXPIRED}, "Deze offerte is verlopen. Vraag ons om een nieuwe."),
        (
            {"status": QuoteStatus.WITHDRAWN},
            "Deze offerte geldt niet meer. Kijk in uw mail of er een nieuwe versie is.",
        ),
        (
            {"valid_until": timezone.localdate() - dt.timedelta(days=1)},
            "Deze offerte is verlopen. Vraag ons om een nieuwe.",
        ),
    ],
)
def test_an_offer_that_no_longer_stands_is_refused(changes: dict[str, object], reason: str) -> None:
    offer = quote(**changes)
    before = offer.status

    with pytest.raises(NotAllowed) as refusal:
        accept(offer)

    offer.refresh_from_db()
    assert str(refusal.value.reason) == reason
    assert (offer.status, Order.objects.count(), Message.objects.count()) == (before, 0, 0)


def test_the_last_day_still_counts() -> None:
    assert accept(quote(valid_until=timezone.localdate())).status == "accepted"


def test_a_no_tells_the_academy_and_closes_the_offer() -> None:
    offer = quote()
    for _time in range(2):
        decline_quote(quote_id=offer.pk, reason="Te duur.")

    offer.refresh_from_db()
    assert offer.status == "declined"
    mail = Message.objects.get()
    assert (mail.subject, "Reden: Te duur." in mail.text) == (
        f"Offerte {offer.number} afgewezen: Gemeente Lindewaard",
        True,
    )
    with pytest.raises(NotAllowed):
        accept(offer)
    assert not Order.objects.exists()


def test_after_a_yes_there_is_no_no() -> None:
    offer = quote()
    accept(offer)

    with pytest.raises(NotAllowed):
        decline_quote(quote_id=offer.pk)
    offer.refresh_from_db()
    assert offer.status == "accepted"
