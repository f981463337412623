"""The mails to whoever booked: the words of editors in the frame with people, sums and the way on."""

from dataclasses import replace

import pytest
from django.utils import timezone, translation

from cms.models import Message
from events import mails
from events.mail_moments import MOMENTS, OF_BOOKINGS, MailWords
from events.models import Booking, MailText
from events.queries.mail_desk import booking_shown, example_booking
from events.queries.mail_texts import payment_told
from events.queries.wording import clock, day
from tests.events.bookings import PIETER, SANNE, book, order_of, paid_edition
from tests.factories.events import EditionFactory, RegistrationFactory, local

pytestmark = pytest.mark.django_db

BOOKER = "facturen@lindewaard.example"


def to_booker() -> Message:
    return Message.objects.filter(recipient=BOOKER).latest("pk")


def test_the_words_of_an_editor_go_to_whoever_booked() -> None:
    edition = paid_edition(offering__title="Leernetwerk")
    body = "Dag {naam}, {organisatie}!\n\n{titel} kost {bedrag} ({ordernummer}). {betaling}\n\n{persoonlijke_link}"
    MailText.objects.create(moment="booking_confirmed", language="nl", subject="Rond: {titel}", body=body)
    placed = book(edition, PIETER, SANNE, provider="invoice")
    order, mail = order_of(placed), to_booker()

    assert mail.subject == "Rond: Leernetwerk"
    assert "Dag Sanne Visser, Gemeente Lindewaard!" in mail.text
    assert f"Leernetwerk kost € 3.751,00 ({order.number}). U krijgt een factuur. U hoeft nu niets te doen." in mail.text
    for registration in placed.registrations:
        assert f"- {registration.name} ({registration.number})" in mail.text
    assert "waarvan btw €\xa0651,00" in mail.text
    assert mail.text.count(f"/aanmelding/{placed.booking.access_key}/") == 2
    assert "<p>Dag Sanne Visser, Gemeente Lindewaard!</p>" in mail.html


def test_words_for_one_offering_go_before_those_for_all() -> None:
    edition, other = paid_edition(), paid_edition(vat_rule=None, gross_price_cents=0)
    for offering, subject in ((None, "Voor allen"), (edition.offering, "Alleen hier"), (other.offering, "Elders")):
        MailText.objects.create(
            moment="booking_confirmed", language="nl", offering=offering, subject=subject, body="{betaling}"
        )
    book(edition, provider="invoice")
    assert to_booker().subject == "Alleen hier"


@pytest.mark.parametrize("key", ["booking_received", "payment_asked", "admission_payment", "consent_payment"])
def test_what_asks_for_money_leads_to_the_payment_with_its_last_day(key: str) -> None:
    shown = example_booking("nl", None)
    words = MailWords(str(MOMENTS[key].subject), str(MOMENTS[key].body))
    mail = mails.preview_to_booker(key, shown.booking, shown.registrations, shown.order, words)
    assert "Betaal nu:" in mail.text
    assert "/betalen/voorbeeld/" in mail.text
    assert "/betalen/voorbeeld/" in mail.html


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("key", OF_BOOKINGS)
def test_the_house_words_leave_no_placeholder_open(key: str, language: str) -> None:
    shown = example_booking(language, None)
    moment = MOMENTS[key]
    with translation.override(language):
        words = MailWords(str(moment.subject), str(moment.body))
    mail = mails.preview_to_booker(key, shown.booking, shown.registrations, shown.order, words)
    assert "{" not in mail.subject + mail.text
    assert ("Order" in mail.text) == ("ordernummer" in moment.placeholders)
    assert not Message.objects.exists()


def test_a_real_booking_is_shown_with_its_own_people_and_order() -> None:
    placed = book(paid_edition(), PIETER, SANNE, provider="invoice")
    shown = booking_shown(placed.registrations[0])
    assert (shown.booking, shown.order) == (placed.booking, order_of(placed))
    assert [each.number for each in shown.registrations] == [each.number for each in placed.registrations]


def test_one_without_an_order_gets_a_made_up_one() -> None:
    registration = RegistrationFactory.create(booking__edition=EditionFactory.create())
    assert booking_shown(registration).order.number == f"{timezone.localdate().year}-0001"


def test_a_name_is_no_markup() -> None:
    shown = example_booking("nl", None)
    booking = Booking(name="<b>Win</b> http://boef.example", email=BOOKER, language="nl", access_key="voorbeeld")
    mail = mails.preview_to_booker(
        "booking_expired", booking, shown.registrations, shown.order, MailWords("{naam}", "Dag {naam}")
    )
    assert "&lt;b&gt;Win&lt;/b&gt; http://boef.example" in mail.html
    assert 'href="http://boef.example' not in mail.html


def test_a_last_day_is_told_without_its_last_minute() -> None:
    shown = example_booking("nl", None)
    for expires_at, told in (
        (local(2026, 12, 15, 23, 59), "Betaal uiterlijk dinsdag 15 december 2026. Daarna"),
        (local(2026, 12, 15, 12), "Betaal vóór dinsdag 15 december 2026, 12.00 uur. Daarna"),
    ):
        assert payment_told(replace(shown.order, expires_at=expires_at), "nl").startswith(told)


def test_each_mail_to_a_booker_goes_once() -> None:
    placed = book(paid_edition(), provider="invoice")
    views = booking_shown(placed.registrations[0]).registrations
    mails.mail_booking_confirmed(placed.booking, views, order_of(placed))
    assert Message.objects.filter(key=f"booking:{placed.booking.public_id}:booking_confirmed").count() == 1


def test_the_last_day_is_that_of_the_order() -> None:
    placed = book(paid_edition(), PIETER)
    order, views = order_of(placed), booking_shown(placed.registrations[0]).registrations
    assert order.expires_at is not None
    mails.mail_payment_asked(placed.booking, views, order)
    assert f"Betaal vóór {day(order.expires_at)}, {clock(order.expires_at)}." in to_booker().text
    assert order.pay_url in to_booker().text
