import pytest

from cms.api import NotAllowed
from events.actions.change_quote import change_quote
from events.lifecycles import QuoteStatus
from tests.events.actions.quote_facts import quote_facts
from tests.factories.events import QuoteFactory

pytestmark = pytest.mark.django_db


def test_a_draft_changes_with_its_lines() -> None:
    quote = QuoteFactory.create(status=QuoteStatus.DRAFT)
    change_quote(quote_id=quote.pk, facts=quote_facts(title="Anders"))
    quote.refresh_from_db()
    assert quote.title == "Anders"
    assert [line.description for line in quote.lines.all()] == ["Teamsessie", "Voorbereiding"]


def test_what_was_sent_does_not_change_under_the_eyes_of_the_reader() -> None:
    quote = QuoteFactory.create(status=QuoteStatus.SENT, title="Zoals verstuurd")
    with pytest.raises(NotAllowed, match="Maak een nieuwe versie"):
        change_quote(quote_id=quote.pk, facts=quote_facts(title="Anders"))
    quote.refresh_from_db()
    assert quote.title == "Zoals verstuurd"
    assert quote.lines.count() == 1
