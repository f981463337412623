"""A visitor and a programme: register two colleagues, pay, and everything that can happen on the way."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.utils import timezone
from playwright.sync_api import Page, expect

from betalingen.actions.begin_payment import begin_payment
from betalingen.actions.recheck import expire_due_orders
from betalingen.models import Order
from betalingen.sandbox import Sandbox
from events.models import Edition
from tests.factories.betalingen import OrderFactory
from tests.journeys.accessibility import complaints
from tests.journeys.offerings import programme
from tests.journeys.visitor import fill_in_organisation, fill_in_participant, go_on, register, title

RunJobs = Callable[..., list[str]]

TWO_PLACES = "€ 3.751,00"
RECEIVED = "Uw aanmelding is binnen, u kunt nu betalen: Leernetwerk HRM"


@pytest.fixture
def edition(page_tree: SimpleNamespace) -> Edition:
    return programme(page_tree, minimum=2, capacity=3)


def settle(sandbox: Sandbox, run_jobs: RunJobs) -> None:
    """What Stripe has to say arrives and is done."""
    sandbox.wait_for_deliveries()
    run_jobs()


def to_payment(page: Page) -> None:
    """From the programme to the page of the payment service."""
    page.goto("/opleidingen/leernetwerk-hrm/")
    register(page)
    page.get_by_role("button", name="Naar betalen").click()
    expect(title(page)).to_have_text("Kies hoe u betaalt")


def pay(page: Page, method: str = "iDEAL") -> None:
    page.get_by_role("radio", name=method).check()
    page.get_by_role("button", name=f"Betaal {TWO_PLACES}").click()


def states(edition: Edition) -> list[str]:
    """Of the registrations, in their order."""
    return list(edition.registrations.order_by("pk").values_list("status", flat=True))


def seats(edition: Edition) -> int:
    edition.refresh_from_db()
    return edition.taken


def test_registering_two_colleagues_and_paying(
    page: Page, edition: Edition, sandbox: Sandbox, run_jobs: RunJobs, mailoutbox: list[EmailMessage]
) -> None:
    page.goto("/opleidingen/leernetwerk-hrm/")
    page.get_by_role("link", name="Meld u aan").first.click()
    expect(page.get_by_text("Nog 2 aanmeldingen nodig").first).to_be_visible()
    fill_in_participant(page, 1, "Sanne", "Visser", "s.visser@lindewaard.example")
    page.get_by_role("button", name="Nog een deelnemer").click()
    fill_in_participant(page, 2, "Pieter", "de Boer", "p.deboer@lindewaard.example")
    assert complaints(page) == []
    go_on(page, "organisatie")
    expect(page.get_by_role("textbox", name="Uw naam")).to_have_value("Sanne Visser")
    fill_in_organisation(page)
    assert complaints(page) == []
    go_on(page, "betalen")
    page.get_by_role("radio", name="Nu betalen").check()
    assert complaints(page) == []
    go_on(page, "controleren")
    expect(page.get_by_role("row", name="Samen").get_by_role("cell")).to_have_text(TWO_PLACES)
    page.get_by_role("checkbox", name="Ik ga akkoord met de voorwaarden").check()
    assert complaints(page) == []
    assert not Order.objects.exists()
    page.get_by_role("button", name="Meld definitief aan").click()

    expect(page.get_by_text(TWO_PLACES).first).to_be_visible()
    assert (states(edition), seats(edition)) == (["awaiting_payment"] * 2, 2)
    page.get_by_role("button", name="Naar betalen").click()
    expect(page.get_by_text("Dit is een demo: er wordt geen echt geld betaald.")).to_be_visible()
    assert complaints(page) == []
    pay(page)

    expect(title(page)).to_have_text("Uw betaling is verwerkt")
    settle(sandbox, run_jobs)
    assert states(edition) == ["confirmed"] * 2
    page.get_by_role("link", name="Naar uw aanmelding").click()
    expect(title(page)).to_have_text("De aanmelding is rond")
    order = Order.objects.get()
    assert (order.status, order.total_cents, order.purchase_order_number) == ("paid", 375_100, "PO-7")
    assert sorted((mail.to[0], mail.subject) for mail in mailoutbox) == [
        ("p.deboer@lindewaard.example", "U bent aangemeld: Leernetwerk HRM"),
        ("s.visser@lindewaard.example", f"Bevestiging {order.number}: Leernetwerk HRM"),
        ("s.visser@lindewaard.example", "U bent aangemeld: Leernetwerk HRM"),
        ("s.visser@lindewaard.example", RECEIVED),
    ]


def test_cancelling_at_stripe_and_trying_again(
    page: Page, edition: Edition, sandbox: Sandbox, run_jobs: RunJobs
) -> None:
    to_payment(page)
    page.get_by_role("link", name="Annuleer en ga terug").click()
    expect(page.get_by_role("heading", name="Nu betalen")).to_be_visible()
    page.get_by_role("button", name="Naar betalen").click()
    pay(page, "Creditcard")
    expect(title(page)).to_have_text("Uw betaling is verwerkt")
    settle(sandbox, run_jobs)
    assert (states(edition), len(sandbox.sessions())) == (["confirmed"] * 2, 1)


def test_a_payment_that_fails_can_be_tried_again(
    page: Page, edition: Edition, sandbox: Sandbox, run_jobs: RunJobs
) -> None:
    to_payment(page)
    page.get_by_role("radio", name="Creditcard").check()
    page.get_by_role("button", name="Betaling laten mislukken").click()
    expect(page.get_by_text("De betaling is niet gelukt.")).to_be_visible()
    settle(sandbox, run_jobs)
    assert (states(edition), seats(edition)) == (["awaiting_payment"] * 2, 2)
    pay(page)
    expect(title(page)).to_have_text("Uw betaling is verwerkt")
    settle(sandbox, run_jobs)
    assert states(edition) == ["confirmed"] * 2


def test_a_debit_that_the_bank_settles_later(
    page: Page, edition: Edition, sandbox: Sandbox, run_jobs: RunJobs, mailoutbox: list[EmailMessage]
) -> None:
    to_payment(page)
    pay(page, "SEPA-incasso")
    expect(title(page)).to_have_text("Uw betaling is in behandeling")
    settle(sandbox, run_jobs)
    assert (states(edition), [mail.subject for mail in mailoutbox]) == (["awaiting_payment"] * 2, [RECEIVED])
    page.get_by_role("link", name="Bekijk de order").click()
    expect(page.get_by_role("heading", name="In behandeling")).to_be_visible()

    [session] = sandbox.sessions()
    sandbox.settle(session["id"])
    settle(sandbox, run_jobs)
    page.reload()
    expect(page.get_by_role("heading", name="Betaald")).to_be_visible()
    assert (states(edition), len(mailoutbox)) == (["confirmed"] * 2, 4)


def test_the_page_that_waits_for_the_bank_tells_when_it_knows(page: Page, sandbox: Sandbox) -> None:
    order = OrderFactory.create()
    begin_payment(order=order.pk)
    reference = order.attempts.get().provider_reference
    page.clock.install()
    page.goto(f"/betalen/{order.access_key}/terug/?session_id={reference}")
    expect(title(page)).to_have_text("We wachten op uw bank")
    sandbox.pay(reference)
    page.clock.run_for(5_000)
    expect(title(page)).to_have_text("Uw betaling is verwerkt")


def test_who_does_not_pay_loses_the_places(
    page: Page, edition: Edition, sandbox: Sandbox, run_jobs: RunJobs, mailoutbox: list[EmailMessage]
) -> None:
    to_payment(page)
    with time_machine.travel(timezone.now() + dt.timedelta(hours=3), tick=True):
        sandbox.skip_time(0)  # it looks at the clock
        settle(sandbox, run_jobs)
        page.reload()
        expect(title(page)).to_have_text("Deze betaalpagina is verlopen")
        expire_due_orders()
        run_jobs()
        page.goto(f"/betalen/{Order.objects.get().access_key}/")
        expect(page.get_by_text("De tijd om te betalen is voorbij.")).to_be_visible()
        expect(page.get_by_role("button", name="Naar betalen")).to_have_count(0)
        assert (states(edition), seats(edition)) == (["expired"] * 2, 0)
        assert [mail.subject for mail in mailoutbox] == [RECEIVED, "Uw plaats is vervallen: Leernetwerk HRM"]
        page.get_by_role("link", name="Naar uw aanmelding").click()
        expect(title(page)).to_have_text("Deze aanmelding geldt niet meer")


def test_paying_on_invoice_is_done_at_once(
    page: Page, edition: Edition, run_jobs: RunJobs, mailoutbox: list[EmailMessage]
) -> None:
    page.goto("/opleidingen/leernetwerk-hrm/")
    register(page, how="Op factuur")
    expect(title(page)).to_have_text("De aanmelding is rond")
    run_jobs()
    assert (states(edition), len(mailoutbox)) == (["confirmed"] * 2, 3)
