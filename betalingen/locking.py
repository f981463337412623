"""The lock order of money. Whoever locks two of these locks them in this order, once per transaction:

    BankLine -> Order -> Attempt -> Refund -> Dispute -> BalanceLine
                                                              then, in the apps above: Edition -> Booking -> Registration
    SubsidyScheme -> NumberSeries                             while an order is made, before all of these
    SubsidyClaim                                              alone: what it claims never changes
    Payout                                                    alone: its lines were imported before

Every change of an attempt or a refund locks its order first, so two changes of one order's money never run at once: the
webhook, the success page, the reconciliation and finance wait for each other. Several orders at once are locked by
their pk. The counter of a number series (betalingen.actions.next_number) is locked while an order is made, before that order exists: nothing above waits for it.
InboxEvent and Discrepancy rows are written under the order's lock and need none of their own.
"""

from collections.abc import Collection

from betalingen.models import Attempt, BankLine, Order, Refund, SubsidyClaim, SubsidyScheme


def locked_order(pk: int) -> Order:
    """The order as it is now, locked until the transaction ends; raises Order.DoesNotExist."""
    return Order.objects.select_for_update().get(pk=pk)


def locked_orders(pks: Collection[int]) -> list[Order]:
    """Several orders, locked in one order for everybody."""
    return list(Order.objects.select_for_update().filter(pk__in=pks).order_by("pk"))


def locked_attempt(pk: int) -> tuple[Order, Attempt]:
    """An attempt and its order, both locked in the right order; raises Attempt.DoesNotExist."""
    order_pk = Attempt.objects.values_list("order_id", flat=True).get(pk=pk)
    order = locked_order(order_pk)
    attempt = Attempt.objects.select_for_update().get(pk=pk)
    attempt.order = order
    return order, attempt


def locked_attempts(order: Order) -> list[Attempt]:
    """The attempts of a locked order, oldest first, locked."""
    attempts = list(Attempt.objects.select_for_update().filter(order=order).order_by("number"))
    for attempt in attempts:
        attempt.order = order
    return attempts


def locked_refund(pk: int) -> tuple[Order, Attempt, Refund]:
    """A refund with its attempt and order, all locked in the right order; raises Refund.DoesNotExist."""
    attempt_pk = Refund.objects.values_list("attempt_id", flat=True).get(pk=pk)
    order, attempt = locked_attempt(attempt_pk)
    refund = Refund.objects.select_for_update().get(pk=pk)
    refund.attempt = attempt
    return order, attempt, refund


def locked_bank_line(pk: int) -> BankLine:
    """The line of a bank statement as it is now, locked until the transaction ends; raises BankLine.DoesNotExist."""
    return BankLine.objects.select_for_update(of=("self",)).select_related("statement").get(pk=pk)


def locked_scheme(pk: int) -> SubsidyScheme:
    """The scheme as it is now, locked until the transaction ends; raises SubsidyScheme.DoesNotExist."""
    return SubsidyScheme.objects.select_for_update(of=("self",)).select_related("funder").get(pk=pk)


def locked_claim(pk: int) -> SubsidyClaim:
    """The claim as it is now, locked until the transaction ends; raises SubsidyClaim.DoesNotExist."""
    return SubsidyClaim.objects.select_for_update(of=("self",)).select_related("funder").get(pk=pk)
