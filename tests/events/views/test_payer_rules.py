"""What was agreed with an organisation about its invoices is asked where somebody books, beside the field."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from betalingen.models import Order
from cms.models import User
from events.queries.snapshots import edition_view
from events.steps.details import DetailsForm, DetailsStep
from tests.events.bookings import paid_edition
from tests.events.consents import ask
from tests.events.views.test_consents import TYPED as CONSENT
from tests.events.views.test_consents import page_of
from tests.events.views.test_register import DETAILS, ONE, Visitor
from tests.factories.betalingen import PaymentTermFactory, VatRuleFactory
from tests.factories.cms import OrganisationFactory
from tests.factories.events import EditionFactory, QuoteFactory

pytestmark = pytest.mark.django_db

NUMBER = "Deze organisatie wil een inkoopnummer op de factuur."
ORDERER = "Deze organisatie wil op de factuur lezen wie bestelt."


@pytest.fixture(autouse=True)
def strict() -> None:
    """Lindewaard wants both on its invoices."""
    OrganisationFactory.create(name="Gemeente Lindewaard", kvk_number="12345678")
    PaymentTermFactory.create(kvk_number="12345678", needs_purchase_order_number=True, needs_orderer=True)


def test_what_misses_is_said_beside_its_field_and_nothing_is_lost() -> None:
    visitor = Visitor(paid_edition())
    typed = DETAILS | {"details-purchase_order_number": "", "details-organisation_name": "gemeente lindewaard"}

    visitor.send(**ONE).send(**typed)

    form = visitor.response.context["forms"][0]
    assert visitor.screen == "details"
    assert [str(error)[:40] for error in form.errors["purchase_order_number"]] == [NUMBER[:40]]
    assert [str(error)[:40] for error in form.errors["orderer"]] == [ORDERER[:40]]
    for kept in ("gemeente lindewaard", "P&amp;O", "facturen@lindewaard.example"):
        assert f'value="{kept}"' in visitor.text


def test_with_both_the_order_has_them() -> None:
    visitor = Visitor(paid_edition())
    visitor.send(**ONE).send(**DETAILS, **{"details-orderer": "Karin Bos"})
    assert visitor.screen == "payment"

    visitor.send(**{"payment-provider": "invoice"})
    assert "Karin Bos" in visitor.text
    visitor.send(**{"check-terms": "on"})

    order = Order.objects.get()
    assert (order.orderer, order.purchase_order_number, order.kvk_number) == ("Karin Bos", "PO-7", "12345678")


def test_another_organisation_need_not() -> None:
    visitor = Visitor(paid_edition())

    visitor.send(**ONE).send(**DETAILS | {"details-organisation_name": "Gemeente Elders"})

    assert visitor.screen == "payment"


def test_where_nothing_is_invoiced_nothing_is_asked() -> None:
    free = edition_view(EditionFactory.create(), "nl", title="Webinar")

    assert DetailsStep().form_for(free) is DetailsForm
    assert "orderer" not in DetailsForm.base_fields


def test_an_offer_is_not_accepted_without(client: Client) -> None:
    quote = QuoteFactory.create(vat_rule=VatRuleFactory.create(), request__organisation_name="Gemeente Lindewaard")
    typed = {"name": "Sanne Visser", "function": "manager", "purchase_order_number": "PO-7", "may_sign": "on"}
    address = f"/offerte/{quote.access_key}/akkoord/"

    shown = client.post(address, typed).content.decode()
    assert ORDERER in shown
    assert 'value="PO-7"' in shown
    client.post(address, typed | {"orderer": "Karin Bos"})

    assert Order.objects.get().orderer == "Karin Bos"


def test_nor_by_a_budget_holder(client: Client) -> None:
    request = ask(paid_edition())
    typed = CONSENT | {"organisation_name": "Gemeente Lindewaard"}
    address = f"{page_of(request)}geven/"

    shown = client.post(address, typed).content.decode()
    assert ORDERER in shown
    assert NUMBER not in shown
    client.post(address, typed | {"orderer": "Karin Bos"})

    assert Order.objects.get().orderer == "Karin Bos"


def test_nor_by_a_colleague_in_the_admin(programme_manager: User, log_in: Callable[[User], Client]) -> None:
    manager = log_in(programme_manager)
    typed = {
        "form_key": str(uuid.uuid4()),
        "edition": paid_edition().pk,
        "name": "Anna Berg",
        "email": "a.berg@lindewaard.example",
        "organisation_name": "Gemeente Lindewaard",
        "language": "nl",
        "provider": "invoice",
    }
    address = reverse("registrations:add")

    shown = manager.post(address, typed).content.decode()
    assert NUMBER in shown
    assert ORDERER in shown
    manager.post(address, typed | {"orderer": "Karin Bos", "purchase_order_number": "PO-7"})

    order = Order.objects.get()
    assert (order.orderer, order.purchase_order_number, order.kvk_number) == ("Karin Bos", "PO-7", "12345678")
