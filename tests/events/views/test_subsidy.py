"""What a visitor is told about a subsidy, and what they then pay."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from betalingen.models import Order, OrderLine
from events.contracts import Participant
from events.models import Booking, Edition
from tests.events.bookings import book, order_of, paid_edition
from tests.events.views.test_register import DETAILS, ONE, TWO, Visitor
from tests.factories.betalingen import SubsidySchemeFactory
from tests.factories.cms import OrganisationFactory
from tests.factories.events import ProgrammePageFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def programmes(page_tree: SimpleNamespace) -> Any:
    return page_tree.programmes


def edition_with(programmes: Any, **scheme: Any) -> Edition:
    page = ProgrammePageFactory.create(parent=programmes, title="Leernetwerk HRM", slug="hrm")
    facts: dict[str, Any] = {"name": "Regeling Vakmanschap", "funder__name": "Fonds Werken", **scheme}
    return paid_edition(offering=page, subsidy_scheme=SubsidySchemeFactory.create(**facts))


def page_of(edition: Edition) -> str:
    return plain(Client().get(edition.offering.url).content.decode())


def plain(text: str) -> str:
    """Amounts stand on one line with their sign."""
    return text.replace("\xa0", " ").replace("&nbsp;", " ")


def shown(visitor: Visitor) -> str:
    return plain(visitor.text)


def test_a_subsidy_that_is_over_is_not_promised_and_not_given(programmes: Any) -> None:
    edition = edition_with(programmes, valid_until=TODAY - dt.timedelta(days=1))
    page = page_of(edition)
    assert "€ 3.751,00" in page
    assert "De subsidie van Fonds Werken gold tot en met" in page
    assert "€ 1.550,-" not in page

    visitor = Visitor(edition).send(**ONE)
    assert "<h2>Zonder subsidie</h2>" in shown(visitor)
    visitor.send(**DETAILS).send(**{"payment-provider": "invoice"}).send(**{"check-terms": "on"})

    assert Order.objects.get().total_cents == 375_100
    line = OrderLine.objects.get()
    assert (line.subsidy_cents, line.subsidy_scheme, line.subsidy) == (0, None, None)


def test_a_group_that_is_too_large_is_told_before_it_books(programmes: Any) -> None:
    edition = edition_with(programmes, most_places=3)
    book(edition, provider="invoice")
    book(edition, provider="invoice", participants=[_other(2)])
    assert "Er is nog subsidie voor 1 deelnemer." in page_of(edition)

    visitor = Visitor(edition)
    assert "<h2>Zonder subsidie</h2>" not in shown(visitor)
    visitor.send("add").send(**ONE, **TWO)
    assert "Er is nog subsidie van Fonds Werken voor 1 deelnemer, en u meldt er 2 aan." in shown(visitor)
    assert "€ 7.502,00" in shown(visitor)
    visitor.send("to:participants").send("remove:1").send(**ONE)
    assert "<h2>Zonder subsidie</h2>" not in shown(visitor)
    assert "€ 1.875,50" in shown(visitor)


def test_when_it_runs_out_while_somebody_is_busy_they_see_the_new_price_first(programmes: Any) -> None:
    edition = edition_with(programmes, budget_cents=155_000)
    visitor = Visitor(edition).to_the_check(**{"payment-provider": "invoice"})
    assert "€ 1.875,50" in shown(visitor)
    book(edition, provider="invoice", participants=[_other(2)])

    visitor.send(**{"check-terms": "on"})
    assert "De prijs is veranderd terwijl u bezig was." in shown(visitor)
    assert "De subsidie van Fonds Werken is op." in shown(visitor)
    assert "€ 3.751,00" in shown(visitor)
    assert Booking.objects.count() == 1

    visitor.send(**{"check-terms": "on"})
    assert order_of_latest().total_cents == 375_100


def test_who_declares_what_is_asked_has_the_subsidy(programmes: Any) -> None:
    edition = edition_with(programmes, declaration="Wij zijn een gemeente.")
    page = page_of(edition)
    assert "De subsidie is voor wie dit verklaart: “Wij zijn een gemeente.”" in page
    assert "Zonder subsidie is de prijs € 3.100,- zonder btw." in page

    visitor = Visitor(edition).send(**ONE).send(**DETAILS)
    assert "Wij zijn een gemeente." in shown(visitor)
    visitor.send(**{"payment-provider": "invoice"})
    assert "U verklaart niet dat de subsidie van Fonds Werken voor u is. U betaalt de volle prijs." in shown(visitor)
    visitor.send("to:payment").send(**{"payment-provider": "invoice", "payment-declares": "on"})
    assert "U betaalt de volle prijs" not in shown(visitor)
    visitor.send(**{"check-terms": "on"})

    assert order_of_latest().total_cents == 187_550


KINDS = {"organisation_kinds": ["municipality", "water_board"], "declaration": "Wij zijn een gemeente."}


def test_who_is_not_of_the_kind_is_told_why_before_booking(programmes: Any) -> None:
    OrganisationFactory.create(name="Gemeente Lindewaard", kind="company")
    edition = edition_with(programmes, **KINDS)
    assert "De subsidie is voor deze soorten organisaties: gemeente, waterschap." in page_of(edition)

    visitor = Visitor(edition).send(**ONE)
    assert "<h2>Zonder subsidie</h2>" not in shown(visitor)
    visitor.send(**DETAILS)
    assert "“Gemeente Lindewaard” staat bij ons als bedrijf. Klopt dat niet?" in shown(visitor)
    assert "Wij zijn een gemeente." not in shown(visitor)
    visitor.send(**{"payment-provider": "invoice", "payment-declares": "on"}).send(**{"check-terms": "on"})

    assert order_of_latest().total_cents == 375_100


def test_who_is_of_the_kind_declares_nothing(programmes: Any) -> None:
    OrganisationFactory.create(name="Gemeente Lindewaard", kind="municipality", kvk_number="50112233")
    edition = edition_with(programmes, **KINDS)
    visitor = Visitor(edition).send(**ONE).send(**{**DETAILS, "details-organisation_name": "50112233"})
    assert "Wij zijn een gemeente." not in shown(visitor)
    visitor.send(**{"payment-provider": "invoice"})
    assert "€ 1.875,50" in shown(visitor)
    visitor.send(**{"check-terms": "on"})

    assert order_of_latest().total_cents == 187_550


@pytest.mark.parametrize(("declares", "cents"), [({}, 375_100), ({"payment-declares": "on"}, 187_550)])
def test_whom_the_register_does_not_know_declares_it(declares: dict[str, str], cents: int, programmes: Any) -> None:
    edition = edition_with(programmes, **KINDS)
    visitor = Visitor(edition).send(**ONE).send(**DETAILS)
    assert "Wij zijn een gemeente." in shown(visitor)
    visitor.send(**{"payment-provider": "invoice"}, **declares).send(**{"check-terms": "on"})

    assert order_of_latest().total_cents == cents


def test_what_was_booked_keeps_the_terms_of_then(programmes: Any) -> None:
    edition = edition_with(programmes)
    order = order_of(book(edition, provider="invoice"))
    scheme: Any = edition.subsidy_scheme
    scheme.name, scheme.percentage = "Iets anders", 10
    scheme.save()

    line = OrderLine.objects.get(order=order.pk)
    assert line.subsidy is not None
    assert (line.subsidy.name, line.subsidy.percentage, line.subsidy_cents) == (
        "Regeling Vakmanschap",
        Decimal(50),
        155_000,
    )


def _other(number: int) -> Participant:
    return Participant("Ander", f"ander{number}@lindewaard.example")


def order_of_latest() -> Order:
    return Order.objects.latest("pk")
