import datetime as dt

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import Site

from betalingen.actions.remind_exports import remind_exports
from betalingen.models import FinanceSettings
from cms.models import Message
from tests.factories.betalingen import PaidAttemptFactory

pytestmark = pytest.mark.django_db


def chosen(address: str) -> None:
    site = Site.objects.get(is_default_site=True)
    FinanceSettings.objects.update_or_create(site=site, defaults={"export_reminder_to": address})


def mails_on(*days: dt.date) -> list[Message]:
    for day in days:
        with time_machine.travel(
            dt.datetime.combine(day, dt.time(7, 30), tzinfo=timezone.get_current_timezone()), tick=False
        ):
            remind_exports()
    return list(Message.objects.all())


def days_of(year: int, month: int) -> list[dt.date]:
    return [dt.date(year, month, day) for day in range(1, 29)]


# 1 December 2026 is a Tuesday, 1 May 2027 a Saturday, 1 August 2027 a Sunday.
@pytest.mark.parametrize(
    ("day", "about"),
    [
        (dt.date(2026, 12, 1), "november 2026"),
        (dt.date(2027, 5, 3), "april 2027"),
        (dt.date(2027, 8, 2), "juli 2027"),
    ],
)
def test_once_a_month_on_its_first_working_day(day: dt.date, about: str) -> None:
    chosen("boekhouding@academie.example")

    assert mails_on(*(other for other in days_of(day.year, day.month) if other != day)) == []
    [mail] = mails_on(day, day)

    assert mail.recipient == "boekhouding@academie.example"
    assert mail.subject == f"Klaar om te exporteren: {about}"


def test_a_link_and_what_it_adds_up_to_but_no_file() -> None:
    chosen("boekhouding@academie.example")
    received = timezone.make_aware(dt.datetime(2026, 11, 30, 23, 59))  # noqa: DTZ001
    attempt = PaidAttemptFactory.create(succeeded_at=received)

    [mail] = mails_on(dt.date(2026, 12, 1))

    assert "/admin/financien/exports/" in mail.text
    assert "€\N{NO-BREAK SPACE}1.875,50" in mail.text
    assert mail.attachments == []
    for private in (attempt.order.customer_name, attempt.order.email, attempt.order.number):
        assert private not in mail.text + mail.html


def test_nothing_without_an_address() -> None:
    assert mails_on(dt.date(2026, 12, 1)) == []
