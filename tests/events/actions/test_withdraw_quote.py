import pytest

from cms.api import MoveNotAllowed
from cms.models import Message
from events.actions.withdraw_quote import withdraw_quote
from events.lifecycles import QuoteStatus
from tests.factories.events import QuoteFactory

pytestmark = pytest.mark.django_db


def test_whoever_got_the_offer_is_told() -> None:
    quote = QuoteFactory.create(status=QuoteStatus.SENT, number="O-2026-0031")
    withdraw_quote(quote_id=quote.pk)
    quote.refresh_from_db()
    assert quote.status == "withdrawn"
    assert Message.objects.get().subject == "Offerte O-2026-0031 is ingetrokken"


@pytest.mark.parametrize("status", [QuoteStatus.DRAFT, QuoteStatus.REQUESTED])
def test_what_nobody_saw_disappears_in_silence(status: QuoteStatus) -> None:
    quote = QuoteFactory.create(status=status)
    withdraw_quote(quote_id=quote.pk)
    quote.refresh_from_db()
    assert quote.status == "withdrawn"
    assert not Message.objects.exists()


def test_not_after_a_yes() -> None:
    quote = QuoteFactory.create(status=QuoteStatus.ACCEPTED)
    with pytest.raises(MoveNotAllowed):
        withdraw_quote(quote_id=quote.pk)
    quote.refresh_from_db()
    assert quote.status == "accepted"
