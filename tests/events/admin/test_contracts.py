"""After a yes: the editions of a contract as a programme manager plans them."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from events.lifecycles import EditionStatus, QuoteStatus
from events.models import Edition, Quote
from tests.events.contracts import contract
from tests.events.questions import stored
from tests.factories.events import BookingFactory, EditionFactory, QuoteFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/inschrijvingen/offertes/"
SCREEN_QUERIES = 24


def plan_url(quote: Quote) -> str:
    return f"{LIST}edities/{quote.pk}/"


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "count": 15,
        "capacity": 12,
        "first_day": f"{timezone.localdate() + dt.timedelta(days=10):%Y-%m-%d}",
        "every": 7,
        "dates_text": "",
        "example": "",
        "start": "09:30",
        "end": "16:30",
        "mode": "on_site",
        "place": "Stadhuis",
        "meeting_provider": "",
        "teams": "",
        "email_domains": "lindewaard.example",
        "seen": "",
    } | changes


def seen(html: str) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', html)
    return found[1] if found else ""


def test_the_screen_tells_how_far_it_is(manager: Client) -> None:
    quote = contract()
    html = manager.get(f"{LIST}inspect/{quote.pk}/").content.decode()
    assert "0 van 15 edities" in html
    assert plan_url(quote) in html
    assert "Link voor medewerkers" not in html

    EditionFactory.create(quote=quote, status=EditionStatus.COMPLETED, access_key="k" * 32, team="Vergunningen")
    html = manager.get(f"{LIST}inspect/{quote.pk}/").content.decode()
    assert "1 van 15 edities" in html
    assert "Vergunningen" in html
    assert f"/besloten/{'k' * 32}/" in html
    assert "te weinig" not in html  # there are more to come

    Quote.objects.filter(pk=quote.pk).update(edition_count=1)
    html = manager.get(f"{LIST}inspect/{quote.pk}/").content.decode()
    assert "De geplande edities hebben 12 plaatsen voor 170 medewerkers: 158 te weinig." in html


@pytest.mark.parametrize("status", sorted(set(QuoteStatus) - {QuoteStatus.ACCEPTED}))
def test_what_is_no_contract_has_no_such_part(status: QuoteStatus, manager: Client) -> None:
    html = manager.get(f"{LIST}inspect/{contract(status=status).pk}/").content.decode()
    assert "Uitvoering" not in html
    assert LIST + "edities/" not in html


@pytest.mark.parametrize("count", [1, 12])
def test_the_screen_costs_as_many_queries_with_one_edition_as_with_twelve(
    count: int, manager: Client, django_assert_num_queries: Any
) -> None:
    quote = contract()
    for number in range(count):
        EditionFactory.create(quote=quote, offering=quote.request.offering, access_key=f"{number:032}")
    manager.get(f"{LIST}inspect/{quote.pk}/")  # what is looked up once per process
    with django_assert_num_queries(SCREEN_QUERIES):
        assert manager.get(f"{LIST}inspect/{quote.pk}/").content.decode().count("/besloten/") == count


def test_first_the_days_and_then_exactly_those(manager: Client) -> None:
    quote = contract()
    form = manager.get(plan_url(quote)).context["form"]
    assert (form["count"].value(), form["capacity"].value(), form["email_domains"].value()) == (
        15,
        12,
        "lindewaard.example",
    )

    shown = manager.post(plan_url(quote), typed()).content.decode()
    assert "Ja, plan 15 edities" in shown
    assert not Edition.objects.exists()

    # Somebody changes the size after looking: what is carried out is only what was seen.
    other = manager.post(plan_url(quote), typed(capacity=11, seen=seen(shown))).content.decode()
    assert "Met 11 per editie zijn er straks 165 plaatsen voor 170 medewerkers: 5 te weinig." in other
    assert "te weinig" not in shown
    assert not Edition.objects.exists()

    response = manager.post(plan_url(quote), typed(capacity=11, seen=seen(other)))
    assert response["Location"] == f"{LIST}inspect/{quote.pk}/"
    assert set(Edition.objects.values_list("capacity", "quote_id", "status")) == {(11, quote.pk, "open")}

    # The same form sent once more.
    manager.post(plan_url(quote), typed(capacity=11, seen=seen(other)))
    assert Edition.objects.count() == 15
    assert "Kopieer" not in manager.get(response["Location"]).content.decode()
    assert "Link voor medewerkers" in manager.get(response["Location"]).content.decode()


def test_days_are_typed_in_dutch_and_teams_get_theirs_in_order(manager: Client) -> None:
    quote = contract()
    data = typed(
        dates_text="2 maart 2046 9.00 - 12.00 uur, 9 maart", first_day="", teams="Vergunningen\n\nBurgerzaken\n"
    )
    shown = manager.post(plan_url(quote), data).content.decode()
    manager.post(plan_url(quote), data | {"seen": seen(shown)})

    editions = Edition.objects.order_by("pk")
    assert [edition.team for edition in editions] == ["Vergunningen", "Burgerzaken"]
    assert [f"{timezone.localtime(edition.sessions.get().starts_at):%d-%m-%Y %H:%M}" for edition in editions] == [
        "02-03-2046 09:00",
        "09-03-2046 09:00",
    ]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"first_day": ""}, "Kies de eerste dag, of typ de dagen hieronder."),
        ({"first_day": "2020-01-06"}, "Kies een dag die nog komt."),
        ({"end": "09:00"}, "De eindtijd ligt niet na de begintijd."),
        ({"dates_text": "ergens in het voorjaar"}, "Niet gelezen: ergens in het voorjaar."),
        ({"dates_text": "uur"}, "Hier staat geen dag in."),
        ({"dates_text": "6 januari 2020"}, "Deze dag is al voorbij."),
        ({"dates_text": "2 maart 2046 12.00 - 9.00 uur"}, "De eindtijd ligt niet na de begintijd."),
        ({"count": 1, "teams": "A\nB"}, "Er zijn meer teams dan edities: 2 tegen 1."),
        ({"teams": "x" * 81}, "Een naam heeft hoogstens 80 tekens."),
        ({"email_domains": "lindewaard"}, "“lindewaard” is geen domein."),
        ({"count": 101}, "hoogstens 100 is."),
    ],
)
def test_mistakes_stand_beside_their_field(changes: dict[str, Any], message: str, manager: Client) -> None:
    html = manager.post(plan_url(contract()), typed(**changes)).content.decode()
    assert message in html
    assert 'value="Stadhuis"' in html
    assert not Edition.objects.exists()


def test_more_than_was_agreed_is_refused_in_the_form(manager: Client) -> None:
    quote = contract(edition_count=3)
    shown = manager.post(plan_url(quote), typed(count=4)).content.decode()
    refused = manager.post(plan_url(quote), typed(count=4, seen=seen(shown))).content.decode()
    assert "Er ontbreken nog 3 edities. Spreek er meer af met een aanvulling." in refused
    assert 'value="Stadhuis"' in refused
    assert not Edition.objects.exists()


def test_an_addendum_is_one_click(manager: Client) -> None:
    quote = contract()
    for number in range(2):
        EditionFactory.create(quote=quote, access_key=f"{number:032}")
    url = f"{LIST}aanvulling/{quote.pk}/"
    form = manager.get(url).context["form"]
    assert (form["count"].value(), form["head_count"].value()) == (13, 0)  # 146 people have no place yet

    response = manager.post(url, {"count": 8, "head_count": 0})

    addendum = Quote.objects.get(request__extends=quote)
    assert response["Location"] == f"{LIST}edit/{addendum.pk}/"
    assert "Aanvulling: Goed werk" in manager.get(f"{LIST}inspect/{quote.pk}/").content.decode()
    assert f"{LIST}inspect/{quote.pk}/" in manager.get(f"{LIST}inspect/{addendum.pk}/").content.decode()
    refused = manager.post(url, {"count": 8, "head_count": 0}).content.decode()
    assert "Er staat al een aanvulling klaar als concept." in refused
    assert Quote.objects.filter(request__extends=quote).count() == 1


def test_a_follow_up_of_what_is_finished_is_one_click_and_both_lead_to_each_other(manager: Client) -> None:
    quote = contract(is_pilot=True)
    url, screen = f"{LIST}vervolg/{quote.pk}/", f"{LIST}inspect/{quote.pk}/"
    assert url not in manager.get(screen).content.decode()
    refused = manager.post(url, {"head_count": 100}).content.decode()
    assert "Er komen nog edities." in refused
    edition = EditionFactory.create(quote=quote, status=EditionStatus.COMPLETED, access_key="k" * 32)
    assert url in manager.get(screen).content.decode()
    assert "geheel getal" in manager.post(url, {"head_count": "veel"}).content.decode()

    response = manager.post(url, {"head_count": 100})

    new = Quote.objects.get(request__follows=quote)
    assert response["Location"] == f"{LIST}edit/{new.pk}/"
    assert f"{LIST}inspect/{new.pk}/" in manager.get(screen).content.decode()
    assert screen in manager.get(f"{LIST}inspect/{new.pk}/").content.decode()
    html = manager.get(f"/admin/inschrijvingen/edities/inspect/{edition.pk}/").content.decode()
    assert re.search(r"w-status[^>]*>\s*(<span[^>]*>[^<]*</span>)?\s*pilot", html)


@pytest.mark.parametrize(
    ("screen", "told"),
    [
        ("koppelen", "Er is nu geen editie die u kunt koppelen."),
        ("losmaken", "Er is nu geen editie die u kunt losmaken."),
    ],
)
def test_without_an_edition_to_choose_it_says_so(manager: Client, screen: str, told: str) -> None:
    text = manager.get(f"{LIST}edities/{screen}/{contract().pk}/").content.decode()

    assert told in text
    assert 'name="edition"' not in text


def test_an_edition_that_is_there_is_attached_and_detached(manager: Client) -> None:
    quote = contract()
    edition = EditionFactory.create(offering=quote.request.offering, access_key="k" * 32)
    open_to_all = EditionFactory.create(offering=quote.request.offering)
    attach, detach = f"{LIST}edities/koppelen/{quote.pk}/", f"{LIST}edities/losmaken/{quote.pk}/"
    assert attach in manager.get(f"{LIST}inspect/{quote.pk}/").content.decode()
    refused = manager.post(attach, {"edition": open_to_all.pk})
    assert "edition" in refused.context["form"].errors

    manager.post(attach, {"edition": edition.pk})
    edition.refresh_from_db()
    assert edition.quote == quote
    assert detach in manager.get(f"{LIST}inspect/{quote.pk}/").content.decode()
    manager.post(detach, {"edition": edition.pk})
    edition.refresh_from_db()
    assert edition.quote is None


def test_the_number_of_editions_is_a_field_of_the_offer_and_counts_while_it_is_typed(manager: Client) -> None:
    draft = QuoteFactory.create(status=QuoteStatus.DRAFT)
    line = draft.lines.get()
    data = {
        "title": "T", "introduction": "", "agreements": "", "valid_until": f"{timezone.localdate():%Y-%m-%d}",
        "contact": "", "vat_rule": draft.vat_rule_id, "edition_count": 14, "is_pilot": "on",
        "lines-TOTAL_FORMS": 1, "lines-INITIAL_FORMS": 1, "lines-MIN_NUM_FORMS": 1, "lines-MAX_NUM_FORMS": 1000,
        "lines-0-id": line.pk, "lines-0-DELETE": "", "lines-0-description": "Werkboek", "lines-0-quantity": 170,
        "lines-0-unit_price_cents": "10",
    }  # fmt: skip
    manager.post(f"{LIST}edit/{draft.pk}/", data)
    draft.refresh_from_db()
    assert (draft.edition_count, draft.is_pilot) == (14, True)
    assert "Nu staan er 14: 168 plaatsen" in manager.get(f"{LIST}inspect/{draft.pk}/").content.decode()
    query = {"request": draft.request_id, "edition_count": "13", "lines-0-quantity": "170"}
    assert "Nu staan er 13: 156 plaatsen" in manager.get(f"{LIST}totaal/", query).content.decode()


def test_the_screen_of_an_edition_leads_to_its_contract_and_counts_departments(manager: Client) -> None:
    question = stored("dep", "Afdeling", kind="choice", choices="Burgerzaken\nToezicht")
    quote = contract()
    edition = EditionFactory.create(quote=quote, access_key="k" * 32, team="Vergunningen", questions=[question])
    answers = [{"key": "dep", "label": "Afdeling", "answer": "Toezicht"}]
    RegistrationFactory.create(booking=BookingFactory.create(edition=edition), answers=answers)
    url = f"/admin/inschrijvingen/edities/inspect/{edition.pk}/"

    html = manager.get(url).content.decode()
    assert f"{LIST}inspect/{quote.pk}/" in html
    assert "Samenstelling" in html
    assert "Toezicht" in html
    assert "Vergunningen" in html

    Edition.objects.update(quote=None)
    assert "Samenstelling" not in manager.get(url).content.decode()
