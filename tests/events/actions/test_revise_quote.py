import pytest

from cms.api import NotAllowed
from cms.models import Message
from events.actions.revise_quote import revise_quote
from events.actions.send_quote import send_quote
from events.lifecycles import QuoteStatus
from events.models import Quote
from tests.factories.betalingen import VatRuleFactory
from tests.factories.events import QuoteFactory

pytestmark = pytest.mark.django_db


def test_a_new_version_takes_over_number_and_lines_and_replaces_the_old_one() -> None:
    old = QuoteFactory.create(number="O-2026-0031", vat_rule=VatRuleFactory.create(), is_pilot=True)
    new = revise_quote(quote_id=old.pk)
    old.refresh_from_db()
    assert (old.status, new.status, new.version, new.number, new.is_pilot) == (
        "withdrawn",
        "draft",
        2,
        "O-2026-0031",
        True,
    )
    assert [(line.description, line.quantity) for line in new.lines.all()] == [("Teamsessie", 15)]
    assert not Message.objects.exists()
    send_quote(quote_id=new.pk)
    assert "Dit is versie 2; de vorige is hiermee vervallen." in Message.objects.get().text
    new.refresh_from_db()
    assert new.number == "O-2026-0031"


def test_one_draft_at_a_time() -> None:
    old = QuoteFactory.create(status=QuoteStatus.DECLINED)
    QuoteFactory.create(request=old.request, version=2, status=QuoteStatus.DRAFT)
    with pytest.raises(NotAllowed, match="al een andere versie"):
        revise_quote(quote_id=old.pk)
    assert Quote.objects.count() == 2


def test_not_after_a_yes() -> None:
    accepted = QuoteFactory.create(status=QuoteStatus.ACCEPTED)
    with pytest.raises(NotAllowed, match="akkoord"):
        revise_quote(quote_id=accepted.pk)
    assert Quote.objects.count() == 1
