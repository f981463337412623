"""A sound payment provider with its own small bank, and providers with one mistake each."""

import datetime as dt
import hmac
import json
import socket
import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from betalingen.api import (
    Deferred,
    Notification,
    NotificationRefused,
    PaymentProvider,
    PaymentQuery,
    PaymentReport,
    PaymentRequest,
    Redirect,
    RefundReport,
    RefundRequest,
)
from cms.api import Organisation, Problem

SECRET = b"of this test"


@dataclass
class Bank:
    """What happened, by reference and by idempotency key."""

    started: dict[str, Redirect] = field(default_factory=dict)
    states: dict[str, Any] = field(default_factory=dict)
    attempts: dict[str, str] = field(default_factory=dict)
    amounts: dict[str, int] = field(default_factory=dict)
    refunds: dict[str, tuple[str, RefundReport]] = field(default_factory=dict)

    def pay(self, reference: str) -> None:
        self.states[reference] = "paid"

    def message(self, reference: str) -> tuple[bytes, dict[str, str]]:
        body = json.dumps({"id": f"event-{reference}", "about": reference}).encode()
        return body, {"Signature": hmac.digest(SECRET, body, "sha256").hex()}


class Sound(PaymentProvider):
    """Passes everything."""

    key = "sound"
    label: str | Promise = _("Betalen")
    explanation: str | Promise = _("Betaling")
    bank: ClassVar[Bank] = Bank()

    def start(self, request: PaymentRequest) -> Redirect | Deferred:
        if request.idempotency_key not in self.bank.started:
            reference = uuid.uuid4().hex
            self.bank.started[request.idempotency_key] = Redirect(
                reference=reference, url=f"https://pay.example/{reference}", expires_at=request.expires_at
            )
            self.bank.attempts[request.attempt] = reference
            self.bank.states[reference] = "open"
            self.bank.amounts[reference] = request.amount_cents
        return self.bank.started[request.idempotency_key]

    def look_up(self, query: PaymentQuery) -> PaymentReport:
        reference = query.reference or self.bank.attempts.get(query.attempt, "")
        if reference not in self.bank.states:
            return PaymentReport(state="absent")
        report = PaymentReport(state=self.bank.states[reference], reference=reference)
        if report.state != "paid":
            return report
        return replace(
            report,
            charge_reference=f"charge-{reference}",
            received_cents=self.bank.amounts[reference],
            received_currency="eur",
            received_at=timezone.now(),
            refunds=tuple(refund for charge, refund in self.bank.refunds.values() if charge == f"charge-{reference}"),
        )

    def stop(self, query: PaymentQuery) -> PaymentReport:
        reference = self.look_up(query).reference
        if self.bank.states.get(reference) == "open":
            self.bank.states[reference] = "expired"
        return self.look_up(query)

    def read_notification(self, body: bytes, headers: Mapping[str, str]) -> Notification:
        signature = hmac.digest(SECRET, body, "sha256").hex()
        if not hmac.compare_digest(signature.encode(), headers.get("Signature", "").encode()):
            raise NotificationRefused("forged")
        event = json.loads(body)
        return Notification(event_id=event["id"], kind="paid", object_reference=event["about"])

    def refund(self, request: RefundRequest) -> RefundReport:
        report = RefundReport(
            state="succeeded", amount_cents=request.amount_cents, reference=uuid.uuid4().hex, refund=request.refund
        )
        return self.bank.refunds.setdefault(request.idempotency_key, (request.charge_reference, report))[1]


class Later(Sound):
    """As sound, for who pays later."""

    key = "later"
    is_deferred = True

    def start(self, request: PaymentRequest) -> Deferred:
        return Deferred(self.explanation)


class CapitalKey(Sound):
    key = "Sound"


class LongKey(Sound):
    key = "sound" * 9


class TranslatedKey(Sound):
    key = _("Betalen")  # type: ignore[assignment]


class OneLanguage(Sound):
    label = "Betalen"


class WithoutExplanation(Sound):
    explanation = _("  ")


class NoProvider:
    """Everything the contract asks, and not of the family."""

    start, look_up, stop, refund = Sound.start, Sound.look_up, Sound.stop, Sound.refund
    read_notification, check_configuration = Sound.read_notification, Sound.check_configuration
    key, label, explanation, is_deferred, bank = Sound.key, Sound.label, Sound.explanation, False, Sound.bank


class AsksMore(Sound):
    def refund(self, request: RefundRequest, approved_by: str) -> RefundReport:  # type: ignore[override]
        return super().refund(request)


class OtherNames(Sound):
    def look_up(self, question: PaymentQuery) -> PaymentReport:
        return super().look_up(question)


class ComplainsInText(Sound):
    def check_configuration(self) -> list[Problem]:
        return ["no key"]  # type: ignore[list-item]


class AsksTheDatabase(Sound):
    def check_configuration(self) -> list[Problem]:
        Organisation.objects.exists()
        return []


class AsksTheNetwork(Sound):
    def check_configuration(self) -> list[Problem]:
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", 9), timeout=1).close()
        return []


class Late(Sound):
    def start(self, request: PaymentRequest) -> Redirect | Deferred:
        return super().start(replace(request, expires_at=timezone.now() - dt.timedelta(seconds=1)))


class Naive(Sound):
    def start(self, request: PaymentRequest) -> Redirect | Deferred:
        return super().start(replace(request, expires_at=request.expires_at.replace(tzinfo=None)))


class NoAddress(Sound):
    def start(self, request: PaymentRequest) -> Redirect | Deferred:
        return Redirect(reference="1", url="/betalen/", expires_at=request.expires_at)


class NoAnswer(Sound):
    def start(self, request: PaymentRequest) -> Redirect | Deferred:
        return None  # type: ignore[return-value]


class LaterWithoutSayingSo(Later):
    is_deferred = False


class StartsTwice(Sound):
    def start(self, request: PaymentRequest) -> Redirect | Deferred:
        return super().start(replace(request, idempotency_key=uuid.uuid4().hex))


class OneForAll(Sound):
    def start(self, request: PaymentRequest) -> Redirect | Deferred:
        return super().start(replace(request, idempotency_key="the same for everybody"))


class Remembers(Sound):
    def start(self, request: PaymentRequest) -> Redirect | Deferred:
        self.last = request
        return super().start(request)


class LosesAttempts(Sound):
    def look_up(self, query: PaymentQuery) -> PaymentReport:
        return super().look_up(replace(query, attempt=""))


class KnowsEverything(Sound):
    def look_up(self, query: PaymentQuery) -> PaymentReport:
        return PaymentReport(state="paid", reference=query.reference)


class RaisesOnUnknown(Sound):
    def look_up(self, query: PaymentQuery) -> PaymentReport:
        found = super().look_up(query)
        if found.state == "absent":
            raise KeyError(query.reference)
        return found


class NeverStops(Sound):
    def stop(self, query: PaymentQuery) -> PaymentReport:
        return self.look_up(query)


class StopsWhatIsPaid(Sound):
    def stop(self, query: PaymentQuery) -> PaymentReport:
        return replace(super().stop(query), state="expired")


class BelievesEverything(Sound):
    def read_notification(self, body: bytes, headers: Mapping[str, str]) -> Notification:
        return Notification(event_id="1", kind="paid")


class ReadsBeforeItVerifies(Sound):
    def read_notification(self, body: bytes, headers: Mapping[str, str]) -> Notification:
        json.loads(body)
        return super().read_notification(body, headers)


class NeedsNoSignature(Sound):
    def read_notification(self, body: bytes, headers: Mapping[str, str]) -> Notification:
        try:
            about = json.loads(body)["about"]
        except (ValueError, TypeError, KeyError) as error:
            raise NotificationRefused("no event") from error
        return Notification(event_id="1", kind="paid", object_reference=about)


class RefusesEverything(Sound):
    def read_notification(self, body: bytes, headers: Mapping[str, str]) -> Notification:
        raise NotificationRefused("no")


class GivesBackTwice(Sound):
    def refund(self, request: RefundRequest) -> RefundReport:
        return super().refund(replace(request, idempotency_key=uuid.uuid4().hex))


class GivesBackMore(Sound):
    def refund(self, request: RefundRequest) -> RefundReport:
        return replace(super().refund(request), amount_cents=request.amount_cents + 1)


class ForgetsWhichRefund(Sound):
    def refund(self, request: RefundRequest) -> RefundReport:
        return super().refund(replace(request, refund=""))
