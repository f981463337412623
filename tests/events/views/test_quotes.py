from types import SimpleNamespace

import pytest
from django.test import Client

from betalingen.models import Order
from cms.models import Message
from events.lifecycles import QuoteStatus
from events.models import Quote, QuoteRequest
from tests.factories.betalingen import VatRuleFactory
from tests.factories.events import ProgrammePageFactory, QuoteFactory

pytestmark = pytest.mark.django_db

TYPED = {
    "organisation_name": "Gemeente Lindewaard",
    "contact_name": "Sanne Visser",
    "email": "s.visser@lindewaard.example",
    "phone": "",
    "head_count": "170",
    "group_size": "12",
    "period": "voorjaar",
    "wish": "Onze teams zitten vast.",
    "form_key": "8c3c3a52-5c0e-4a53-9e59-2f0f8fd7a001",
    "website": "",
    "elapsed": "",
}
YES = {"name": "Sanne Visser", "function": "manager", "purchase_order_number": "PO-7", "may_sign": "on"}


@pytest.fixture
def ask_url(page_tree: SimpleNamespace) -> str:
    page = ProgrammePageFactory.create(parent=page_tree.programmes, title="Ambtelijk Vakmanschap", in_company=True)
    return f"/in-company/{page.translation_key}/aanvragen/"


@pytest.fixture
def quote(page_tree: SimpleNamespace) -> Quote:
    made: Quote = QuoteFactory.create(vat_rule=VatRuleFactory.create())
    return made


def test_asking_thanks_and_stores(ask_url: str, client: Client) -> None:
    response = client.post(ask_url, TYPED, follow=True)

    assert "uw aanvraag is binnen" in response.content.decode()
    assert (QuoteRequest.objects.get().head_count, Quote.objects.get().status) == (170, "requested")
    assert Message.objects.count() == 2


def test_asking_twice_with_one_form_asks_once(ask_url: str, client: Client) -> None:
    for _time in range(2):
        assert client.post(ask_url, TYPED).status_code == 302

    assert (QuoteRequest.objects.count(), Message.objects.count()) == (1, 2)


def test_mistakes_keep_what_was_typed(ask_url: str, client: Client) -> None:
    text = client.post(ask_url, {**TYPED, "head_count": "veel"}).content.decode()

    assert '<a href="#id_head_count">' in text
    assert 'value="veel"' in text
    assert "Onze teams zitten vast." in text
    assert not QuoteRequest.objects.exists()


def test_every_form_has_a_key_of_its_own(ask_url: str) -> None:
    assert Client().get(ask_url).content != Client().get(ask_url).content


def test_a_programme_that_is_not_given_in_company(page_tree: SimpleNamespace, client: Client) -> None:
    page = ProgrammePageFactory.create(parent=page_tree.programmes, in_company=False)

    assert client.get(f"/in-company/{page.translation_key}/aanvragen/").status_code == 404


def test_the_offer_shows_its_lines_and_sums(quote: Quote, client: Client) -> None:
    response = client.get(f"/offerte/{quote.access_key}/")
    text = response.content.decode()

    for shown in ("Goed werk in vijftien teams", "€ 14.250,00", "€ 17.242,50", "dat past", "Akkoord met deze offerte"):
        assert shown in text
    assert response["Cache-Control"] == "no-store, private"
    assert response["Referrer-Policy"] == "no-referrer"


def test_accepting_places_the_order_once(quote: Quote, client: Client) -> None:
    for _time in range(2):
        response = client.post(f"/offerte/{quote.access_key}/akkoord/", YES, follow=True)

    assert "U gaf akkoord" in response.content.decode()
    quote.refresh_from_db()
    assert (quote.status, Order.objects.get().purchase_order_number) == ("accepted", "PO-7")


@pytest.mark.parametrize("missing", ["name", "function", "may_sign"])
def test_a_yes_needs_a_name_a_function_and_the_right_to_sign(quote: Quote, client: Client, missing: str) -> None:
    typed = {key: value for key, value in YES.items() if key != missing}
    text = client.post(f"/offerte/{quote.access_key}/akkoord/", typed).content.decode()

    quote.refresh_from_db()
    assert f'<a href="#id_{missing}">' in text
    assert (quote.status, Order.objects.count()) == ("sent", 0)


def test_declining_takes_a_reason_or_none(quote: Quote, client: Client) -> None:
    assert "Waarom niet?" in client.get(f"/offerte/{quote.access_key}/afwijzen/").content.decode()
    text = client.post(f"/offerte/{quote.access_key}/afwijzen/", {"reason": ""}, follow=True).content.decode()

    quote.refresh_from_db()
    assert (quote.status, "Niet akkoord" in text) == ("declined", True)
    assert "Er is geen reden gegeven." in Message.objects.get().text


@pytest.mark.parametrize("status", [QuoteStatus.EXPIRED, QuoteStatus.WITHDRAWN, QuoteStatus.DECLINED])
def test_an_offer_that_no_longer_stands_cannot_be_accepted(quote: Quote, client: Client, status: QuoteStatus) -> None:
    Quote.objects.update(status=status)
    text = client.post(f"/offerte/{quote.access_key}/akkoord/", YES, follow=True).content.decode()

    assert "Akkoord met deze offerte" not in text
    assert not Order.objects.exists()


@pytest.mark.parametrize("below", ["", "akkoord/", "afwijzen/"])
def test_a_wrong_link(page_tree: SimpleNamespace, client: Client, below: str) -> None:
    assert client.get(f"/offerte/{'x' * 32}/{below}").status_code == 404


def test_an_offer_that_was_not_sent_is_not_there(quote: Quote, client: Client) -> None:
    Quote.objects.update(status=QuoteStatus.DRAFT)

    assert client.get(f"/offerte/{quote.access_key}/").status_code == 404


def test_another_site_cannot_accept(quote: Quote, client: Client) -> None:
    response = client.post(f"/offerte/{quote.access_key}/akkoord/", YES, headers={"Sec-Fetch-Site": "cross-site"})

    assert (response.status_code, Order.objects.count()) == (403, 0)


@pytest.mark.parametrize(
    ("prefix", "pilot", "follow_up"),
    [
        ("", "Offerte voor een pilot", "Dit is het vervolg op offerte O-7."),
        ("/en", "Quote for a pilot", "This follows quote O-7."),
    ],
)
def test_an_offer_says_that_it_is_a_pilot_or_follows_one(
    prefix: str, pilot: str, follow_up: str, client: Client
) -> None:
    first = QuoteFactory.create(is_pilot=True, number="O-7")
    second = QuoteFactory.create(request__follows=first)
    shown, other = (client.get(f"{prefix}/offerte/{quote.access_key}/").content.decode() for quote in (first, second))
    assert pilot in shown
    assert follow_up in other
    assert pilot not in other
