import pytest

from cms.api import NotAllowed
from cms.models import Message
from events.actions.draft_quote import draft_quote
from events.lifecycles import QuoteStatus
from events.models import Quote
from tests.events.actions.quote_facts import quote_facts
from tests.factories.events import QuoteFactory, QuoteRequestFactory

pytestmark = pytest.mark.django_db


def test_what_was_asked_becomes_a_draft_that_nobody_is_mailed_about() -> None:
    waiting = QuoteFactory.create(status=QuoteStatus.REQUESTED, lines=0, number="")
    quote = draft_quote(request_id=waiting.request_id, facts=quote_facts())
    assert quote.pk == waiting.pk
    quote.refresh_from_db()
    assert (quote.status, quote.number, quote.version) == ("draft", "", 1)
    assert [(line.description, line.quantity, line.unit_price_cents) for line in quote.lines.all()] == [
        ("Teamsessie", 15, 95_000),
        ("Voorbereiding", 1, 75_000),
    ]
    assert not Message.objects.exists()


def test_a_request_without_a_waiting_quote_gets_one() -> None:
    request = QuoteRequestFactory.create()
    assert draft_quote(request_id=request.pk, facts=quote_facts()).request == request


def test_one_offer_per_request() -> None:
    sent = QuoteFactory.create(status=QuoteStatus.SENT)
    with pytest.raises(NotAllowed, match="al een offerte gemaakt"):
        draft_quote(request_id=sent.request_id, facts=quote_facts())
    assert Quote.objects.count() == 1
