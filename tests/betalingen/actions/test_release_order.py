import datetime as dt

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from betalingen.actions.expire_order import expire_order
from betalingen.actions.start_attempt import start_attempt
from betalingen.api import cancel_order, release_order
from betalingen.models import Attempt, Order
from cms.api import NotAllowed
from tests.betalingen.conftest import place

pytestmark = pytest.mark.django_db

UNTIL = timezone.now() + dt.timedelta(days=14)


def test_nobody_pays_and_nothing_expires_before_it_is_released() -> None:
    held = place(is_held=True)

    assert (held.is_held, held.status, held.expires_at) == (True, "open", None)
    with pytest.raises(NotAllowed, match="U kunt nog niet betalen"):
        start_attempt(order=held.pk)
    expire_order(order=held.pk)
    assert Order.objects.get().status == "open"
    assert not Attempt.objects.exists()


def test_from_then_on_it_can_be_paid_until_that_moment() -> None:
    held = place(is_held=True)

    released = release_order(reference="test:1", pay_until=UNTIL)

    assert (released.is_held, released.expires_at, released.number) == (False, UNTIL, held.number)
    assert start_attempt(order=held.pk).amount_cents == 187_550
    assert Order.objects.get().expires_at == UNTIL


def test_on_invoice_nothing_expires() -> None:
    place(is_held=True, provider="invoice")

    assert release_order(reference="test:1", pay_until=UNTIL).expires_at is None


def test_again_changes_nothing() -> None:
    place(is_held=True)
    release_order(reference="test:1", pay_until=UNTIL)

    again = release_order(reference="test:1", pay_until=UNTIL + dt.timedelta(days=9))

    assert again.expires_at == UNTIL
    assert ModelLogEntry.objects.filter(action="betalingen.order_released").count() == 1


def test_what_was_cancelled_stays_cancelled() -> None:
    place(is_held=True)
    cancel_order(reference="test:1", reason="afgemeld")

    released = release_order(reference="test:1", pay_until=UNTIL)

    assert (released.status, released.expires_at) == ("cancelled", None)
