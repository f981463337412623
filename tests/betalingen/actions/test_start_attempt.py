"""Starting to pay an order."""

import pytest

from betalingen.actions.begin_payment import begin_payment
from betalingen.lifecycles import OrderStatus
from betalingen.models import Attempt, Order
from cms.api import NotAllowed
from tests.factories.betalingen import PaidAttemptFactory


@pytest.mark.parametrize("waived_cents", [0, 50_000])
def test_an_order_for_which_more_came_than_was_asked_is_not_paid_once_more(order: Order, waived_cents: int) -> None:
    order.waived_cents = waived_cents
    order.save()
    owed = order.total_cents - waived_cents
    PaidAttemptFactory.create(order=order, number=1, amount_cents=owed, received_cents=owed + 1)
    assert order.status == OrderStatus.OPEN  # finance decides what to do with the difference

    with pytest.raises(NotAllowed, match="al betaald"):
        begin_payment(order=order.pk)

    assert Attempt.objects.count() == 1
