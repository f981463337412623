import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.utils import timezone

from betalingen.models import Refund
from cms.api import MoveNotAllowed, NotAllowed
from cms.models import Message
from events.actions import cancel_edition as module
from events.actions.cancel_edition import cancel_edition
from events.lifecycles import EditionStatus, RegistrationStatus
from events.locking import DecidedMeanwhile
from events.models import Booking, Edition, Registration
from tests.factories.betalingen import InvoiceOrderFactory, PaidAttemptFactory
from tests.factories.events import BookingFactory, EditionFactory, RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db

REASON = "Er zijn te weinig aanmeldingen."


def booking_of(edition: Edition) -> Booking:
    booking: Booking = BookingFactory.create(edition=edition)
    RegistrationFactory.create(booking=booking)
    return booking


def test_places_orders_and_calendars_are_cancelled_and_everybody_is_told(
    run_jobs: Callable[..., list[str]], mailoutbox: list[object]
) -> None:
    edition = EditionFactory.create(offering__title="Leernetwerk HRM", capacity=12)
    free, unpaid, paid = (booking_of(edition) for _ in range(3))
    RegistrationFactory.create(booking__edition=edition, status=RegistrationStatus.EXPIRED, seat=False)
    unpaid.order = InvoiceOrderFactory.create(reference=f"booking:{unpaid.public_id}")
    unpaid.save()
    paid.order = PaidAttemptFactory.create(order__reference=f"booking:{paid.public_id}").order
    paid.save()

    cancel_edition(edition_id=edition.pk, reason=REASON)

    edition.refresh_from_db()
    assert (edition.status, edition.taken, edition.sequence, edition.cancel_reason) == ("cancelled", 0, 1, REASON)
    states = Registration.objects.values_list("status", flat=True)
    assert sorted(states) == ["cancelled", "cancelled", "cancelled", "expired"]
    unpaid.order.refresh_from_db()
    assert unpaid.order.status == "cancelled"
    assert Refund.objects.get().amount_cents == 187_550
    mails = Message.objects.filter(about__startswith="registration:").order_by("pk")
    assert [mail.recipient for mail in mails] == [free.email, unpaid.email, paid.email]
    assert {mail.subject for mail in mails} == {"Het gaat niet door: Leernetwerk HRM"}
    assert REASON in mails[0].text
    assert [attachment["content_type"] for attachment in mails[0].attachments] == ["text/calendar; method=CANCEL"]
    assert "Met de bijlage verdwijnt de afspraak" in mails[0].text


@pytest.mark.parametrize("status", ["applied", "intake", "awaiting_payment"])
def test_who_never_had_a_calendar_item_gets_none_that_disappears(status: str) -> None:
    edition = EditionFactory.create()
    RegistrationFactory.create(booking__edition=edition, status=status)
    cancel_edition(edition_id=edition.pk, reason=REASON)
    mail = Message.objects.get()
    assert REASON in mail.text
    assert mail.attachments == []
    assert "bijlage" not in mail.text


def test_again_changes_nothing() -> None:
    edition = EditionFactory.create()
    booking_of(edition)
    cancel_edition(edition_id=edition.pk, reason=REASON)
    cancel_edition(edition_id=edition.pk, reason="Iets anders.")
    edition.refresh_from_db()
    assert (edition.cancel_reason, edition.sequence) == (REASON, 1)
    assert Message.objects.count() == 1


def test_not_once_attendance_is_noted() -> None:
    edition = EditionFactory.create(status=EditionStatus.CONFIRMED, sessions=0)
    SessionFactory.create(edition=edition, starts_at=timezone.now() - dt.timedelta(days=1))
    registration = RegistrationFactory.create(booking__edition=edition, status=RegistrationStatus.ATTENDED)
    with pytest.raises(NotAllowed, match="Er is al aanwezigheid genoteerd"):
        cancel_edition(edition_id=edition.pk, reason=REASON)
    edition.refresh_from_db()
    registration.refresh_from_db()
    assert (edition.status, edition.taken, registration.status) == ("confirmed", 1, "attended")
    assert not Message.objects.exists()


@pytest.mark.parametrize("status", [EditionStatus.DRAFT, EditionStatus.COMPLETED])
def test_only_what_is_open_or_goes_ahead(status: EditionStatus) -> None:
    edition = EditionFactory.create(status=status)
    with pytest.raises(MoveNotAllowed):
        cancel_edition(edition_id=edition.pk, reason=REASON)


def test_a_booking_that_came_in_between_is_cancelled_too() -> None:
    """Orders are locked before the edition; whoever books after the first lock is found by starting again."""
    edition = EditionFactory.create()
    late: list[Booking] = []

    def book_before_the_edition_is_locked(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        if not late and 'FROM "events_edition"' in sql and "FOR NO KEY UPDATE" in sql:
            late.append(booking_of(edition))
            late[0].order = InvoiceOrderFactory.create(reference=f"booking:{late[0].public_id}")
            late[0].save()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(book_before_the_edition_is_locked), pytest.raises(DecidedMeanwhile):
        module._cancel(edition.pk, REASON, None)
    assert late, "the wrapper saw no lock"
