"""How far a contract is, and what its employees choose from."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.lifecycles import EditionStatus, QuoteStatus, RegistrationStatus
from events.models import Edition, Quote
from events.queries.contracts import addenda_of, employees_url, progress_of
from tests.events.contracts import contract
from tests.factories.events import BookingFactory, EditionFactory, QuoteFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def edition_of(quote: Quote, status: EditionStatus = EditionStatus.OPEN, **changes: Any) -> Edition:
    made: Edition = EditionFactory.create(quote=quote, offering=quote.request.offering, status=status, **changes)
    return made


def attend(edition: Edition, email: str, status: RegistrationStatus = RegistrationStatus.ATTENDED) -> None:
    RegistrationFactory.create(booking=BookingFactory.create(edition=edition), email=email, status=status)


def test_delivered_is_counted_from_editions_and_trained_from_people() -> None:
    quote = contract()
    done = edition_of(quote, EditionStatus.COMPLETED)
    also_done = edition_of(quote, EditionStatus.COMPLETED, capacity=10)
    coming = edition_of(quote)
    edition_of(quote, EditionStatus.CANCELLED)
    attend(done, "anna@lindewaard.example")
    attend(also_done, "Anna@lindewaard.example")
    attend(done, "bert@lindewaard.example", RegistrationStatus.ABSENT)
    attend(coming, "carla@lindewaard.example", RegistrationStatus.CONFIRMED)
    RegistrationFactory.create(booking=BookingFactory.create(edition=coming), name="", email="")
    RegistrationFactory.create(
        booking=BookingFactory.create(edition=coming), status=RegistrationStatus.CANCELLED, seat=False
    )
    edition_of(contract(), EditionStatus.COMPLETED)  # of another contract

    progress = progress_of(quote)

    assert (progress.agreed, progress.planned, progress.delivered, progress.missing) == (15, 3, 2, 12)
    assert (progress.places, progress.people, progress.registered, progress.trained) == (34, 170, 4, 1)
    assert (progress.short_of(), progress.short_of(100), progress.short_of(200), progress.too_many) == (136, 36, 0, 0)


def test_what_an_offer_says_goes_before_its_largest_quantity() -> None:
    quote = contract(edition_count=2)
    for _each in range(3):
        edition_of(quote)
    progress = progress_of(quote)
    assert (progress.agreed, progress.missing, progress.too_many) == (2, 0, 1)


def test_only_accepted_addenda_count_and_they_bring_their_people() -> None:
    quote = contract()
    for status in (QuoteStatus.ACCEPTED, QuoteStatus.DRAFT, QuoteStatus.DECLINED):
        QuoteFactory.create(request__extends=quote, request__head_count=96, edition_count=8, status=status)
    progress = progress_of(quote)
    assert (progress.agreed, progress.people) == (23, 266)
    assert addenda_of(quote).count() == 3


def test_as_many_queries_however_much_there_is() -> None:
    counts = []
    for size in (1, 8):
        quote = contract()
        for number in range(size):
            attend(edition_of(quote, EditionStatus.COMPLETED), f"p{number}@lindewaard.example")
            QuoteFactory.create(request__extends=quote, status=QuoteStatus.ACCEPTED)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            progress_of(quote)
        counts.append(len(queries))
    assert counts == [5, 5]


def test_employees_have_a_link_once_something_was_planned() -> None:
    assert employees_url(contract()) == ""
    address = employees_url(contract(employees_key="k" * 32, request__language="en"))
    assert address.endswith(f"/en/in-company/{'k' * 32}/kiezen/")
