import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cms.models import Message, User
from events.actions.advance_queue import advance_queue, advance_queues
from events.actions.cancel_registration import cancel_registration
from events.actions.place_booking import NoSeats
from events.actions.schedule_webinar import close_sign_up, schedule_webinar
from events.actions.settle_booking import release_booking
from events.models import Edition, Registration
from tests.events.bookings import PIETER, book, order_of, paid_edition
from tests.events.waiting import begin, full_edition, leave_one, mails_to, states, sums, wait
from tests.factories.events import WebinarPageFactory, local

pytestmark = pytest.mark.django_db


def test_a_freed_place_is_offered_to_the_first_at_once() -> None:
    edition = full_edition()
    anna = wait(edition, "Anna")
    wait(edition, "Bram")
    leave_one(edition)

    assert states(edition) == {"Anna": "offered", "Bram": "waiting"}
    assert sums(edition) == (1, 1, 0)
    assert (mails_to("Anna"), mails_to("Bram")) == (["joined", "offered"], ["joined"])
    anna.refresh_from_db()
    message = Message.objects.get(key=f"waiting:{anna.public_id}:offered")
    assert message.subject == f"Er is plaats voor u: {edition.offering.title}"
    assert f"/wachtplaats/{anna.access_key}/" in message.text


def test_a_passer_by_cannot_take_what_was_freed() -> None:
    edition = full_edition()
    wait(edition, "Anna")
    leave_one(edition)

    with pytest.raises(NoSeats):
        book(edition, PIETER)

    assert sums(edition) == (1, 1, 0)


def test_the_database_refuses_more_taken_and_reserved_than_there_are() -> None:
    edition = full_edition()
    with pytest.raises(IntegrityError, match="edition_seats"), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(reserved=1)


def test_places_freed_one_by_one_are_kept_until_there_are_enough_for_the_first() -> None:
    edition = full_edition(capacity=3)
    wait(edition, "Anna", seats=2)
    wait(edition, "Bram")
    leave_one(edition)
    assert states(edition) == {"Anna": "waiting", "Bram": "waiting"}
    assert sums(edition) == (2, 1, 0)

    leave_one(edition)

    assert states(edition) == {"Anna": "offered", "Bram": "waiting"}
    assert sums(edition) == (1, 2, 0)
    leave_one(edition)
    assert states(edition) == {"Anna": "offered", "Bram": "offered"}
    assert sums(edition) == (0, 3, 0)


def test_a_group_that_cancels_serves_as_many_as_fit_in_order() -> None:
    edition = paid_edition(capacity=4)
    placed = book(edition, PIETER, *[type(PIETER)(f"P{n}", f"p{n}@example.org") for n in range(3)])
    for name, seats in (("Anna", 1), ("Bram", 2), ("Cato", 3)):
        wait(edition, name, seats)
    release_booking(order=order_of(placed), because="expired")

    assert states(edition) == {"Anna": "offered", "Bram": "offered", "Cato": "waiting"}
    assert sums(edition) == (0, 4, 0)


def test_without_anybody_waiting_a_freed_place_is_everybodys() -> None:
    edition = full_edition()
    leave_one(edition)

    assert sums(edition) == (1, 0, 1)
    assert book(edition, PIETER).is_new


def test_it_may_run_any_number_of_times() -> None:
    edition = full_edition()
    wait(edition, "Anna")
    leave_one(edition)
    for _time in range(3):
        advance_queue(edition.pk)

    assert sums(edition) == (1, 1, 0)
    assert mails_to("Anna") == ["joined", "offered"]


@time_machine.travel(local(2026, 11, 27, 10), tick=False)
def test_an_offer_lasts_sixteen_working_hours_unless_the_edition_says_otherwise() -> None:
    edition = full_edition()
    quick = full_edition(offer_hours=4)
    for each in (edition, quick):
        wait(each, "Anna")
        leave_one(each)

    assert edition.waiting_list.get().offer_until == local(2026, 12, 1, 10)
    assert quick.waiting_list.get().offer_until == local(2026, 11, 27, 14)
    texts = [message.text for message in Message.objects.filter(key__endswith=":offered").order_by("pk")]
    assert "Beslis vóór 1 december 2026, 10.00 uur." in texts[0]
    assert "Beslis vóór 27 november 2026, 14.00 uur." in texts[1]


def test_an_offer_never_lasts_beyond_the_start() -> None:
    edition = full_edition()
    soon = timezone.now() + dt.timedelta(hours=1)
    edition.sessions.update(walk_in_at=soon, starts_at=soon)
    wait(edition, "Anna")
    leave_one(edition)

    assert edition.waiting_list.get().offer_until == soon


def test_nothing_is_offered_after_the_start(administrator: User) -> None:
    edition = full_edition()
    wait(edition, "Anna")
    begin(edition)
    cancel_registration(registration_id=Registration.objects.all()[0].pk, user=administrator)
    advance_queue(edition.pk)

    assert states(edition) == {"Anna": "waiting"}
    assert mails_to("Anna") == ["joined"]


def test_the_deadline_to_sign_up_does_not_count_for_who_waited_before_it() -> None:
    edition = full_edition()
    wait(edition, "Anna")
    Edition.objects.update(closes_at=timezone.now() - dt.timedelta(minutes=1))
    leave_one(edition)

    assert states(edition) == {"Anna": "offered"}


def test_while_the_page_is_off_the_site_the_queue_stands_still_and_nobody_is_lost() -> None:
    page = WebinarPageFactory.create(capacity=1)
    edition = schedule_webinar(page=page)
    assert edition is not None
    book(edition, PIETER)
    wait(edition, "Anna")
    page.unpublish()
    close_sign_up(page=page)
    leave_one(edition)
    advance_queues()
    assert states(edition) == {"Anna": "waiting"}
    assert sums(edition) == (0, 1, 0)

    page.refresh_from_db()
    page.save_revision().publish()
    advance_queues()

    assert states(edition) == {"Anna": "offered"}


@pytest.mark.parametrize("count", [1, 30])
def test_keeping_a_seat_costs_as_much_with_many_in_the_queue(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    edition = full_edition(capacity=2)
    for number in range(count):
        wait(edition, f"Persoon{number}", seats=2)
    Edition.objects.filter(pk=edition.pk).update(taken=1)
    with django_assert_num_queries(7):
        advance_queue(edition.pk)
    assert sums(edition) == (1, 1, 0)
