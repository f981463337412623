import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from betalingen.models import Order
from cms.api import NotAllowed
from cms.models import Message, User
from events.actions.accept_quote import accept_quote
from events.actions.draft_addendum import draft_addendum
from events.actions.plan_editions import plan_editions
from events.actions.send_quote import send_quote
from events.lifecycles import EditionStatus, QuoteStatus
from events.models import Edition, Material, Quote
from tests.events.contracts import contract, plan
from tests.factories.betalingen import VatRuleFactory
from tests.factories.events import EditionFactory, MaterialFactory, SessionFactory, local

pytestmark = pytest.mark.django_db


def test_the_editions_are_closed_open_to_the_organisation_and_free(administrator: User) -> None:
    quote = contract()
    wanted = plan(3, place="Stadhuis")
    made = plan_editions(quote_id=quote.pk, plan=wanted, planned_before=0, user=administrator)

    quote.refresh_from_db()
    editions = list(Edition.objects.filter(quote=quote).order_by("pk"))
    assert [edition.pk for edition in made] == [edition.pk for edition in editions]
    assert {(each.status, each.capacity, each.email_domains, each.is_free, each.offering_id) for each in editions} == {
        ("open", 12, "lindewaard.example", True, quote.request.offering_id)
    }
    keys = {each.access_key for each in editions} | {quote.employees_key, quote.access_key}
    assert len(keys - {None}) == 5
    first = editions[0].sessions.get()
    assert (timezone.localtime(first.starts_at).date(), timezone.localtime(first.ends_at).time(), first.place) == (
        wanted.runs[0].day,
        dt.time(16, 30),
        "Stadhuis",
    )
    line = ModelLogEntry.objects.get(action="events.editions_planned")
    assert (line.object_id, line.user, line.data) == (str(quote.pk), administrator, {"count": 3, "places": 36})
    assert not Order.objects.exists()
    assert not Message.objects.exists()


def test_the_same_plan_twice_makes_its_editions_once() -> None:
    quote = contract()
    plan_editions(quote_id=quote.pk, plan=plan(3), planned_before=0)
    key = Quote.objects.get(pk=quote.pk).employees_key

    with pytest.raises(NotAllowed, match="intussen al edities gepland"):
        plan_editions(quote_id=quote.pk, plan=plan(3), planned_before=0)
    assert Edition.objects.count() == 3
    plan_editions(quote_id=quote.pk, plan=plan(12), planned_before=3)
    assert Edition.objects.count() == 15
    assert Quote.objects.get(pk=quote.pk).employees_key == key  # it was handed out already


def test_no_more_than_was_agreed_and_then_none_at_all() -> None:
    quote = contract()
    with pytest.raises(NotAllowed, match="Er ontbreken nog 15 edities"):
        plan_editions(quote_id=quote.pk, plan=plan(16), planned_before=0)
    plan_editions(quote_id=quote.pk, plan=plan(15), planned_before=0)
    with pytest.raises(NotAllowed, match="Alle afgesproken edities zijn al gepland"):
        plan_editions(quote_id=quote.pk, plan=plan(1), planned_before=15)
    assert Edition.objects.count() == 15


def test_a_cancelled_edition_may_be_planned_again() -> None:
    quote = contract(edition_count=1)
    [edition] = plan_editions(quote_id=quote.pk, plan=plan(1), planned_before=0)
    edition.status = EditionStatus.CANCELLED
    edition.save()
    plan_editions(quote_id=quote.pk, plan=plan(1), planned_before=0)
    assert Edition.objects.filter(quote=quote).count() == 2


@pytest.mark.parametrize("status", sorted(set(QuoteStatus) - {QuoteStatus.ACCEPTED}))
def test_only_after_a_yes(status: QuoteStatus) -> None:
    quote = contract(status=status)
    with pytest.raises(NotAllowed, match="waarop akkoord is gegeven"):
        plan_editions(quote_id=quote.pk, plan=plan(1), planned_before=0)
    assert not Edition.objects.exists()


def test_one_day_that_has_been_stops_the_whole_plan() -> None:
    quote = contract()
    good = plan(2)
    gone = replace(good.runs[0], day=timezone.localdate() - dt.timedelta(days=1))
    with pytest.raises(NotAllowed, match="al geweest"):
        plan_editions(quote_id=quote.pk, plan=replace(good, runs=(*good.runs, gone)), planned_before=0)
    assert not Edition.objects.exists()
    assert Quote.objects.get().employees_key is None


def test_an_example_gives_its_days_places_and_material_but_not_its_price() -> None:
    vat = VatRuleFactory.create()
    quote = contract()
    example = EditionFactory.create(
        offering=quote.request.offering, sessions=0, gross_price_cents=155_000, vat_rule=vat, minimum=6
    )
    for day in (2, 9):
        starts_at = local(2045, 3, day, 10)
        session = SessionFactory.create(edition=example, starts_at=starts_at, place="Utrecht", mode="on_site")
    MaterialFactory.create(session=session, document=None, url="https://example.org/lezen")

    [edition] = plan_editions(quote_id=quote.pk, plan=plan(1, example=example, place="elders"), planned_before=0)

    first, second = edition.sessions.order_by("starts_at")
    assert (second.starts_at.date() - first.starts_at.date(), first.place) == (dt.timedelta(days=7), "Utrecht")
    assert timezone.localtime(first.starts_at).time() == dt.time(10)
    assert (edition.gross_price_cents, edition.vat_rule, edition.minimum, edition.is_closed) == (0, None, 1, True)
    assert Material.objects.filter(session__edition=edition).get().session == second


def test_an_edition_of_a_team_keeps_its_name() -> None:
    quote = contract()
    wanted = plan(2)
    runs = (replace(wanted.runs[0], team="Vergunningen"), wanted.runs[1])
    made = plan_editions(quote_id=quote.pk, plan=replace(wanted, runs=runs), planned_before=0)
    assert [edition.team for edition in made] == ["Vergunningen", ""]


def test_after_an_accepted_addendum_there_is_more_to_plan() -> None:
    quote = contract(edition_count=1)
    plan_editions(quote_id=quote.pk, plan=plan(1), planned_before=0)
    addendum = draft_addendum(quote_id=quote.pk, count=2)
    send_quote(quote_id=addendum.pk)
    with pytest.raises(NotAllowed, match="Alle afgesproken"):
        plan_editions(quote_id=quote.pk, plan=plan(2), planned_before=1)
    accept_quote(quote_id=addendum.pk, name="Sanne Visser", function="manager")
    plan_editions(quote_id=quote.pk, plan=plan(2), planned_before=1)
    assert Edition.objects.filter(quote=quote).count() == 3
    with pytest.raises(NotAllowed, match="waarop akkoord is gegeven"):
        plan_editions(quote_id=addendum.pk, plan=plan(1), planned_before=0)
