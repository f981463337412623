import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from cms.api import MoveNotAllowed, NotAllowed
from cms.models import Message
from events.actions.change_quote import change_quote
from events.actions.draft_quote import QuoteLineFacts
from events.actions.send_quote import send_quote
from events.lifecycles import QuoteStatus
from events.models import Quote
from tests.events.actions.quote_facts import quote_facts
from tests.factories.events import QuoteFactory

pytestmark = pytest.mark.django_db


def drafted(**facts: Any) -> Quote:
    quote = QuoteFactory.create(status=QuoteStatus.DRAFT, number="")
    return change_quote(quote_id=quote.pk, facts=quote_facts(**facts))


def test_the_first_offer_gets_the_next_number_and_a_mail_with_its_link() -> None:
    quote = drafted()
    send_quote(quote_id=quote.pk)
    send_quote(quote_id=quote.pk)
    quote.refresh_from_db()
    assert (quote.status, quote.number) == ("sent", f"O-{timezone.localdate().year}-0001")
    assert quote.sent_at is not None
    mail = Message.objects.get()
    assert mail.recipient == "s.visser@lindewaard.example"
    assert mail.subject == f"Offerte {quote.number}: Goed werk in vijftien teams"
    assert f"/offerte/{quote.access_key}/" in mail.text


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"lines": ()}, "Voeg eerst een regel met een prijs toe."),
        ({"lines": (QuoteLineFacts("Gratis", 1, 0),)}, "Voeg eerst een regel met een prijs toe."),
        ({"valid_until": None}, "Kies eerst een geldigheid die nog niet voorbij is."),
        ({"valid_until": dt.date(2020, 1, 1)}, "Kies eerst een geldigheid die nog niet voorbij is."),
    ],
)
def test_what_is_missing_is_said(facts: dict[str, Any], reason: str) -> None:
    quote = drafted(**facts)
    with pytest.raises(NotAllowed) as refusal:
        send_quote(quote_id=quote.pk)
    assert refusal.value.reason == reason
    quote.refresh_from_db()
    assert (quote.status, quote.number) == ("draft", "")
    assert not Message.objects.exists()


def test_without_a_vat_rule_there_is_no_total() -> None:
    quote = QuoteFactory.create(status=QuoteStatus.DRAFT, vat_rule=None)
    with pytest.raises(NotAllowed, match="btw-regel"):
        send_quote(quote_id=quote.pk)


def test_what_was_withdrawn_stays_so() -> None:
    quote = QuoteFactory.create(status=QuoteStatus.WITHDRAWN)
    with pytest.raises(MoveNotAllowed):
        send_quote(quote_id=quote.pk)
