"""The payment provider."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from stripe import Dispute, InvalidRequestError, Refund, StripeClient
from stripe.checkout import Session
from stripe.params import RefundCreateParams

from betalingen.api import (
    BalanceLineReport,
    DisputeReport,
    Notification,
    PaymentProvider,
    PaymentQuery,
    PaymentReport,
    PaymentRequest,
    PayoutReport,
    ProviderUnavailable,
    Redirect,
    RefundReport,
    RefundRequest,
    RequestRefused,
)
from betalingen.providers.stripe.balance import WITH_SOURCE, dispute_report, line_report, payout_report
from betalingen.providers.stripe.checkout import session_params
from betalingen.providers.stripe.client import describe, our_errors, stripe_client
from betalingen.providers.stripe.clock import moment
from betalingen.providers.stripe.configuration import Configuration
from betalingen.providers.stripe.notifications import verified_notification
from betalingen.providers.stripe.reports import EXPAND, charge_of, payment_report, refund_report

DASHBOARD: Final = "https://dashboard.stripe.com/"
SEARCH: Final = timedelta(hours=1)
"""How far around the attempt's own moment a lost session is looked for."""


class StripeProvider(PaymentProvider):
    """Checkout, on Stripe's own page."""

    key = "stripe"
    label = _("Nu betalen")
    staff_label = _("Online, met Stripe")
    explanation = _("Met iDEAL, een betaalkaart of automatische incasso, op de beveiligde pagina van Stripe.")

    def start(self, request: PaymentRequest) -> Redirect:
        with our_errors():
            session = self._client().v1.checkout.sessions.create(
                session_params(request), {"idempotency_key": request.idempotency_key}
            )
        if not session.url:
            raise RequestRefused("the session has no address")
        return Redirect(
            reference=session.id,
            url=session.url,
            expires_at=moment(session.expires_at),
            is_demo=not session.livemode,
        )

    def look_up(self, query: PaymentQuery) -> PaymentReport:
        client = self._client()
        with our_errors():
            session = _find(client, query)
            return _report(client, session)

    def stop(self, query: PaymentQuery) -> PaymentReport:
        client = self._client()
        with our_errors():
            session = _find(client, query)
            if session is not None and session.status == "open":
                with suppress(InvalidRequestError):  # paid or expired a moment ago: what it is now decides
                    client.v1.checkout.sessions.expire(session.id)
                session = client.v1.checkout.sessions.retrieve(session.id, {"expand": EXPAND})
            return _report(client, session)

    def read_notification(self, body: bytes, headers: Mapping[str, str]) -> Notification:
        configuration = Configuration.from_settings()
        return verified_notification(
            body,
            headers.get("Stripe-Signature", ""),
            secrets=configuration.webhook_secrets,
            is_live=configuration.is_live,
        )

    def refund(self, request: RefundRequest) -> RefundReport:
        params: RefundCreateParams = {
            "charge": request.charge_reference,
            "amount": request.amount_cents,
            "reason": "requested_by_customer",
            "metadata": {"refund": request.refund},
        }
        with our_errors():
            refund = self._client().v1.refunds.create(params, {"idempotency_key": request.idempotency_key})
        return refund_report(refund)

    def look_up_payout(self, reference: str) -> PayoutReport | None:
        client = self._client()
        with our_errors():
            try:
                payout = client.v1.payouts.retrieve(reference)
            except InvalidRequestError as error:
                if error.code == "resource_missing":
                    return None
                raise
            return payout_report(client, payout)

    def payouts(self, since: datetime) -> Iterator[PayoutReport]:
        client = self._client()
        with our_errors():
            for payout in client.v1.payouts.list(_since(since)).auto_paging_iter():
                yield payout_report(client, payout)

    def balance_lines(self, since: datetime) -> Iterator[BalanceLineReport]:
        with our_errors():
            listed = self._client().v1.balance_transactions.list(_since(since) | {"expand": WITH_SOURCE})
            yield from (line_report(line) for line in listed.auto_paging_iter())

    def disputes(self, since: datetime) -> Iterator[DisputeReport]:
        with our_errors():
            listed = self._client().v1.disputes.list(_since(since))
            yield from (dispute_report(dispute) for dispute in listed.auto_paging_iter())

    def answer_url(self, dispute: str, *, is_demo: bool) -> str:
        stand_in = Configuration.from_settings().api_base
        return f"{stand_in}/sandbox/" if stand_in else f"{DASHBOARD}{'test/' if is_demo else ''}disputes/{dispute}"

    def _client(self) -> StripeClient:
        return stripe_client(Configuration.from_settings())


def _since(moment: datetime) -> Any:
    """The parameters of a list, the same for every resource."""
    return {"created": {"gte": int(moment.timestamp())}, "limit": 100}


def _find(client: StripeClient, query: PaymentQuery) -> Session | None:
    """The session of an attempt; one whose id we never got is found by what we gave it along."""
    if query.reference:
        try:
            return client.v1.checkout.sessions.retrieve(query.reference, {"expand": EXPAND})
        except InvalidRequestError as error:
            # Stripe gave us this id: most likely the key is another account's by now. Somebody may have paid, so we wait.
            raise ProviderUnavailable(describe(error)) from None
    first, last = query.created_at - SEARCH, query.created_at + SEARCH
    listed = client.v1.checkout.sessions.list(
        {"created": {"gte": int(first.timestamp()), "lte": int(last.timestamp())}, "limit": 100}
    )
    for session in listed.auto_paging_iter():
        if session.client_reference_id == query.attempt:
            return client.v1.checkout.sessions.retrieve(session.id, {"expand": EXPAND})
    return None


def _report(client: StripeClient, session: Session | None) -> PaymentReport:
    if session is None:
        return PaymentReport(state="absent")
    charge = charge_of(session)
    refunds: list[Refund] = []
    disputes: list[Dispute] = []
    if charge is not None and session.payment_status == "paid":
        refunds = list(client.v1.refunds.list({"charge": charge.id, "limit": 100}).auto_paging_iter())
        if charge.disputed:
            disputes = list(client.v1.disputes.list({"charge": charge.id, "limit": 100}).auto_paging_iter())
    return payment_report(session, refunds, disputes)
