"""One policy through all its actions: who books pays only once it is decided that it goes ahead."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from betalingen.actions.expire_order import expire_order
from betalingen.models import Attempt, Order, Refund
from cms.api import NotAllowed
from cms.models import Message
from events.actions.cancel_edition import cancel_edition
from events.actions.cancel_registration import cancel_registration
from events.actions.confirm_edition import confirm_edition
from events.contracts import Participant
from events.models import Edition, Registration
from events.queries.edition_consequences import consequences
from tests.events.bookings import PIETER, SANNE, book, order_of, paid_edition

pytestmark = pytest.mark.django_db

BOOKER = "facturen@lindewaard.example"
TERM = timezone.localdate() + dt.timedelta(days=10)


def undecided(**changes: Any) -> Edition:
    return paid_edition(pays_when="go_ahead", minimum=2, **changes)


def states(edition: Edition) -> list[str]:
    return list(Registration.objects.filter(edition=edition).order_by("pk").values_list("status", flat=True))


def mails() -> list[tuple[str, str]]:
    """Who got what since the last look, without the title of the programme."""
    found = [(mail.recipient, mail.subject.partition(":")[0]) for mail in Message.objects.order_by("pk")]
    Message.objects.all().delete()
    return found


def test_a_booking_holds_its_seats_and_asks_no_money() -> None:
    edition = undecided(decision_date=dt.date(2030, 5, 26))
    placed = book(edition, PIETER, SANNE)

    edition.refresh_from_db()
    order = order_of(placed)
    assert (edition.taken, states(edition)) == (2, ["applied", "applied"])
    assert (order.is_held, order.status, order.expires_at) == (True, "open", None)
    told = Message.objects.get(recipient=PIETER.email).text
    assert "Op zondag 26 mei 2030 beslissen we of het doorgaat." in told
    assert "Er wordt pas betaald als het doorgaat." in told
    assert mails() == [
        (PIETER.email, "Uw plaats staat vast onder voorbehoud"),
        (SANNE.email, "Uw plaats staat vast onder voorbehoud"),
        (BOOKER, f"Aanmelding {order.number}, u betaalt nog niets"),
    ]


def test_what_goes_ahead_can_be_paid_until_the_end_of_the_last_day() -> None:
    edition = undecided()
    placed = book(edition, PIETER, SANNE)
    Message.objects.all().delete()

    confirm_edition(edition_id=edition.pk, pay_until=TERM)

    order = order_of(placed)
    assert states(edition) == ["awaiting_payment", "awaiting_payment"]
    assert order.expires_at is not None
    assert timezone.localtime(order.expires_at) == timezone.make_aware(dt.datetime.combine(TERM, dt.time(23, 59, 59)))
    assert order.pay_url in Message.objects.get(recipient=BOOKER).text
    assert mails() == [
        (BOOKER, "Het gaat door, u kunt nu betalen"),
        (PIETER.email, "Het gaat door"),
        (SANNE.email, "Het gaat door"),
    ]


def test_whoever_booked_for_themself_gets_one_mail() -> None:
    edition = undecided()
    book(edition, Participant("Sanne Visser", BOOKER))
    Message.objects.all().delete()

    confirm_edition(edition_id=edition.pk)

    assert mails() == [(BOOKER, "Het gaat door, u kunt nu betalen")]


def test_on_invoice_the_places_are_definite_from_then_on() -> None:
    edition = undecided()
    placed = book(edition, PIETER, provider="invoice")
    Message.objects.all().delete()

    confirm_edition(edition_id=edition.pk)

    order = order_of(placed)
    assert (states(edition), order.is_held, order.expires_at) == (["confirmed"], False, None)
    assert [file["content_type"] for file in Message.objects.get(recipient=PIETER.email).attachments] == [
        "text/calendar; method=REQUEST"
    ]
    assert mails() == [(BOOKER, f"Bevestiging {order.number}"), (PIETER.email, "U bent aangemeld")]


def test_whoever_lets_the_term_pass_loses_the_place() -> None:
    edition = undecided()
    placed = book(edition)
    confirm_edition(edition_id=edition.pk, pay_until=TERM)
    Order.objects.update(expires_at=timezone.now())

    expire_order(order=order_of(placed).pk)

    edition.refresh_from_db()
    assert (edition.taken, states(edition), order_of(placed).status) == (0, ["expired"], "expired")


def test_what_does_not_go_ahead_leaves_nothing_to_refund() -> None:
    edition = undecided()
    placed = book(edition, PIETER, SANNE)

    cancel_edition(edition_id=edition.pk, reason="Te weinig aanmeldingen.")

    edition.refresh_from_db()
    assert (edition.taken, states(edition)) == (0, ["cancelled", "cancelled"])
    assert order_of(placed).status == "cancelled"
    assert not Refund.objects.exists()
    assert not Attempt.objects.exists()


def test_who_cancels_before_the_decision_owes_nothing() -> None:
    edition = undecided()
    placed = book(edition)

    cancel_registration(registration_id=placed.registrations[0].pk)
    confirm_edition(edition_id=edition.pk)

    edition.refresh_from_db()
    order = order_of(placed)
    assert (edition.taken, states(edition), order.status) == (0, ["cancelled"], "cancelled")
    assert not Message.objects.filter(subject__startswith="Het gaat door").exists()


def test_after_the_decision_one_pays_at_once() -> None:
    edition = undecided()
    confirm_edition(edition_id=edition.pk)

    placed = book(edition)

    assert (states(edition), order_of(placed).is_held) == (["awaiting_payment"], False)


def test_a_term_that_is_past_decides_nothing() -> None:
    edition = undecided()
    book(edition)

    with pytest.raises(NotAllowed, match="De laatste dag om te betalen is al voorbij"):
        confirm_edition(edition_id=edition.pk, pay_until=timezone.localdate() - dt.timedelta(days=1))

    edition.refresh_from_db()
    assert (edition.status, states(edition)) == ("open", ["applied"])


def test_it_says_beforehand_what_going_ahead_then_does() -> None:
    edition = undecided(capacity=20)
    book(edition, PIETER, SANNE)
    book(edition, Participant("Ida Prins", "i.prins@lindewaard.example"), provider="invoice")
    book(edition, Participant("Facturen", BOOKER))
    Message.objects.all().delete()

    told = consequences(edition).go_ahead
    confirm_edition(edition_id=edition.pk)

    assert (told.payments, told.payment_cents, told.invoices, told.invoice_cents) == (2, 562_650, 1, 187_550)
    assert (told.calendar_items, told.sure, told.unsure) == (1, 0, 0)
    assert len(mails()) == told.mails == 6
    line = ModelLogEntry.objects.get(action="events.edition_confirmed")
    assert line.message == "Besloten: het gaat door (mails: 6, betaallinks: 2, op factuur: 1)"


def test_it_says_beforehand_what_calling_off_then_does() -> None:
    edition = undecided()
    book(edition, PIETER, SANNE)
    Message.objects.all().delete()

    told = consequences(edition).call_off
    cancel_edition(edition_id=edition.pk, reason="Te weinig aanmeldingen.")

    assert (told.mails, told.calendar_items, told.money.open_orders, told.money.refunds) == (2, 0, 1, 0)
    assert len(mails()) == told.mails
    line = ModelLogEntry.objects.get(action="events.edition_cancelled")
    assert line.message == (
        "Besloten: het gaat niet door (mails: 2, geannuleerde orders: 1, terugbetalingen: 0, samen € 0,00)"
    )
