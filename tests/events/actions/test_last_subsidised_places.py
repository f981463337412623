"""Eight bookers at once for the last subsidised places, with real connections."""

import threading

import pytest
from django.db import connections

from betalingen.api import Customer, SubsidyGone
from betalingen.models import OrderLine
from cms.api import NotAllowed
from events.actions.place_booking import Booker, PriceChanged
from events.contracts import Participant
from tests.events.bookings import book, paid_edition
from tests.factories.betalingen import SubsidySchemeFactory

pytestmark = pytest.mark.django_db(transaction=True)

BOOKERS, PLACES = 8, 3


def test_never_more_than_the_ceiling_and_nobody_at_a_price_they_did_not_see() -> None:
    edition = paid_edition(subsidy_scheme=SubsidySchemeFactory.create(most_places=PLACES))
    gate = threading.Barrier(BOOKERS, timeout=30)
    refused: list[NotAllowed] = []

    def come(number: int) -> None:
        email = f"persoon{number}@lindewaard.example"
        booker = Booker(
            name="Sanne Visser",
            email=email,
            customer=Customer(name="Gemeente Lindewaard", email=email),
            provider="invoice",
            shown_cents=187_550,
        )
        try:
            gate.wait()
            book(edition, Participant(f"Persoon {number}", email), booker=booker)
        except (PriceChanged, SubsidyGone) as error:
            refused.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=come, args=[number]) for number in range(BOOKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    edition.refresh_from_db()
    assert (edition.taken, len(refused)) == (PLACES, BOOKERS - PLACES)
    assert list(OrderLine.objects.values_list("subsidy_cents", flat=True)) == [155_000] * PLACES
