"""Editions that are there already come under a contract, and leave it again."""

from typing import Any

import pytest
from wagtail.models import ModelLogEntry

from cms.api import NotAllowed
from events.actions.attach_edition import attach_edition
from events.actions.detach_edition import detach_edition
from events.lifecycles import EditionStatus, QuoteStatus, RegistrationStatus
from events.models import Edition, Quote
from tests.events.contracts import contract
from tests.factories.betalingen import VatRuleFactory
from tests.factories.cms import OrganisationFactory
from tests.factories.events import BookingFactory, EditionFactory, RegistrationFactory, WaitingListEntryFactory

pytestmark = pytest.mark.django_db


def closed(of: Quote, /, **changes: Any) -> Edition:
    made: Edition = EditionFactory.create(
        **{"offering": of.request.offering, "access_key": "k" * 32, "quote": None, **changes}
    )
    return made


def test_it_counts_and_employees_get_their_link() -> None:
    quote = contract()
    edition = closed(quote)
    RegistrationFactory.create(booking=BookingFactory.create(edition=edition, organisation_name="gemeente lindewaard"))
    RegistrationFactory.create(booking=BookingFactory.create(edition=edition, organisation_name=""))

    attach_edition(quote_id=quote.pk, edition_id=edition.pk)

    edition.refresh_from_db()
    quote.refresh_from_db()
    assert (edition.quote, edition.access_key, bool(quote.employees_key)) == (quote, "k" * 32, True)
    assert ModelLogEntry.objects.filter(action="events.edition_attached").count() == 2


def test_the_same_organisation_of_the_register_may_be_written_otherwise() -> None:
    organisation = OrganisationFactory.create()
    quote = contract(request__organisation=organisation)
    edition = closed(quote)
    BookingFactory.create(edition=edition, organisation=organisation, organisation_name="Lindewaard")
    attach_edition(quote_id=quote.pk, edition_id=edition.pk)
    assert Edition.objects.get().quote == quote


@pytest.mark.parametrize(
    "changes",
    [
        {"access_key": None},
        {"status": EditionStatus.CANCELLED},
        {"gross_price_cents": 100},
        {"offering": "other"},
        {"quote": "other"},
        {"booked": "Waterschap Linge"},
    ],
)
def test_what_does_not_fit(changes: dict[str, Any]) -> None:
    quote, other = contract(), contract()
    values = dict(changes)
    booked = values.pop("booked", "")
    if "gross_price_cents" in values:
        values["vat_rule"] = VatRuleFactory.create()
    if "offering" in values:
        values["offering"] = other.request.offering
    if "quote" in values:
        values["quote"] = other
    edition = closed(quote, **values)
    if booked:
        BookingFactory.create(edition=edition, organisation_name=booked)
    with pytest.raises(NotAllowed, match="past niet"):
        attach_edition(quote_id=quote.pk, edition_id=edition.pk)
    assert Edition.objects.get().quote == (other if "quote" in changes else None)


def test_no_more_than_was_agreed_and_only_under_a_contract() -> None:
    quote = contract(edition_count=1)
    edition = closed(quote)
    EditionFactory.create(quote=quote)
    with pytest.raises(NotAllowed, match="al gepland"):
        attach_edition(quote_id=quote.pk, edition_id=edition.pk)
    sent = contract(status=QuoteStatus.SENT)
    with pytest.raises(NotAllowed, match="waarop akkoord is gegeven"):
        attach_edition(quote_id=sent.pk, edition_id=closed(sent, access_key="m" * 32).pk)


def test_it_leaves_while_nobody_has_a_place() -> None:
    quote = contract()
    edition = closed(quote, quote=quote)
    RegistrationFactory.create(
        booking=BookingFactory.create(edition=edition), status=RegistrationStatus.CANCELLED, seat=False
    )
    detach_edition(quote_id=quote.pk, edition_id=edition.pk)
    edition.refresh_from_db()
    assert (edition.quote, edition.access_key) == (None, "k" * 32)
    assert ModelLogEntry.objects.filter(action="events.edition_detached").count() == 2


def test_it_stays_with_people_in_it_or_waiting_and_leaves_no_other_contract() -> None:
    quote = contract()
    taken, awaited = closed(quote, quote=quote), closed(quote, quote=quote, access_key="m" * 32)
    RegistrationFactory.create(booking=BookingFactory.create(edition=taken))
    WaitingListEntryFactory.create(edition=awaited)
    foreign = closed(quote, quote=contract(), access_key="n" * 32)
    for edition in (taken, awaited, foreign):
        with pytest.raises(NotAllowed, match="zolang niemand"):
            detach_edition(quote_id=quote.pk, edition_id=edition.pk)
    assert not Edition.objects.filter(quote=None).exists()
