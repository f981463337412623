import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.api import NotAllowed
from cms.models import Message
from events.actions.draft_follow_up import draft_follow_up
from events.actions.send_quote import send_quote
from events.lifecycles import EditionStatus, QuoteStatus
from events.models import Quote, QuoteLine
from tests.events.contracts import contract
from tests.factories.events import EditionFactory, QuoteFactory

pytestmark = pytest.mark.django_db


def finished(**changes: object) -> Quote:
    quote = contract(**{"is_pilot": True, "edition_count": 2, "agreements": "U regelt de zaal.", **changes})
    EditionFactory.create(quote=quote, status=EditionStatus.COMPLETED)
    EditionFactory.create(quote=quote, status=EditionStatus.CANCELLED)
    return quote


def test_the_organisation_and_the_lines_come_back_with_groups_for_the_new_people_and_nobody_is_mailed() -> None:
    quote = finished()
    QuoteLine.objects.create(quote=quote, description="Voorbereiding", quantity=1, unit_price_cents=75_000, position=1)
    new = draft_follow_up(quote_id=quote.pk, head_count=100)

    assert (new.status, new.title, new.agreements, new.is_pilot, new.edition_count, new.number) == (
        "draft",
        "Vervolg: Goed werk in vijftien teams",
        "U regelt de zaal.",
        False,
        None,
        "",
    )
    assert [(line.description, line.quantity, line.unit_price_cents) for line in new.lines.all()] == [
        ("Teamsessie", 9, 95_000),  # 100 people in groups of 12
        ("Voorbereiding", 1, 75_000),
    ]
    asked = new.request
    assert (asked.follows, asked.extends, asked.head_count, asked.group_size) == (quote, None, 100, 12)
    assert (asked.email, asked.organisation_name, asked.offering_id) == (
        quote.request.email,
        quote.request.organisation_name,
        quote.request.offering_id,
    )
    assert (new.vat_rule_id, new.contact_id) == (quote.vat_rule_id, quote.contact_id)
    assert not Message.objects.exists()
    assert ModelLogEntry.objects.get(action="events.follow_up_drafted").data == {"people": 100}


def test_prices_are_those_of_the_last_accepted_addendum() -> None:
    quote = finished()
    for cents, status in ((97_000, QuoteStatus.ACCEPTED), (98_000, QuoteStatus.ACCEPTED), (1_000, QuoteStatus.SENT)):
        addendum = QuoteFactory.create(
            request__extends=quote, status=status, answered_at=timezone.now() if cents > 1_000 else None
        )
        addendum.lines.update(unit_price_cents=cents)
    assert draft_follow_up(quote_id=quote.pk, head_count=12).lines.get().unit_price_cents == 98_000


def test_without_a_group_size_there_are_as_many_as_before() -> None:
    quote = finished(request__group_size=None)
    assert draft_follow_up(quote_id=quote.pk, head_count=12).lines.get().quantity == 15


def test_only_what_is_finished_and_one_draft_at_a_time() -> None:
    quote = finished()
    coming = EditionFactory.create(quote=quote, status=EditionStatus.CONFIRMED)
    with pytest.raises(NotAllowed, match="Er komen nog edities"):
        draft_follow_up(quote_id=quote.pk, head_count=12)
    coming.delete()
    first = draft_follow_up(quote_id=quote.pk, head_count=12)
    with pytest.raises(NotAllowed, match="al een vervolg klaar"):
        draft_follow_up(quote_id=quote.pk, head_count=12)
    send_quote(quote_id=first.pk)
    draft_follow_up(quote_id=quote.pk, head_count=12)
    assert Quote.objects.filter(request__follows=quote).count() == 2


def test_nothing_was_given_yet() -> None:
    with pytest.raises(NotAllowed, match="Er komen nog edities"):
        draft_follow_up(quote_id=contract().pk, head_count=12)


@pytest.mark.parametrize("status", sorted(set(QuoteStatus) - {QuoteStatus.ACCEPTED}))
def test_only_on_a_contract(status: QuoteStatus) -> None:
    quote = finished(status=status)
    with pytest.raises(NotAllowed, match="waarop akkoord is gegeven"):
        draft_follow_up(quote_id=quote.pk, head_count=12)
    assert Quote.objects.count() == 1
