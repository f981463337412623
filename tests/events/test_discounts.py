"""Discounts of a plugin, from the price on the page to the journal."""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from betalingen.actions.cancel_order import cancel_order
from betalingen.actions.issue_invoice import issue_invoice
from betalingen.api import Customer
from betalingen.documents.checks import check_document, check_einvoice
from betalingen.documents.ubl import Profile, ubl
from betalingen.models import Invoice, Order, OrderLine
from betalingen.pricing import SubsidyTreatment, VatCategory
from betalingen.queries.books import balances, controls
from betalingen.queries.invoice_lists import COLUMNS, Issued, invoice_rows
from betalingen.queries.subsidy_report import Subsidised, columns, report_rows
from cms.models import User
from events.actions.place_booking import Booker
from events.contracts import Participant
from events.models import Booking, Edition
from tests.betalingen.conftest import sell
from tests.betalingen.documents import national_rules
from tests.betalingen.documents.validators import broken_rules
from tests.events.bookings import PIETER, SANNE, book, order_of, paid_edition
from tests.events.discounts import example_discounts
from tests.events.views.test_register import DETAILS, ONE, TWO, Visitor
from tests.factories.betalingen import SubsidySchemeFactory, VatRuleFactory
from tests.factories.events import ProgrammePageFactory

pytestmark = pytest.mark.django_db

THREE = {"p2-first_name": "Aisha", "p2-last_name": "Bakker", "p2-email": "a.bakker@lindewaard.example"}
PEOPLE = (PIETER, SANNE, Participant("Aisha Bakker", "a.bakker@lindewaard.example"))
FIRST_DAY = timezone.localdate() + dt.timedelta(weeks=20)
LAST_EARLY_DAY = FIRST_DAY - dt.timedelta(weeks=6)


@pytest.fixture(autouse=True)
def _discounts() -> Iterator[None]:
    with example_discounts():
        yield


@pytest.fixture
def edition(page_tree: SimpleNamespace) -> Edition:
    """€ 3.100,- with half of it subsidised, four months and a half from now."""
    page = ProgrammePageFactory.create(parent=page_tree.programmes, title="Leernetwerk HRM", slug="hrm")
    return on(FIRST_DAY, offering=page)


def on(day: dt.date, **changes: Any) -> Edition:
    found = paid_edition(**changes)
    start = timezone.make_aware(dt.datetime.combine(day, dt.time(9, 30)))
    found.sessions.update(starts_at=start, ends_at=start + dt.timedelta(hours=7), walk_in_at=None)
    return found


def plain(text: str) -> str:
    return " ".join(text.replace("\xa0", " ").replace("&nbsp;", " ").split())


def discounts_exported() -> list[Any]:
    place = [column.key for column in COLUMNS].index("discount_cents")
    today = timezone.localdate()
    return [row[place] for row in invoice_rows(Issued(first_day=today, last_day=today))]


def subsidies_reported() -> list[Any]:
    """Of each row: the price before subsidy, the subsidy, and the own share."""
    places = [[column.key for column in columns()].index(f"{name}_cents") for name in ("gross", "subsidy", "own")]
    today = timezone.localdate()
    rows = report_rows(Subsidised(first_day=today, last_day=today))
    return [tuple(row[place] for place in places) for row in rows]


def at(day: dt.date) -> dt.datetime:
    """A second before this day ends."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(23, 59, 59)))


def page_of(edition: Edition) -> str:
    return plain(Client(HTTP_HOST="localhost").get(edition.offering.url).content.decode())


def test_the_page_tells_the_price_of_today_and_until_when(edition: Edition) -> None:
    page = page_of(edition)

    assert "Vroegboekkorting<small>tot en met" in page
    assert "− € 100,00" in page
    assert "€ 1.500,-" in page
    assert "per persoon, exclusief btw, na korting en subsidie" in page
    assert "Groepskorting van 10 % per persoon: vanaf 3 deelnemers tegelijk." in page


def test_the_whole_way_with_both_discounts(edition: Edition) -> None:
    sell()
    visitor = Visitor(edition).send("add", **ONE).send("add", **ONE, **TWO)
    assert "Vroegboekkorting" in visitor.text
    visitor.send(**ONE, **TWO, **THREE).send(**DETAILS).send(**{"payment-provider": "invoice"})
    page = plain(visitor.text)
    for shown in ("− € 300,00", "− € 930,00", "− € 4.035,00", "€ 847,35", "€ 4.882,35"):
        assert shown in page
    visitor.send(**{"check-terms": "on"})

    order = Order.objects.get()
    assert order.total_cents == 488_235
    page = plain(Client().get(f"/betalen/{order.access_key}/").content.decode())
    for shown in ("Vroegboekkorting", "− € 300,00", "Groepskorting", "− € 930,00", "− € 4.035,00", "€ 4.882,35"):
        assert shown in page


def test_what_changes_under_somebodys_hands_is_shown_before_anything_is_booked(edition: Edition) -> None:
    with time_machine.travel(at(LAST_EARLY_DAY), tick=False) as clock:
        visitor = Visitor(edition).to_the_check(**{"payment-provider": "invoice"})
        assert "€ 1.815,00" in plain(visitor.text)
        clock.shift(1)
        visitor.send(**{"check-terms": "on"})
        assert "De prijs is veranderd terwijl u bezig was." in visitor.text
        assert "€ 1.875,50" in plain(visitor.text)
        assert not Booking.objects.exists()
        visitor.send(**{"check-terms": "on"})
    assert Order.objects.get().total_cents == 187_550


@pytest.mark.parametrize(
    ("treatment", "category", "expected"),
    [
        (SubsidyTreatment.UNLINKED, VatCategory.EXEMPT, {"total": 403_500, "vat": 0, "subsidy": 403_500}),
        (SubsidyTreatment.UNLINKED, VatCategory.STANDARD, {"total": 488_235, "vat": 84_735, "subsidy": 403_500}),
        (SubsidyTreatment.LINKED, VatCategory.STANDARD, {"total": 572_970, "vat": 169_470, "subsidy": 403_500}),
        (SubsidyTreatment.EMPLOYER, VatCategory.STANDARD, {"total": 976_470, "vat": 169_470, "subsidy": 0}),
    ],
)
def test_documents_and_journal_to_the_cent(
    treatment: SubsidyTreatment, category: VatCategory, expected: dict[str, int], page_tree: SimpleNamespace
) -> None:
    sell()
    exempt = {"category": category, "rate": Decimal(0), "wording": "Vrijgesteld: art. 11."}
    edition = on(
        FIRST_DAY,
        vat_rule=VatRuleFactory.create(**(exempt if category is VatCategory.EXEMPT else {})),
        subsidy_scheme=SubsidySchemeFactory.create(treatment=treatment),
    )
    customer = Customer(
        name="Gemeente Lindewaard",
        email="facturen@lindewaard.example",
        street="Plein 1",
        postcode="1234 AB",
        city="Lindewaard",
        kvk_number="50112233",
    )
    booker = Booker(name="Sanne Visser", email=customer.email, customer=customer, provider="invoice")
    order = order_of(book(edition, *PEOPLE, booker=booker))
    invoice = issue_invoice(order=order.pk)

    assert {"total": invoice.amount_cents, "vat": invoice.vat_cents, "subsidy": invoice.subsidy_cents} == expected
    [line] = invoice.facts.lines
    assert [(each.label, each.cents) for each in line.discounts] == [
        ("Vroegboekkorting", 30_000),
        ("Groepskorting", 93_000),
    ]
    assert check_document(invoice.facts) == check_einvoice(invoice.facts) == []
    written = ubl(invoice.facts, Profile.NLCIUS)
    assert broken_rules(written) == national_rules.broken(national_rules.NLCIUS, written) == set()
    assert national_rules.broken(national_rules.PEPPOL, ubl(invoice.facts, Profile.PEPPOL)) == set()
    amounts = etree.fromstring(written).findall(".//{*}InvoiceLine/{*}AllowanceCharge/{*}Amount")
    assert [each.text for each in amounts][:2] == ["300.00", "930.00"]
    assert discounts_exported() == [123_000]
    assert subsidies_reported() == ([(807_000, 403_500, 403_500)] if expected["subsidy"] else [])
    booked = {account.value: cents for account, cents in balances().items() if cents}
    assert booked["revenue"] == -807_000
    assert all(control.difference == 0 for control in controls())

    cancel_order(reference=order.reference, reason="afgemeld")
    note = Invoice.objects.get(kind="credit_note")
    assert note.facts.lines == invoice.facts.lines
    assert discounts_exported() == [-123_000, 123_000]  # credit notes come first
    assert not any(balances().values())
    assert all(control.difference == 0 for control in controls())


def test_an_order_keeps_what_was_given(edition: Edition) -> None:
    sell()
    order = order_of(book(edition, provider="invoice"))
    line = OrderLine.objects.get(order=order.pk)
    assert (line.discount_cents, [each.until for each in line.reductions]) == (10_000, [LAST_EARLY_DAY])

    with time_machine.travel(at(LAST_EARLY_DAY + dt.timedelta(days=1)), tick=True):
        facts = issue_invoice(order=order.pk).facts
    assert (facts.lines[0].net_cents, facts.total_cents) == (150_000, 181_500)


def test_staff_see_what_is_taken_off(
    edition: Edition, programme_manager: User, log_in: Callable[[User], Client]
) -> None:
    page = plain(log_in(programme_manager).get(reverse("editions:inspect", args=[edition.pk])).content.decode())

    assert "Vroegboekkorting <small>tot en met" in page
    assert "− € 100,00" in page


def test_the_last_subsidised_places_go_to_as_many_as_there_are(page_tree: SimpleNamespace) -> None:
    """Who is told of another price while paying the old one is never booked at it; see also test_races."""
    edition = on(FIRST_DAY, subsidy_scheme=SubsidySchemeFactory.create(budget_cents=2 * 150_000 + 149_999))
    for number in range(2):
        book(edition, Participant("Ander", f"ander{number}@lindewaard.example"), provider="invoice")
    book(edition, PIETER, provider="invoice")

    assert sorted(OrderLine.objects.values_list("subsidy_cents", flat=True)) == [0, 150_000, 150_000]
