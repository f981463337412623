"""The screens of the bank, as finance uses them."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from betalingen.actions.book_transfer import book_transfer
from betalingen.actions.request_refund import request_refund
from betalingen.models import BankLine, BankStatement, Order, Refund
from cms.models import User
from tests.betalingen.bank_files import DAY, Line, camt
from tests.betalingen.conftest import RunJobs
from tests.factories.betalingen import BankLineFactory, InvoiceOrderFactory, OrderFactory

LogIn = Callable[[User], Client]
pytestmark = pytest.mark.usefixtures("academy_details")


@pytest.fixture
def finance(bookkeeper: User, log_in: LogIn) -> Client:
    return log_in(bookkeeper)


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def send(client: Client, content: bytes) -> HttpResponse:
    file = SimpleUploadedFile("afschrift.xml", content, content_type="application/xml")
    return client.post(reverse("bank:upload"), {"file": file})  # type: ignore[return-value]


def test_a_statement_is_read_and_its_lines_shown(finance: Client, bookkeeper: User) -> None:
    response = send(finance, camt(Line(cents=187_549, name="Iemand", text="voor de leergang"), Line(cents=-500)))

    statement = BankStatement.objects.get()
    assert (response.status_code, statement.user) == (302, bookkeeper)
    shown = text(finance, response.headers["Location"])
    for part in ("2 nieuwe regels", "2026-211", "Iemand", "voor de leergang", "1.875,49", "Nog uitzoeken", "Negeer"):
        assert part in shown
    assert statement.statement_id in text(finance, reverse("bank:index"))

    again = send(finance, camt(Line(cents=187_549, name="Iemand", text="voor de leergang"), Line(cents=-500)))
    assert "2 stonden er al" in text(finance, again.headers["Location"])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "leeg"),
        (b"geen xml", "Dit bestand is geen XML"),
        (camt(Line(cents=1), off_by=1), "Verschil: -0,01 euro"),
        (camt(iban="NL20INGB0001234567"), "andere rekening"),
    ],
)
def test_what_is_wrong_with_a_file_stands_beside_the_field(finance: Client, content: bytes, message: str) -> None:
    response = send(finance, content)

    assert response.status_code == 200
    assert message in str(response.context["form"].errors["file"])  # type: ignore[attr-defined]
    assert not BankStatement.objects.exists()


def test_without_a_file(finance: Client) -> None:
    response = finance.post(reverse("bank:upload"))

    assert "file" in response.context["form"].errors


def test_what_is_to_be_decided_comes_first_and_differences_are_named(finance: Client) -> None:
    order = InvoiceOrderFactory.create()
    line = BankLineFactory.create(
        state="proposed", match="reference", order=order, amount_cents=187_000, counterparty_name="Te weinig"
    )
    BankLineFactory.create(
        statement=line.statement, state="proposed", match="reference", order=order, amount_cents=187_650
    )
    BankLineFactory.create(statement=line.statement, state="ignored", note="rente", counterparty_name="Genegeerd BV")

    shown = text(finance, reverse("bank:inspect", args=[line.statement_id]))

    assert "€\N{NO-BREAK SPACE}5,50 te weinig" in shown
    assert "€\N{NO-BREAK SPACE}1,00 te veel" in shown
    assert order.number in shown
    assert shown.index("Te weinig") < shown.index("Genegeerd BV")


def test_confirm_a_proposal(finance: Client, bookkeeper: User) -> None:
    order = InvoiceOrderFactory.create()
    line = BankLineFactory.create(state="proposed", match="number", order=order)
    address = reverse("bank:book", args=[line.pk])
    assert order.number in text(finance, address)

    response = finance.post(address)

    order.refresh_from_db()
    line.refresh_from_db()
    assert (response.status_code, order.status, line.state, line.user) == (302, "paid", "booked", bookkeeper)


def test_there_is_nothing_to_confirm(finance: Client) -> None:
    line = BankLineFactory.create()

    assert "Kies eerst een order" in finance.post(reverse("bank:book", args=[line.pk])).content.decode()


@pytest.mark.parametrize("written", ["{number}", "order {bare}", " {lower} "])
def test_choose_an_order(finance: Client, written: str) -> None:
    order = OrderFactory.create(number="OR-2026-0077")
    line = BankLineFactory.create(counterparty_name="Onbekend")
    address = reverse("bank:choose", args=[line.pk])
    assert "?number=OR-2026-0077" in text(finance, address)

    number = written.format(number=order.number, bare="or2026 77", lower=order.number.lower())
    finance.post(address, {"number": number})

    order.refresh_from_db()
    assert order.status == "paid"


def test_choose_an_order_that_is_not_there(finance: Client) -> None:
    line = BankLineFactory.create()

    response = finance.post(reverse("bank:choose", args=[line.pk]), {"number": "OR-2026-9999"})

    assert "Dit nummer is er niet" in str(response.context["form"].errors["number"])
    assert 'value="OR-2026-9999"' in response.content.decode()


def test_choose_a_refund(finance: Client, run_jobs: RunJobs) -> None:
    order = InvoiceOrderFactory.create(number="OR-2026-0078")
    paid = book_transfer(order=order.pk, amount_cents=187_550, received_on=DAY, bank_reference="NL-1")
    line = BankLineFactory.create(amount_cents=-187_550)
    address = reverse("bank:choose", args=[line.pk])
    refused = finance.post(address, {"number": order.number}).content.decode()
    assert "wacht geen terugbetaling van dit bedrag" in refused

    request_refund(attempt=paid.pk, amount_cents=187_550, reason="afgemeld")
    run_jobs()
    assert order.number in text(finance, address)
    finance.post(address, {"number": order.number})

    assert Refund.objects.get().status == "succeeded"


def test_set_apart_and_ignore(finance: Client) -> None:
    apart, ignored = BankLineFactory.create(), BankLineFactory.create()

    finance.post(reverse("bank:suspend", args=[apart.pk]), {"note": "bellen"})
    refused = finance.post(reverse("bank:ignore", args=[ignored.pk]), {"reason": ""})
    assert "reason" in refused.context["form"].errors
    finance.post(reverse("bank:ignore", args=[ignored.pk]), {"reason": "huur"})

    assert list(BankLine.objects.order_by("pk").values_list("state", "note")) == [
        ("suspense", "bellen"),
        ("ignored", "huur"),
    ]


def test_what_is_booked_cannot_be_ignored(finance: Client) -> None:
    line = BankLineFactory.create(state="proposed", order=InvoiceOrderFactory.create())
    finance.post(reverse("bank:book", args=[line.pk]))

    response = finance.post(reverse("bank:ignore", args=[line.pk]), {"reason": "vergissing"})

    assert "de stand is intussen veranderd" in response.content.decode()


@pytest.mark.parametrize("query", ["REF-77", "rf99 xx", "E2E-5", "NL20 INGB", "Lindew", "leergang", "OR-2026-0077"])
def test_search_on_any_reference(finance: Client, query: str) -> None:
    line = BankLineFactory.create(
        reference="REF-77",
        structured_reference="RF99XX",
        end_to_end_id="E2E-5",
        text="voor de leergang",
        state="proposed",
        order=OrderFactory.create(number="OR-2026-0077"),
    )

    found, here = reverse("bank:choose", args=[line.pk]), reverse("bank:lines")

    assert found in text(finance, f"{here}?q={query}&state=")
    assert found not in text(finance, f"{here}?q={query[::-1]}&state=")
    assert found not in text(finance, f"{here}?q={query}&state=open")


@pytest.mark.parametrize("count", [1, 40])
def test_queries(finance: Client, count: int) -> None:
    line = BankLineFactory.create(state="proposed", match="reference", order=InvoiceOrderFactory.create())
    for _number in range(count - 1):
        BankLineFactory.create(
            statement=line.statement, state="proposed", match="reference", order=InvoiceOrderFactory.create()
        )
    BankLineFactory.create_batch(count)
    addresses = [
        reverse("bank:index"),
        reverse("bank:inspect", args=[line.statement_id]),
        reverse("bank:lines"),
        reverse("bank:choose", args=[line.pk]),
    ]
    queries = []
    for address in addresses:
        finance.get(address)
        with CaptureQueriesContext(connection) as context:
            finance.get(address)
        queries.append(len(context))

    assert queries == [15, 18, 17, 19]


@pytest.mark.parametrize("group", ["Editors", "Moderators", "Programme managers"])
def test_nobody_but_finance(make_staff: Callable[[str], User], log_in: LogIn, group: str) -> None:
    client = log_in(make_staff(group))
    line = BankLineFactory.create(state="proposed", order=InvoiceOrderFactory.create(number="OR-2026-0077"))
    decisions = [reverse(f"bank:{name}", args=[line.pk]) for name in ("book", "choose", "divide", "suspend", "ignore")]
    screens = [reverse("bank:index"), reverse("bank:lines"), reverse("bank:upload")]

    for address in [*decisions, *screens, reverse("bank:inspect", args=[line.statement_id])]:
        assert client.get(address).status_code == 302, address
        client.post(address, {"reason": "x", "number": "OR-2026-0077", "note": "x"})
    send(client, camt(Line(cents=1)))

    line.refresh_from_db()
    assert (line.state, BankStatement.objects.count(), Order.objects.get().status) == ("proposed", 1, "open")


def test_ids_that_do_not_exist(finance: Client) -> None:
    for name in ("inspect", "book", "choose", "divide", "suspend", "ignore"):
        assert finance.get(reverse(f"bank:{name}", args=[999_999])).status_code == 404
