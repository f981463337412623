import pytest
from wagtail.models import ModelLogEntry

from betalingen.models import Order
from cms.api import NotAllowed
from cms.models import Message
from events.actions.accept_quote import accept_quote
from events.actions.draft_addendum import draft_addendum
from events.actions.revise_quote import revise_quote
from events.actions.send_quote import send_quote
from events.lifecycles import QuoteStatus
from events.models import Quote, QuoteLine
from tests.events.contracts import contract
from tests.factories.events import QuoteFactory

pytestmark = pytest.mark.django_db


def test_the_repeated_line_comes_back_for_the_same_price_and_nobody_is_mailed() -> None:
    quote = contract(agreements="U regelt de zaal.")
    QuoteLine.objects.create(quote=quote, description="Voorbereiding", quantity=1, unit_price_cents=75_000)
    addendum = draft_addendum(quote_id=quote.pk, count=8, head_count=96)

    assert (addendum.status, addendum.title, addendum.agreements, addendum.edition_count, addendum.version) == (
        "draft",
        "Aanvulling: Goed werk in vijftien teams",
        "U regelt de zaal.",
        8,
        1,
    )
    assert (addendum.vat_rule_id, addendum.number) == (quote.vat_rule_id, "")
    assert [(line.description, line.quantity, line.unit_price_cents) for line in addendum.lines.all()] == [
        ("Teamsessie", 8, 95_000)
    ]
    asked = addendum.request
    assert (asked.extends, asked.head_count, asked.group_size, asked.email) == (quote, 96, 12, quote.request.email)
    assert not Message.objects.exists()
    assert ModelLogEntry.objects.get(action="events.addendum_drafted").data == {"count": 8}


def test_for_the_same_people_no_groups_are_counted() -> None:
    assert draft_addendum(quote_id=contract().pk, count=8).request.group_size is None


def test_one_draft_at_a_time_and_only_on_a_contract() -> None:
    quote = contract()
    addendum = draft_addendum(quote_id=quote.pk, count=8)
    with pytest.raises(NotAllowed, match="al een aanvulling klaar"):
        draft_addendum(quote_id=quote.pk, count=8)
    send_quote(quote_id=addendum.pk)
    accept_quote(quote_id=addendum.pk, name="Sanne Visser", function="manager")
    with pytest.raises(NotAllowed, match="waarop akkoord is gegeven"):
        draft_addendum(quote_id=addendum.pk, count=8)
    with pytest.raises(NotAllowed, match="waarop akkoord is gegeven"):
        draft_addendum(quote_id=QuoteFactory.create(status=QuoteStatus.SENT).pk, count=8)
    assert Quote.objects.filter(request__extends=quote).count() == 1


def test_a_yes_makes_an_order_of_its_own_and_leaves_that_of_the_contract_alone() -> None:
    quote = contract(status=QuoteStatus.SENT)
    accept_quote(quote_id=quote.pk, name="Sanne Visser", function="manager")
    before = Order.objects.values().get()
    addendum = draft_addendum(quote_id=quote.pk, count=8)
    send_quote(quote_id=addendum.pk)
    accept_quote(quote_id=addendum.pk, name="Sanne Visser", function="manager")

    first, second = Order.objects.order_by("pk")
    assert Order.objects.values().get(pk=first.pk) == before
    assert (second.reference, second.total_cents) == (f"quote:{addendum.public_id}", 919_600)  # 8 x € 950,- and 21 %


def test_a_new_version_of_an_addendum_promises_as_many_editions() -> None:
    addendum = draft_addendum(quote_id=contract().pk, count=8)
    send_quote(quote_id=addendum.pk)
    again = revise_quote(quote_id=addendum.pk)
    assert (again.version, again.edition_count, again.request.extends_id) == (2, 8, addendum.request.extends_id)
