"""Who decides about the money agrees, does not, or does not answer."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone
from wagtail.log_actions import registry

from betalingen.models import Order
from cms.api import NotAllowed
from cms.models import Message, User
from events.actions.cancel_edition import cancel_edition
from events.actions.cancel_registration import cancel_registration
from events.actions.confirm_edition import confirm_edition
from events.actions.decide_intake import admit_registration, refuse_registration
from events.actions.decline_consent import decline_consent
from events.actions.expire_consents import expire_consents
from events.actions.give_consent import ConsentGone, give_consent
from events.actions.remind_consents import remind_consent, remind_consents
from events.models import Booking, ConsentRequest, Edition, Registration
from tests.events.bookings import PIETER, SANNE, paid_edition
from tests.events.consents import AGREEMENT, HOLDER, ask, overdue
from tests.events.waiting import wait
from tests.factories.events import local

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    """€ 1.550,- a place after subsidy, € 1.875,50 with VAT, in thirty days."""
    return paid_edition(capacity=4)


def states() -> list[str]:
    return list(Registration.objects.order_by("pk").values_list("status", flat=True))


def subjects_to(address: str) -> list[str]:
    found = Message.objects.filter(recipient=address).order_by("pk").values_list("subject", flat=True)
    return [subject.partition(":")[0] for subject in found]


def log_of(request: ConsentRequest) -> list[str]:
    return [line.action for line in registry.get_logs_for_instance(request.booking).order_by("pk")]


# Asking


def test_the_places_are_kept_and_nobody_pays(edition: Edition) -> None:
    request = ask(edition)
    edition.refresh_from_db()
    assert (edition.taken, states(), Order.objects.count()) == (1, ["applied"], 0)
    assert (request.status, request.name, request.email) == ("asked", HOLDER.name, HOLDER.email)
    assert log_of(request) == ["events.booking_placed", "events.consent_asked"]
    assert subjects_to(HOLDER.email) == [f"Gaat u akkoord met de kosten? {edition.offering.title} (Sanne Visser)"]
    assert subjects_to("s.visser@lindewaard.example") == ["De plaatsen wachten op akkoord"]
    assert subjects_to(PIETER.email) == ["Uw aanmelding is binnen"]
    (mail,) = Message.objects.filter(recipient=HOLDER.email)
    for told in ("Pieter de Boer", "€\u00a01.875,50", "€\u00a0325,50", f"/akkoord/{request.access_key}/"):
        assert told in mail.text
    assert HOLDER.name not in Message.objects.get(recipient=PIETER.email).text


@time_machine.travel("2026-12-23 09:00+01:00")
def test_the_term_counts_working_days_without_holidays() -> None:
    Edition.objects.all().delete()
    request = ask(paid_edition(consent_days=3))
    # Thursday the 24th, Monday the 28th and Tuesday the 29th: Christmas is twice a day off, and then a weekend.
    assert timezone.localtime(request.until) == local(2026, 12, 29, 23, 59, 59)


def test_the_term_does_not_last_beyond_the_start(edition: Edition) -> None:
    soon = timezone.now() + dt.timedelta(hours=30)
    edition.sessions.update(starts_at=soon, ends_at=soon + dt.timedelta(hours=2), walk_in_at=None)
    assert ask(edition).until == edition.sessions.get().starts_at


def test_in_english_everybody_reads_english(edition: Edition) -> None:
    request = ask(edition, language="en")
    (mail,) = Message.objects.filter(recipient=HOLDER.email)
    assert f"/en/akkoord/{request.access_key}/" in mail.text
    assert "Dear Ingrid van Dam" in mail.text


# Agreeing


def test_agreed_on_invoice_the_place_is_definite(edition: Edition) -> None:
    request = ask(edition)
    give_consent(request_id=request.pk, agreement=AGREEMENT)

    order = Order.objects.get()
    assert (states(), order.is_held, order.is_deferred, order.total_cents) == (["confirmed"], False, True, 187_550)
    assert (order.purchase_order_number, order.cost_centre, order.department, order.email, order.contact_name) == (
        "45001",
        "K7",
        "P&O",
        "crediteuren@lindewaard.example",
        "Sanne Visser",
    )
    booking = Booking.objects.get()
    assert (booking.order_id, booking.payer) == (order.pk, {})
    assert subjects_to(HOLDER.email)[1:] == [f"Akkoord op de kosten, order {order.number}"]
    assert len(subjects_to("s.visser@lindewaard.example")) == 2
    assert subjects_to(PIETER.email)[1:] == ["U bent aangemeld"]
    assert log_of(request)[-1] == "events.consent_given"


def test_agreed_twice_is_once(edition: Edition) -> None:
    request = ask(edition)
    give_consent(request_id=request.pk, agreement=AGREEMENT)
    mails = Message.objects.count()
    give_consent(request_id=request.pk, agreement=AGREEMENT)
    with pytest.raises(ConsentGone):
        decline_consent(request_id=request.pk, reason="Toch niet.")
    assert (Order.objects.count(), Message.objects.count(), states()) == (1, mails, ["confirmed"])


def test_agreed_and_to_be_paid_now_the_booker_gets_the_link(edition: Edition) -> None:
    request = ask(edition, provider="stripe")
    give_consent(request_id=request.pk, agreement=AGREEMENT)
    order = Order.objects.get()
    assert (states(), order.is_held) == (["awaiting_payment"], False)
    assert order.expires_at is not None
    assert order.expires_at - timezone.now() > dt.timedelta(days=7)
    assert subjects_to("s.visser@lindewaard.example")[1:] == ["Akkoord, u kunt nu betalen"]


def test_who_pays_only_when_it_goes_ahead_still_does(edition: Edition) -> None:
    Edition.objects.update(pays_when="go_ahead")
    edition.refresh_from_db()
    request = ask(edition)
    give_consent(request_id=request.pk, agreement=AGREEMENT)
    assert (states(), Order.objects.get().is_held) == (["applied"], True)
    confirm_edition(edition_id=edition.pk)
    assert (states(), Order.objects.get().is_held) == (["confirmed"], False)


def test_decided_meanwhile_that_it_goes_ahead_the_money_is_asked_on_agreement(edition: Edition) -> None:
    Edition.objects.update(pays_when="go_ahead")
    edition.refresh_from_db()
    request = ask(edition)
    confirm_edition(edition_id=edition.pk)
    assert states() == ["applied"]
    give_consent(request_id=request.pk, agreement=AGREEMENT)
    assert (states(), Order.objects.get().is_held) == (["confirmed"], False)


def test_the_order_asks_what_was_shown_whatever_the_price_is_now(edition: Edition) -> None:
    request = ask(edition)
    Edition.objects.update(gross_price_cents=999_900, subsidy_scheme=None)
    give_consent(request_id=request.pk, agreement=AGREEMENT)
    order = Order.objects.get()
    assert (order.total_cents, order.vat_cents) == (187_550, 32_550)
    assert order.lines.get().subsidy_cents == 155_000


def test_whoever_cancelled_meanwhile_is_not_on_the_order(edition: Edition) -> None:
    request = ask(edition, PIETER, SANNE)
    cancel_registration(registration_id=Registration.objects.latest("pk").pk)
    give_consent(request_id=request.pk, agreement=AGREEMENT)
    assert (states(), Order.objects.get().lines.get().quantity) == (["confirmed", "cancelled"], 1)


# No, or no answer


def test_declined_the_seats_are_back_and_the_booker_reads_why(edition: Edition) -> None:
    request = ask(edition, PIETER, SANNE)
    decline_consent(request_id=request.pk, reason="Het budget is op.")
    decline_consent(request_id=request.pk, reason="Het budget is op.")
    edition.refresh_from_db()
    assert (edition.taken, states(), Order.objects.count()) == (0, ["cancelled", "cancelled"], 0)
    (mail,) = Message.objects.filter(recipient="s.visser@lindewaard.example", subject__startswith="Geen akkoord")
    assert "Het budget is op." in mail.text
    assert subjects_to(PIETER.email)[1:] == ["Uw plaats is vervallen"]
    assert "budget is op" not in Message.objects.filter(recipient=PIETER.email).latest("pk").text
    assert log_of(request)[-1] == "events.consent_declined"
    with pytest.raises(ConsentGone):
        give_consent(request_id=request.pk, agreement=AGREEMENT)
    assert Booking.objects.get().payer == {}


def test_the_term_over_the_seat_goes_to_the_queue(edition: Edition) -> None:
    Edition.objects.update(capacity=1)
    edition.refresh_from_db()
    request = ask(edition)
    waiting = wait(edition, "Anna")
    overdue(request)
    with pytest.raises(ConsentGone):
        give_consent(request_id=request.pk, agreement=AGREEMENT)
    assert (Order.objects.count(), states()) == (0, ["applied"])

    assert (expire_consents(), expire_consents()) == (1, 0)
    waiting.refresh_from_db()
    request.refresh_from_db()
    assert (request.status, states(), waiting.status) == ("expired", ["cancelled"], "offered")
    (mail,) = Message.objects.filter(recipient="s.visser@lindewaard.example", subject__startswith="Geen akkoord")
    assert "antwoordde niet op tijd" in mail.text
    assert log_of(request)[-1] == "events.consent_expired"


def test_a_request_that_stands_is_left_alone(edition: Edition) -> None:
    ask(edition)
    assert (expire_consents(), states()) == (0, ["applied"])


def test_withdrawn_with_the_last_registration(edition: Edition) -> None:
    request = ask(edition, PIETER, SANNE)
    first, second = Registration.objects.order_by("pk")
    cancel_registration(registration_id=first.pk)
    request.refresh_from_db()
    assert request.status == "asked"
    cancel_registration(registration_id=second.pk)
    request.refresh_from_db()
    assert (request.status, log_of(request)[-1]) == ("withdrawn", "events.consent_withdrawn")
    with pytest.raises(ConsentGone):
        give_consent(request_id=request.pk, agreement=AGREEMENT)
    edition.refresh_from_db()
    assert (edition.taken, Order.objects.count()) == (0, 0)


def test_withdrawn_with_the_edition(edition: Edition) -> None:
    request = ask(edition)
    cancel_edition(edition_id=edition.pk, reason="De spreker is ziek.")
    request.refresh_from_db()
    assert (request.status, expire_consents()) == ("withdrawn", 0)


# After an intake


def test_after_an_intake_consent_is_asked_for_whoever_is_admitted() -> None:
    edition = paid_edition(has_intake=True, capacity=4)
    with pytest.raises(ConsentRequest.DoesNotExist):  # not yet
        ask(edition, PIETER, SANNE, answers={"intake": {"motivation": "Leren.", "experience": ""}})
    first, second = Registration.objects.order_by("pk")
    admit_registration(registration_id=first.pk)
    assert not ConsentRequest.objects.exists()
    refuse_registration(registration_id=second.pk, reason="Nu nog niet.")
    request = ConsentRequest.objects.get()
    assert (states(), Order.objects.count()) == (["applied", "refused"], 0)
    give_consent(request_id=request.pk, agreement=AGREEMENT)
    assert (states(), Order.objects.get().lines.get().quantity) == (["confirmed", "refused"], 1)


# Reminders


def test_reminded_once_on_the_working_day_before_the_last() -> None:
    with time_machine.travel("2026-12-01 09:00+01:00", tick=False) as clock:
        edition = paid_edition(consent_days=5)  # until Tuesday the 8th
        request = ask(edition)
        clock.move_to("2026-12-07 09:59+01:00")
        assert remind_consents() == 0
        clock.move_to("2026-12-07 10:00+01:00")
        assert (remind_consents(), remind_consents()) == (1, 0)
        assert subjects_to(HOLDER.email)[1:] == ["Herinnering"]
        assert log_of(request)[-1] == "events.consent_reminded"


def test_who_is_asked_too_late_or_has_answered_is_not_reminded() -> None:
    with time_machine.travel("2026-12-01 11:00+01:00", tick=False) as clock:
        ask(paid_edition(consent_days=1))
        answered = ask(paid_edition(consent_days=5))
        give_consent(request_id=answered.pk, agreement=AGREEMENT)
        clock.move_to("2026-12-02 10:30+01:00")
        assert remind_consents() == 0
        clock.move_to("2026-12-07 10:30+01:00")
        assert remind_consents() == 0


def test_a_colleague_reminds_once_a_day(edition: Edition, administrator: User) -> None:
    request = ask(edition)
    remind_consent(request_id=request.pk, user=administrator)
    with pytest.raises(NotAllowed):
        remind_consent(request_id=request.pk, user=administrator)
    assert subjects_to(HOLDER.email)[1:] == ["Herinnering"]
    overdue(request)
    with time_machine.travel(timezone.now() + dt.timedelta(days=1)), pytest.raises(ConsentGone):
        remind_consent(request_id=request.pk, user=administrator)


def test_a_colleague_answers_on_behalf_with_a_note(edition: Edition, administrator: User) -> None:
    request = ask(edition)
    give_consent(request_id=request.pk, agreement=AGREEMENT, note="Gebeld op 3 december.", user=administrator)
    request.refresh_from_db()
    assert (request.status, request.note) == ("given", "Gebeld op 3 december.")
    assert "noteerde uw akkoord" in Message.objects.filter(recipient=HOLDER.email).latest("pk").text
