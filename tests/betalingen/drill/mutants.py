"""One sabotage per fault: a guard taken away. The scenario of that fault must notice."""

import json
import logging
import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from stripe import SignatureVerificationError, StripeClient, WebhookSignature

from betalingen import locking, pricing, views
from betalingen.actions import (
    apply_notification,
    apply_payout,
    apply_report,
    begin_payment,
    cancel_order,
    import_balance,
    import_line,
    recheck,
    request_refund,
    start_attempt,
    submit_refund,
    welcome_back,
)
from betalingen.actions.apply_refund import apply_refund_reports
from betalingen.actions.take_notification import take_notification
from betalingen.contracts import Notification, NotificationRefused, PaymentReport, PaymentRequest
from betalingen.models import Attempt, BalanceLine, InboxEvent, Order, Refund
from betalingen.providers.stripe import balance, checkout, client, health, notifications, provider, reports
from betalingen.providers.stripe.management.commands import stripe as stripe_command
from betalingen.providers.stripe.provider import StripeProvider
from betalingen.queries import movements
from cms.project import environment

Mutant = Callable[[pytest.MonkeyPatch], None]


class Never(Exception):
    """Instead of an error that is caught: nobody raises it."""


def nothing(*args: Any, **kwargs: Any) -> None:
    """Instead of a step."""


# The door


def takes_every_delivery_as_new(patch: pytest.MonkeyPatch) -> None:
    def create(provider: str, event_id: str, defaults: Mapping[str, Any]) -> tuple[InboxEvent, bool]:
        return InboxEvent.objects.create(provider=provider, event_id=f"{event_id}#{uuid.uuid4()}", **defaults), True

    patch.setattr(InboxEvent.objects, "get_or_create", create)


def forgets_what_was_booked(patch: pytest.MonkeyPatch) -> None:
    locked = locking.locked_attempt

    def as_new(pk: int) -> tuple[Order, Attempt]:
        order, attempt = locked(pk)
        attempt.status = "created"
        return order, attempt

    patch.setattr(apply_report, "locked_attempt", as_new)


def believes_every_signature(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(notifications, "_verify", nothing)


def forgets_no_signature(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(notifications, "TOLERANCE", None)


def expects_text(patch: pytest.MonkeyPatch) -> None:
    def verify(body: bytes, signature: str, secrets: Sequence[str]) -> None:
        try:
            WebhookSignature.verify_header(body, signature, secrets[0], notifications.TOLERANCE)
        except SignatureVerificationError as error:
            raise NotificationRefused("signature does not match") from error

    patch.setattr(notifications, "_verify", verify)


def reads_any_size(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(views, "LARGEST_NOTIFICATION", 10**9)


def knows_one_secret(patch: pytest.MonkeyPatch) -> None:
    verify = notifications._verify
    patch.setattr(notifications, "_verify", lambda body, signature, secrets: verify(body, signature, secrets[:1]))


def _verified(patch: pytest.MonkeyPatch, verified: Callable[..., Notification]) -> None:
    patch.setattr("betalingen.providers.stripe.provider.verified_notification", verified)


def believes_every_mode(patch: pytest.MonkeyPatch) -> None:
    def verified(body: bytes, signature: str, *, secrets: Sequence[str], is_live: bool) -> Notification:
        is_live = json.loads(body)["livemode"]
        return notifications.verified_notification(body, signature, secrets=secrets, is_live=is_live)

    _verified(patch, verified)


def believes_every_account(patch: pytest.MonkeyPatch) -> None:
    def verified(body: bytes, signature: str, *, secrets: Sequence[str], is_live: bool) -> Notification:
        event = json.loads(body)
        if event.get("account"):
            return notifications.notification_of(event)
        return notifications.verified_notification(body, signature, secrets=secrets, is_live=is_live)

    _verified(patch, verified)


def takes_any_version(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(stripe_command, "API_VERSION", "2019-12-03")


def _by_events(outcome: Callable[[InboxEvent, Attempt], None]) -> Mutant:
    """Instead of asking Stripe, act on what the newest event says."""

    def mutant(patch: pytest.MonkeyPatch) -> None:
        def sync(*, attempt: int) -> Attempt:
            found = Attempt.objects.get(pk=attempt)
            event = InboxEvent.objects.filter(state="received").order_by("pk").first()
            assert event is not None
            outcome(event, found)
            return found

        patch.setattr(apply_notification, "sync_attempt", sync)

    return mutant


def _pays(event: InboxEvent, attempt: Attempt) -> None:
    if event.kind == "checkout.session.completed":
        report = PaymentReport(
            state="paid", charge_reference="py_1", received_cents=attempt.amount_cents, received_currency="eur"
        )
        apply_report.apply_report(attempt=attempt.pk, report=report)


def _follows(event: InboxEvent, attempt: Attempt) -> None:
    states = {"checkout.session.completed": "pending", "checkout.session.async_payment_succeeded": "succeeded"}
    if event.kind in states:
        Attempt.objects.filter(pk=attempt.pk).update(status=states[event.kind])


believes_the_event = _by_events(_pays)
follows_the_order_of_events = _by_events(_follows)


# Looking


def locks_nothing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(locking, "locked_order", lambda pk: Order.objects.get(pk=pk))


def calls_what_it_does_not_know_foreign(patch: pytest.MonkeyPatch) -> None:
    def found(event: InboxEvent) -> Attempt | None:
        return Attempt.objects.filter(provider_reference=event.object_reference).first()

    patch.setattr(apply_notification, "_attempt_of", found)


def calls_what_it_does_not_know_lost(patch: pytest.MonkeyPatch) -> None:
    find = apply_notification._attempt_of

    def found(event: InboxEvent) -> Attempt:
        attempt = find(event)
        if attempt is None:
            raise apply_notification.NotYetKnown(event.event_id)
        return attempt

    patch.setattr(apply_notification, "_attempt_of", found)


def says_yes_without_storing(patch: pytest.MonkeyPatch) -> None:

    def careless(*, provider: str, notification: Notification) -> None:
        with suppress(Exception), transaction.atomic():
            take_notification(provider=provider, notification=notification)

    patch.setattr(views, "take_notification", careless)


def counts_no_failures(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(apply_notification, "_count_failure", nothing)


def never_looks_by_itself(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(recheck, "AT_REST", timedelta(days=999))


def trusts_the_address(patch: pytest.MonkeyPatch) -> None:
    def welcome(*, order: int, provider_reference: str) -> Attempt:
        Order.objects.filter(pk=order).update(status="paid")
        return Attempt.objects.get(order=order, provider_reference=provider_reference)

    patch.setattr(views, "welcome_back", welcome)


def stores_and_forgets(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(apply_notification, "sync_attempt", nothing)


def shows_any_session(patch: pytest.MonkeyPatch) -> None:
    def own(order: int, provider_reference: str) -> Attempt | None:
        return Attempt.objects.filter(provider_reference=provider_reference).first()

    patch.setattr(welcome_back, "_own", own)


# Starting


def _asks_with(**changes: Callable[[], Any]) -> Mutant:
    def mutant(patch: pytest.MonkeyPatch) -> None:
        start = StripeProvider.start

        def changed(self: StripeProvider, request: PaymentRequest) -> Any:
            return start(self, replace(request, **{name: value() for name, value in changes.items()}))

        patch.setattr(StripeProvider, "start", changed)

    return mutant


asks_with_a_new_key = _asks_with(idempotency_key=lambda: uuid.uuid4().hex)


def asks_what_the_order_says_now(patch: pytest.MonkeyPatch) -> None:
    class Unfrozen:
        @staticmethod
        def from_json(values: Mapping[str, Any]) -> PaymentRequest:
            attempt = Attempt.objects.get(public_id=values["attempt"])
            return start_attempt._request(attempt.order, attempt, start_attempt._lines(attempt.order))

    patch.setattr(begin_payment, "PaymentRequest", Unfrozen)


def trusts_keys_for_ever(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(submit_refund, "KEY_IS_SAFE", timedelta(days=999))


def tries_for_ever(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(begin_payment, "MAX_TRIES", 99)


def gives_up_when_it_is_busy(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(client, "RateLimitError", Never)


def never_tries_again(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        client, "StripeClient", lambda key, **options: StripeClient(key, **options | {"max_network_retries": 0})
    )


def waits_eighty_seconds(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(client, "TIMEOUT", 80)


def asks_inside_a_transaction(patch: pytest.MonkeyPatch) -> None:
    ask = begin_payment._ask

    def held(*args: Any) -> str:
        with transaction.atomic():
            return ask(*args)

    patch.setattr(begin_payment, "_ask", held)


def gives_up_when_the_key_is_refused(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(client, "AuthenticationError", Never)


# Money


def calls_any_amount_right(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(apply_report, "_fits", lambda *_of: True)


def tells_nobody(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(apply_report, "flag", nothing)


def leaves_sessions_open(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(StripeProvider, "stop", StripeProvider.look_up)


def stops_no_payment(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(cancel_order, "defer", nothing)


def pays_what_was_cancelled(patch: pytest.MonkeyPatch) -> None:
    def settle(order: Order, attempt: Attempt) -> None:
        Order.objects.filter(pk=order.pk).update(status="paid")

    patch.setattr(apply_report, "settle", settle)


def has_no_grace(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(start_attempt, "GRACE", timedelta(minutes=-5))


def calls_the_first_refusal_final(patch: pytest.MonkeyPatch) -> None:
    state = reports._state
    patch.setattr(reports, "_state", lambda session: "failed" if session.payment_intent else state(session))


def calls_a_busy_bank_open(patch: pytest.MonkeyPatch) -> None:
    state = reports._state
    patch.setattr(reports, "_state", lambda session: {"pending": "open"}.get(state(session), state(session)))


def calls_every_transfer_enough(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(apply_report, "kept_cents", lambda part: part.owed_cents)


# Back


def refunds_with_a_new_key(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Refund, "idempotency_key", property(lambda _refund: uuid.uuid4().hex))


def forgets_what_went_back(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(request_refund, "refundable_cents", lambda attempt: attempt.received_cents)


def calls_a_pending_refund_done(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(reports, "_refund_state", lambda _refund: "succeeded")


def sees_its_own_refunds_only(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        apply_report,
        "apply_refund_reports",
        lambda order, attempt, found: apply_refund_reports(
            order, attempt, [report for report in found if report.refund]
        ),
    )


# The balance


def refunds_what_the_bank_took(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(request_refund, "is_claimed_back", lambda _attempt: False)


def cancels_what_the_bank_took(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("betalingen.queries.cancelling.TAKES_BACK", ())
    patch.setattr(
        cancel_order,
        "request_refund",
        lambda attempt, **asked: Refund.objects.create(attempt_id=attempt, amount_cents=asked["amount_cents"]),
    )


def sees_no_disputes(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(apply_report, "apply_dispute_reports", nothing)
    patch.setattr(import_balance, "apply_dispute", nothing)


def never_fills_in_a_fee(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(apply_report, "_complete", nothing)


def leaves_fees_to_events(patch: pytest.MonkeyPatch) -> None:
    write = import_line.import_line

    def unfilled(**given: Any) -> BalanceLine:
        line = write(**given)
        if line.attempt is not None:
            Attempt.objects.filter(pk=line.attempt.pk).update(fee_cents=None)
        return line

    patch.setattr(import_balance, "import_line", unfilled)


def skips_unknown_lines(patch: pytest.MonkeyPatch) -> None:
    write = import_line.import_line
    patch.setattr(
        import_balance,
        "import_line",
        lambda **given: None if given["report"].bucket == "unknown" else write(**given),
    )


def compares_no_payouts(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(apply_payout, "_compare", nothing)


def keeps_the_lines_of_a_failed_payout(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(apply_payout, "_release_lines", nothing)


def asks_for_the_lines_of_any_payout(patch: pytest.MonkeyPatch) -> None:
    """As if every payout were automatic: Stripe refuses, and the payout is never taken over."""
    report = balance.payout_report

    def payout_report(client: Any, payout: Any) -> Any:
        payout["automatic"] = True
        return report(client, payout)

    patch.setattr(provider, "payout_report", payout_report)


# The house


def rounds_as_bankers_do(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(pricing, "half_up", round)


def drops_the_last_cents(patch: pytest.MonkeyPatch) -> None:
    line = checkout._line

    def dropped(asked: Any, currency: str) -> Any:
        return line(replace(asked, amount_cents=asked.amount_cents // asked.quantity * asked.quantity), currency)

    patch.setattr(checkout, "_line", dropped)


def _without(*names: str) -> Mutant:
    def mutant(patch: pytest.MonkeyPatch) -> None:
        def fewer(request: PaymentRequest) -> Any:
            return {name: value for name, value in checkout.session_params(request).items() if name not in names}

        patch.setattr(provider, "session_params", fewer)

    return mutant


leaves_prices_to_stripe = _without("adaptive_pricing")
leaves_discounts_to_stripe = _without("allow_promotion_codes")


def sends_empty_texts(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        provider,
        "session_params",
        lambda request: {**checkout.session_params(request), "customer_email": request.customer_email},
    )


def sends_long_texts(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(checkout, "LONGEST_METADATA", 5_000)


def compares_no_clocks(patch: pytest.MonkeyPatch) -> None:
    for module in (health, stripe_command):
        patch.setattr(module, "MOST_SKEW", 10**9)


def asks_thirty_minutes(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(start_attempt, "SESSION", timedelta(minutes=30))


def starts_with_another_server(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(environment, "refuse", nothing)


def books_play_money(patch: pytest.MonkeyPatch) -> None:
    about = movements._about

    def everything(period: Any, attempt: str) -> Any:
        with pytest.MonkeyPatch.context() as inner:
            inner.setattr(settings, "DEMO", True)
            return about(period, attempt)

    patch.setattr(movements, "_about", everything)


def repeats_what_stripe_says(patch: pytest.MonkeyPatch) -> None:
    for module in (client, provider):
        patch.setattr(module, "describe", str)


def lets_the_sdk_talk(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(logging.getLogger("stripe"), "level", logging.INFO)
