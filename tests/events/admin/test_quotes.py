"""What organisations asked, and the offers made of it."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.models import Message
from events.lifecycles import QuoteStatus
from events.models import Quote, QuoteRequest
from tests.factories.betalingen import VatRuleFactory
from tests.factories.events import QuoteFactory, QuoteRequestFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/inschrijvingen/offertes/"
REQUESTS = "/admin/inschrijvingen/aanvragen/"
LIST_QUERIES = 17


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_as_many_queries_with_one_as_with_thirty(
    count: int, manager: Client, django_assert_num_queries: Any
) -> None:
    vat = VatRuleFactory.create()
    request = QuoteRequestFactory.create()
    for version in range(1, count + 1):
        QuoteFactory.create(request=request, version=version, vat_rule=vat, status=QuoteStatus.WITHDRAWN)
    manager.get(LIST)  # what is looked up once per process
    with django_assert_num_queries(LIST_QUERIES):
        assert manager.get(LIST).content.decode().count("17.242,50") == count


@pytest.mark.parametrize("text", ["lindewaard", "O-2026-0031", "visser"])
def test_searching(text: str, manager: Client) -> None:
    QuoteFactory.create(number="O-2026-0031")
    other = QuoteRequestFactory.create(
        organisation_name="Waterschap Linge", contact_name="Iemand", email="i@linge.example"
    )
    QuoteFactory.create(request=other, number="O-2026-0099")
    found = manager.get(f"{LIST}results/", {"q": text}).context["object_list"]
    assert [quote.number for quote in found] == ["O-2026-0031"]


@pytest.mark.parametrize(
    ("ticked", "numbers"),
    [([], ["O-1", "O-2", "O-3", "O-4"]), (["contract"], ["O-2"]), (["contract", "nothing"], ["O-1", "O-2"])],
)
def test_the_list_tells_and_filters_what_came_of_pilots(ticked: list[str], numbers: list[str], manager: Client) -> None:
    QuoteFactory.create(number="O-1", is_pilot=True)
    led_on = QuoteFactory.create(number="O-2", is_pilot=True, status=QuoteStatus.ACCEPTED)
    QuoteFactory.create(number="O-3", request__follows=led_on, status=QuoteStatus.ACCEPTED)
    QuoteFactory.create(number="O-4")
    response = manager.get(f"{LIST}results/", {"pilot": ticked})
    assert sorted(quote.number for quote in response.context["object_list"]) == numbers
    assert ("werd een vervolgcontract" in response.content.decode()) is ("O-2" in numbers)


def asked() -> QuoteRequest:
    """A request as a visitor leaves it: with a quote that waits."""
    request: QuoteRequest = QuoteRequestFactory.create(
        offering__title="Ambtelijk Vakmanschap", head_count=750, group_size=15
    )
    QuoteFactory.create(request=request, status=QuoteStatus.REQUESTED, number="", lines=0)
    return request


def form_data(*lines: tuple[str, int, str], **changes: Any) -> dict[str, Any]:
    data: dict[str, Any] = {
        "title": "Vakmanschap voor iedereen",
        "introduction": "",
        "agreements": "",
        "valid_until": f"{timezone.localdate() + dt.timedelta(days=30):%Y-%m-%d}",
        "contact": "",
        "vat_rule": "",
        "lines-TOTAL_FORMS": len(lines),
        "lines-INITIAL_FORMS": 0,
        "lines-MIN_NUM_FORMS": 1,
        "lines-MAX_NUM_FORMS": 1000,
    } | changes
    for place, (description, quantity, price) in enumerate(lines):
        data |= {
            f"lines-{place}-id": "",
            f"lines-{place}-DELETE": "",
            f"lines-{place}-description": description,
            f"lines-{place}-quantity": quantity,
            f"lines-{place}-unit_price_cents": price,
        }
    return data


def test_a_request_leads_to_a_draft_that_suggests_the_groups(manager: Client) -> None:
    request = asked()
    html = manager.get(f"{REQUESTS}inspect/{request.pk}/").content.decode()
    assert f"{LIST}new/?request={request.pk}" in html
    assert "750 medewerkers in groepen van 15 zijn 50 groepen." in html
    form = manager.get(f"{LIST}new/?request={request.pk}").context["form"]
    line = form.formsets["lines"].forms[0]
    assert (line["description"].value(), line["quantity"].value()) == ("Ambtelijk Vakmanschap, groep van 15", 50)


def test_a_draft_is_stored_with_prices_in_euros(manager: Client) -> None:
    request = asked()
    data = form_data(("Training", 50, "€ 1.250,-"), ("Voorbereiding", 1, "750"), vat_rule=VatRuleFactory.create().pk)
    response = manager.post(f"{LIST}new/?request={request.pk}", data)
    quote = Quote.objects.get()
    assert response.headers["Location"] == f"{LIST}inspect/{quote.pk}/"
    assert quote.status == "draft"
    assert [(line.quantity, line.unit_price_cents) for line in quote.lines.all()] == [(50, 125_000), (1, 75_000)]
    html = manager.get(f"{LIST}inspect/{quote.pk}/").content.decode()
    assert "76.532,50" in html  # 63.250,00 with 21 % VAT


@pytest.mark.parametrize(
    ("lines", "changes", "message"),
    [
        ([("Training", 1, "duizend")], {}, "Vul een bedrag in euro’s in, zoals 1.550,00."),
        ([("", 1, "10")], {}, "Dit is een verplicht veld."),
        ([("Training", 1, "10")], {"valid_until": "2020-01-01"}, "Deze dag is al voorbij."),
    ],
)
def test_mistakes_stand_beside_their_field(
    lines: list[tuple[str, int, str]], changes: dict[str, str], message: str, manager: Client
) -> None:
    request = asked()
    html = manager.post(f"{LIST}new/?request={request.pk}", form_data(*lines, **changes)).content.decode()
    assert message in html
    assert Quote.objects.get().status == "requested"


@pytest.mark.parametrize("query", ["", "?request=", "?request=abc", "?request=999999"])
def test_an_offer_starts_from_a_request(query: str, manager: Client) -> None:
    assert manager.get(f"{LIST}new/{query}").status_code == 404


def test_a_second_offer_for_a_request_is_refused(manager: Client) -> None:
    sent = QuoteFactory.create()
    html = manager.post(f"{LIST}new/?request={sent.request_id}", form_data(("Training", 1, "10"))).content.decode()
    assert "Voor deze aanvraag is al een offerte gemaakt." in html
    assert Quote.objects.count() == 1


def test_the_sum_is_worked_out_while_it_is_typed_and_warns_for_too_few_places(manager: Client) -> None:
    query: dict[str, str | int] = {
        "request": asked().pk,
        "vat_rule": VatRuleFactory.create().pk,
        "lines-0-quantity": "40",
        "lines-0-unit_price_cents": "1.250,00",
        "lines-1-quantity": "1",
        "lines-1-unit_price_cents": "onzin",
        "lines-2-quantity": "9",
        "lines-2-unit_price_cents": "9",
        "lines-2-DELETE": "1",
    }
    html = manager.get(f"{LIST}totaal/", query).content.decode()
    assert "60.500,00" in html
    assert "750 medewerkers in groepen van 15 zijn 50 groepen. Nu staan er 40: 600 plaatsen, 150 te weinig." in html
    assert manager.get(f"{LIST}totaal/", {"request": "x", "vat_rule": "y"}).status_code == 200


def test_sending_mails_the_link(manager: Client) -> None:
    quote = QuoteFactory.create(status=QuoteStatus.DRAFT, number="", vat_rule=VatRuleFactory.create())
    address = reverse("quotes:send", args=[quote.pk])
    assert "17.242,50" in manager.get(address).content.decode()
    manager.post(address)
    quote.refresh_from_db()
    assert quote.status == "sent"
    assert quote.access_key in Message.objects.get().text


def test_what_was_sent_has_no_form_and_gets_a_new_version(manager: Client) -> None:
    quote = QuoteFactory.create(number="O-2026-0031", vat_rule=VatRuleFactory.create())
    response = manager.get(reverse("quotes:edit", args=[quote.pk]))
    assert response.headers["Location"] == reverse("quotes:inspect", args=[quote.pk])
    response = manager.post(reverse("quotes:revise", args=[quote.pk]))
    new = Quote.objects.get(version=2)
    assert response.headers["Location"] == reverse("quotes:edit", args=[new.pk])
    quote.refresh_from_db()
    assert (quote.status, new.status, new.number) == ("withdrawn", "draft", "O-2026-0031")


def test_the_preview_is_the_public_page_without_its_buttons(manager: Client) -> None:
    quote = QuoteFactory.create(
        status=QuoteStatus.DRAFT, title="Vakmanschap voor iedereen", vat_rule=VatRuleFactory.create()
    )
    html = manager.get(reverse("quotes:preview", args=[quote.pk])).content.decode()
    assert "Vakmanschap voor iedereen" in html
    assert "17.242,50" in html
    assert "akkoord/" not in html
    assert manager.get(reverse("quotes:preview", args=[quote.pk + 1])).status_code == 404


def test_a_request_can_be_closed_without_an_offer(manager: Client) -> None:
    request = asked()
    waiting = Quote.objects.get()
    assert (
        reverse("quotes:withdraw", args=[waiting.pk])
        in manager.get(f"{REQUESTS}inspect/{request.pk}/").content.decode()
    )
    manager.post(reverse("quotes:withdraw", args=[waiting.pk]))
    waiting.refresh_from_db()
    assert waiting.status == "withdrawn"
    assert not Message.objects.exists()


def test_the_first_screen_shows_requests_and_what_waits(manager: Client) -> None:
    asked()
    QuoteFactory.create(number="O-2026-0031", request__organisation_name="Waterschap Linge")
    html = manager.get(reverse("wagtailadmin_home")).content.decode()
    assert "750 medewerkers" in html
    assert "O-2026-0031 Waterschap Linge" in html
