"""The screen on which finance divides a line of the bank."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from betalingen.actions.issue_invoice import issue_invoice
from betalingen.actions.match_lines import match_lines
from betalingen.models import BankLine, Invoice, Order
from cms.models import User
from tests.factories.betalingen import BankLineFactory, InvoiceOrderFactory

pytestmark = pytest.mark.usefixtures("academy_details")

WHOLE = 187_550


@pytest.fixture
def finance(bookkeeper: User, log_in: Callable[[User], Client]) -> Client:
    return log_in(bookkeeper)


@pytest.fixture
def invoices(db: None) -> list[Invoice]:
    return [issue_invoice(order=InvoiceOrderFactory.create().pk) for _turn in range(2)]


def address(line: BankLine) -> str:
    return reverse("bank:divide", args=[line.pk])


def rows(*filled: tuple[str, str]) -> dict[str, str]:
    data = {"form-TOTAL_FORMS": str(len(filled)), "form-INITIAL_FORMS": "0"}
    for place, (number, amount) in enumerate(filled):
        data |= {f"form-{place}-number": number, f"form-{place}-amount": amount}
    return data


def test_a_proposal_is_confirmed(finance: Client, invoices: list[Invoice], bookkeeper: User) -> None:
    line = BankLineFactory.create(amount_cents=2 * WHOLE, text=f"{invoices[0]} {invoices[1]}", counterparty_name="SSC")
    match_lines()
    listed = finance.get(reverse("bank:inspect", args=[line.statement_id])).content.decode()
    assert address(line) in listed
    assert all(invoice.number in listed for invoice in invoices)

    screen = finance.get(address(line))
    forms = screen.context["form"].forms
    assert [(form["number"].value(), form["amount"].value()) for form in forms[:2]] == [
        (invoice.number, "1.875,50") for invoice in invoices
    ]
    assert len(forms) == 2 + 4

    response = finance.post(
        address(line), rows(*((form["number"].value() or "", "1875,50" if form.debt else "") for form in forms))
    )

    assert response.status_code == 302
    assert {order.status for order in Order.objects.all()} == {"paid"}
    line.refresh_from_db()
    assert (line.state, line.user) == ("booked", bookkeeper)
    shown = finance.get(response.headers["Location"]).content.decode()
    assert all(invoice.order.number in shown for invoice in invoices)
    found = finance.get(reverse("bank:lines"), {"q": invoices[1].order.number}).content.decode()
    assert line.counterparty_iban in found


def test_what_else_the_payer_has_open_stands_there_without_an_amount(finance: Client, invoices: list[Invoice]) -> None:
    line = BankLineFactory.create(amount_cents=200_000)

    forms = finance.get(address(line)).context["form"].forms

    assert [(form["number"].value(), form["amount"].value()) for form in forms[:2]] == [
        (invoice.number, None) for invoice in invoices
    ]


def test_one_invoice_is_booked_as_one(finance: Client, invoices: list[Invoice]) -> None:
    line = BankLineFactory.create()

    finance.post(address(line), rows((invoices[1].number, "1.875,50"), (invoices[0].number, ""), ("", "")))

    line.refresh_from_db()
    assert (line.state, line.order, line.is_divided) == ("booked", invoices[1].order, False)


@pytest.mark.parametrize(
    ("first", "second", "place", "message"),
    [
        (("{0}", "1875,50"), ("FA-2026-9999", "1875,50"), 1, "Dit nummer is er niet."),
        (("{0}", "1875,50"), ("geen nummer", "1875,50"), 1, "Dit nummer is er niet."),
        (("{0}", "1875,50"), ("", "1875,50"), 1, "Vul in voor welke factuur dit bedrag is."),
        (("{0}", "1875,50"), ("{0}", "1875,50"), 1, "Deze factuur staat er al bij."),
        (("{0}", "1875,50"), ("{1}", "veel"), 1, "Vul een bedrag in euro’s in, zoals 1.550,00."),
        (("{0}", "3751,00"), ("{1}", "0"), 1, "Vul een bedrag in dat hoger is dan nul."),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    finance: Client,
    invoices: list[Invoice],
    first: tuple[str, str],
    second: tuple[str, str],
    place: int,
    message: str,
) -> None:
    line = BankLineFactory.create(amount_cents=2 * WHOLE)
    filled = [(number.format(*invoices), amount) for number, amount in (first, second)]

    response = finance.post(address(line), rows(*filled))

    form = response.context["form"].forms[place]
    assert [str(error) for errors in form.errors.values() for error in errors] == [message]
    assert (form["number"].value(), form["amount"].value()) == filled[place]
    line.refresh_from_db()
    assert line.state == "open"


@pytest.mark.parametrize(("amount", "word"), [("1875,49", "minder"), ("1875,51", "meer")])
def test_the_parts_are_together_what_came(finance: Client, invoices: list[Invoice], amount: str, word: str) -> None:
    line = BankLineFactory.create(amount_cents=2 * WHOLE)

    response = finance.post(address(line), rows((invoices[0].number, "1875,50"), (invoices[1].number, amount)))

    [error] = response.context["form"].non_form_errors()
    assert "0,01" in error
    assert word in error
    assert response.context["form"].forms[1]["amount"].value() == amount
    assert not Order.objects.filter(status="paid").exists()


def test_a_refusal_of_the_action_is_shown(finance: Client, invoices: list[Invoice]) -> None:
    line = BankLineFactory.create(amount_cents=2 * WHOLE)
    filled = rows(*((invoice.number, "1875,50") for invoice in invoices))
    finance.post(address(line), filled)

    response = finance.post(address(line), filled)

    assert "Deze regel is al geboekt." in response.content.decode()


def test_money_that_went_is_not_divided(finance: Client, invoices: list[Invoice]) -> None:
    line = BankLineFactory.create(amount_cents=-2 * WHOLE)
    assert address(line) not in finance.get(reverse("bank:choose", args=[line.pk])).content.decode()

    response = finance.post(address(line), rows(*((invoice.number, "1875,50") for invoice in invoices)))

    assert response.status_code == 200
    line.refresh_from_db()
    assert line.state == "open"


@pytest.mark.parametrize("count", [2, 20])
def test_queries(finance: Client, count: int) -> None:
    invoices: list[Any] = [issue_invoice(order=InvoiceOrderFactory.create().pk) for _turn in range(count)]
    line = BankLineFactory.create(amount_cents=count * WHOLE, text=" ".join(each.number for each in invoices))
    match_lines()
    filled = rows(*((invoice.number, "1,00") for invoice in invoices))
    queries = []
    sends: list[Callable[[], Any]] = [
        lambda: finance.get(reverse("bank:inspect", args=[line.statement_id])),
        lambda: finance.get(address(line)),
        lambda: finance.post(address(line), filled),
    ]
    for send in sends:
        send()
        with CaptureQueriesContext(connection) as context:
            assert send().status_code == 200
        queries.append(len(context))

    assert queries == [24, 26, 26]
