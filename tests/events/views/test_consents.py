"""The page of a budget holder, as it is asked, answered, too late and not needed any more."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from betalingen.models import Order
from events.actions.cancel_registration import cancel_registration
from events.actions.expire_consents import expire_consents
from events.models import ConsentRequest, Edition, Registration
from tests.events.bookings import PIETER, SANNE, paid_edition
from tests.events.consents import ask, overdue
from tests.factories.events import ProgrammePageFactory

pytestmark = pytest.mark.django_db

TYPED = {
    "purchase_order_number": "45001",
    "cost_centre": "K7",
    "organisation_name": "Gemeente Lindewaard",
    "department": "",
    "email": "crediteuren@lindewaard.example",
}
PAGE_QUERIES = 10


@pytest.fixture
def edition() -> Edition:
    page = ProgrammePageFactory.create(title="Leernetwerk HRM")
    return paid_edition(capacity=40, offering=page)


def page_of(request: ConsentRequest) -> str:
    return f"/akkoord/{request.access_key}/"


def test_it_says_who_what_how_much_and_until_when(edition: Edition, client: Client) -> None:
    request = ask(edition, PIETER, SANNE)
    response = client.get(page_of(request))
    text = response.content.decode().replace("\u00a0", " ")
    for told in (
        "Sanne Visser meldde 2 deelnemers aan",
        "Pieter de Boer",
        "HRM-adviseur",
        "Betaling: Op factuur.",
        "€ 3.751,00",
        "€ 651,00",
        "2 ×",
    ):
        assert told in text
    assert "Beslissen kan tot en met" in text
    assert 'value="facturen@lindewaard.example"' in text  # as the booker filled in
    assert PIETER.email not in text
    assert (response["Cache-Control"], response["Referrer-Policy"]) == ("no-store, private", "no-referrer")
    assert "csrfmiddlewaretoken" not in text


def test_yes_makes_the_order_once(edition: Edition, client: Client) -> None:
    request = ask(edition)
    for _click in range(2):
        response = client.post(f"{page_of(request)}geven/", TYPED)
        assert (response.status_code, response["Location"]) == (302, page_of(request))
    assert Order.objects.get().purchase_order_number == "45001"
    text = client.get(page_of(request)).content.decode()
    assert "Er is akkoord gegeven." in text
    assert Order.objects.get().number in text
    assert "op factuur" in text
    assert "<form" not in text.partition("<main")[2]


def test_a_mistake_stands_beside_its_field_and_keeps_what_was_typed(edition: Edition, client: Client) -> None:
    request = ask(edition)
    typed = {**TYPED, "purchase_order_number": "", "cost_centre": "K7-bis"}
    text = client.post(f"{page_of(request)}geven/", typed).content.decode()
    assert '<a href="#id_purchase_order_number">' in text
    assert 'value="K7-bis"' in text
    assert not Order.objects.exists()


def test_no_wants_a_reason_and_frees_the_places(edition: Edition, client: Client) -> None:
    request = ask(edition)
    path = f"{page_of(request)}afwijzen/"
    assert "Gaat u niet akkoord?" in client.get(path).content.decode()
    assert '<a href="#id_reason">' in client.post(path, {"reason": " "}).content.decode()
    assert Registration.objects.get().status == "applied"

    for _click in range(2):
        assert client.post(path, {"reason": "Het budget is op."})["Location"] == page_of(request)
    assert Registration.objects.get().status == "cancelled"
    assert client.get(path)["Location"] == page_of(request)  # back
    text = client.get(page_of(request)).content.decode()
    assert "De plaatsen zijn weer vrij en er wordt niets betaald." in text
    # Whoever booked reads why; the page of a budget holder shows no people who lost their place.
    booking = client.get(f"/aanmelding/{request.booking.access_key}/").content.decode()
    assert "Het budget is op." in booking
    assert "Pieter de Boer" not in text


def test_after_the_term_it_says_so_also_before_the_job_came(edition: Edition, client: Client) -> None:
    request = ask(edition)
    overdue(request)
    for came in (False, True):
        if came:
            expire_consents()
        text = client.get(page_of(request)).content.decode()
        assert "De tijd is voorbij" in text
        assert "Akkoord met de kosten" not in text
        client.post(f"{page_of(request)}geven/", TYPED)
        client.post(f"{page_of(request)}afwijzen/", {"reason": "Nee."})
    request.refresh_from_db()
    assert (request.status, Order.objects.count()) == ("expired", 0)
    assert "antwoordde niet op tijd" in client.get(f"/aanmelding/{request.booking.access_key}/").content.decode()


def test_withdrawn_it_says_so(edition: Edition, client: Client) -> None:
    request = ask(edition)
    cancel_registration(registration_id=Registration.objects.get().pk)
    text = client.get(page_of(request)).content.decode()
    assert "De aanmelding is ingetrokken." in text
    refused = client.post(f"{page_of(request)}geven/", TYPED, follow=True).content.decode()
    assert "Hierover is al beslist, of het is niet meer nodig." in refused


def test_to_be_paid_now_the_holder_may_pay_too(edition: Edition, client: Client) -> None:
    request = ask(edition, provider="stripe")
    client.post(f"{page_of(request)}geven/", TYPED)
    assert f'href="/betalen/{Order.objects.get().access_key}/"' in client.get(page_of(request)).content.decode()


def test_the_booker_and_the_participant_read_what_they_wait_for(edition: Edition, client: Client) -> None:
    request = ask(edition)
    booking = client.get(f"/aanmelding/{request.booking.access_key}/").content.decode()
    assert "Ingrid van Dam beslist over het geld" in booking
    own = client.get(f"/inschrijving/{Registration.objects.get().access_key}/").content.decode()
    assert "Uw plaats wacht op akkoord" in own
    assert "Ingrid" not in own
    assert request.access_key not in booking + own


@pytest.mark.parametrize("count", [1, 30])
def test_the_queries_do_not_grow(
    edition: Edition, client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    people = [type(PIETER)(f"Persoon {number}", f"p{number}@lindewaard.example") for number in range(count)]
    request = ask(edition, *people)
    client.get(page_of(request))
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(page_of(request))
