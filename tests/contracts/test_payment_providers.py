"""Every payment provider through the same exam."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pytest
from django.http.request import HttpHeaders
from django.utils import timezone

from betalingen import hooks
from betalingen.api import (
    Deferred,
    Notification,
    NotificationRefused,
    PaymentLine,
    PaymentProvider,
    PaymentQuery,
    PaymentReport,
    PaymentRequest,
    ProviderUnavailable,
    Redirect,
    RefundReport,
    RefundRequest,
)
from betalingen.sandbox import Sandbox
from tests.contracts.common import (
    apart,
    assert_configuration_is_told,
    assert_fulfils,
    assert_key,
    assert_said,
    assert_unique_and_stable,
    assert_words,
    failures,
    key_of,
)
from tests.contracts.twins import payment as twins

pytestmark = pytest.mark.django_db

REFUND_STATES = ("pending", "succeeded", "failed")


@dataclass(frozen=True)
class Service:
    """The other side, when there is one: `pay` is the customer, `message` a genuine notification about a paid payment."""

    pay: Callable[[str], object]
    message: Callable[[str], tuple[bytes, dict[str, str]]]


Exam = Callable[[PaymentProvider, Service | None], None]


@pytest.fixture
def service(provider: PaymentProvider, request: pytest.FixtureRequest) -> Service | None:
    """Who answers a provider that talks to somebody: the same service on this machine."""
    if isinstance(provider, twins.Sound):
        return Service(provider.bank.pay, provider.bank.message)
    if provider.key == "stripe":
        return _stripe(request.getfixturevalue("sandbox"))
    return None


def _stripe(sandbox: Sandbox) -> Service:
    def message(_reference: str) -> tuple[bytes, dict[str, str]]:
        [event] = sandbox.events("checkout.session.completed")
        webhook = sandbox.sign(event["id"])
        return webhook.body, {"Stripe-Signature": webhook.signature}

    return Service(sandbox.pay, message)


# What is asked


def request() -> PaymentRequest:
    """Two lines, € 1.875,50; a new attempt each time."""
    attempt = str(uuid.uuid4())
    return PaymentRequest(
        attempt=attempt,
        idempotency_key=f"attempt:{attempt}",
        site="http://localhost:8000",
        order_number="OR-2026-0001",
        title="Leernetwerk HRM",
        amount_cents=187_550,
        currency="eur",
        lines=(
            PaymentLine(description="Leernetwerk HRM", quantity=1, amount_cents=155_000),
            PaymentLine(description="Boeken", quantity=3, amount_cents=32_550),
        ),
        customer_email="facturen@lindewaard.example",
        language="nl",
        success_url="http://localhost:8000/betalen/x/terug/",
        cancel_url="http://localhost:8000/betalen/x/",
        expires_at=timezone.now().replace(microsecond=0) + dt.timedelta(minutes=35),
    )


def query(asked: PaymentRequest, reference: str) -> PaymentQuery:
    return PaymentQuery(attempt=asked.attempt, reference=reference, created_at=timezone.now())


def started(provider: PaymentProvider) -> tuple[PaymentRequest, str]:
    """A new payment and its reference, "" when it is deferred."""
    asked = request()
    answer = provider.start(asked)
    return asked, answer.reference if isinstance(answer, Redirect) else ""


def paid(provider: PaymentProvider, service: Service) -> tuple[PaymentQuery, PaymentReport]:
    asked, reference = started(provider)
    service.pay(reference)
    asking = query(asked, reference)
    return asking, provider.look_up(asking)


# The exam


def has_a_key(provider: PaymentProvider, _service: Service | None) -> None:
    assert_key(provider)


def has_words(provider: PaymentProvider, _service: Service | None) -> None:
    assert_words(provider.label)
    assert_words(provider.explanation)


def fulfils_the_contract(provider: PaymentProvider, _service: Service | None) -> None:
    assert isinstance(provider, PaymentProvider)
    assert type(provider.is_deferred) is bool
    assert_fulfils(provider, PaymentProvider)


def tells_its_configuration(provider: PaymentProvider, _service: Service | None) -> None:
    assert_configuration_is_told(provider)


def starts(provider: PaymentProvider, _service: Service | None) -> None:
    answer = provider.start(request())
    assert isinstance(answer, Redirect | Deferred)
    if isinstance(answer, Deferred):
        assert provider.is_deferred, "an order that is not deferred would expire"
        assert_said(answer.explanation)
        return
    assert answer.reference
    assert answer.url.startswith(("https://", "http://127.0.0.1:"))
    assert timezone.is_aware(answer.expires_at)
    assert answer.expires_at > timezone.now()


def starts_once(provider: PaymentProvider, _service: Service | None) -> None:
    asked = request()
    answer = provider.start(asked)
    assert provider.start(PaymentRequest.from_json(asked.to_json())) == answer
    if isinstance(answer, Redirect):
        other = provider.start(request())
        assert isinstance(other, Redirect)
        assert other.reference != answer.reference


def holds_no_state(provider: PaymentProvider, _service: Service | None) -> None:
    """Another process may answer for it."""
    before = dict(vars(provider))
    started(provider)
    assert vars(provider) == before


def finds_what_it_started(provider: PaymentProvider, _service: Service | None) -> None:
    asked, reference = started(provider)
    assert provider.look_up(query(asked, reference)).state in ({"open"} if reference else {"open", "absent"})
    # The answer to `start` was lost.
    assert provider.look_up(query(asked, "")).reference == reference


def says_that_it_knows_nothing(provider: PaymentProvider, _service: Service | None) -> None:
    for reference in ("", "unknown"):
        try:
            report = provider.look_up(query(request(), reference))
        except ProviderUnavailable:
            continue
        except Exception as error:  # whatever it is, nobody expects it
            raise AssertionError(f"look_up raised {type(error).__name__}") from error
        assert report.state == "absent"


def stops(provider: PaymentProvider, service: Service | None) -> None:
    asked, reference = started(provider)
    asking = query(asked, reference)
    for _ in range(2):
        state = provider.stop(asking).state
        # Nobody can stop a bank transfer.
        assert state in {"expired", "failed", "absent"} | ({"open"} if provider.is_deferred else set())
        assert provider.look_up(asking).state == state
    if service is not None and reference:
        asking, _report = paid(provider, service)
        assert provider.stop(asking).state == "paid"


def reports_what_is_paid(provider: PaymentProvider, service: Service | None) -> None:
    if service is None or provider.is_deferred:
        return
    _asking, report = paid(provider, service)
    assert (report.state, report.received_cents, report.received_currency) == ("paid", 187_550, "eur")
    assert report.charge_reference
    assert report.received_at is not None
    assert timezone.is_aware(report.received_at)


def refuses_false_notifications(provider: PaymentProvider, service: Service | None) -> None:
    for body in (b"", b"{}", b"[]", b"null", b"\xff\xfe\x00", b"<xml/>", b"{" * 10_000, b'{"id": "1", "type": "paid"}'):
        for headers in ({}, {"Signature": "x"}, {"Stripe-Signature": "t=1,v1=x"}, {"Authorization": "\xff"}):
            assert_refused(provider, body, headers)
    if service is None or provider.is_deferred:
        return
    asking, _report = paid(provider, service)
    body, headers = service.message(asking.reference)
    assert_taken(provider, body, headers)
    assert_refused(provider, body, {})
    assert_refused(provider, body + b" ", headers)
    assert_refused(provider, body.replace(b":", b": ", 1), headers)
    assert_refused(provider, body, {name: value[:-1] for name, value in headers.items()})


def assert_taken(provider: PaymentProvider, body: bytes, headers: Mapping[str, str]) -> None:
    try:
        with apart():
            notification = provider.read_notification(body, http(headers))
    except NotificationRefused as refusal:
        raise AssertionError("a genuine notification was refused") from refusal
    assert isinstance(notification, Notification)
    assert notification.event_id


def assert_refused(provider: PaymentProvider, body: bytes, headers: Mapping[str, str]) -> None:
    try:
        with apart():
            notification = provider.read_notification(body, http(headers))
    except NotificationRefused:
        return
    except ValueError as error:
        raise AssertionError(f"{body[:40]!r} raised {type(error).__name__}") from error
    raise AssertionError(f"{body[:40]!r} was taken as {notification}")


def http(headers: Mapping[str, str]) -> HttpHeaders:
    """As a view gets them."""
    return HttpHeaders({HttpHeaders.to_wsgi_name(name): value for name, value in headers.items()})


def gives_back_once(provider: PaymentProvider, service: Service | None) -> None:
    asking, report = None, PaymentReport(state="absent", charge_reference="transfer")
    if service is not None and not provider.is_deferred:
        asking, report = paid(provider, service)
    refund = RefundRequest(
        refund=str(uuid.uuid4()),
        idempotency_key=f"refund:{uuid.uuid4()}",
        charge_reference=report.charge_reference,
        amount_cents=10_050,
        currency="eur",
        reason="afgemeld",
    )
    first = provider.refund(refund)
    assert isinstance(first, RefundReport)
    assert first.state in REFUND_STATES
    assert (first.amount_cents, first.refund) == (10_050, refund.refund)
    assert provider.refund(replace(refund)) == first
    if asking is not None:
        told = provider.look_up(asking).refunds
        assert [(item.reference, item.amount_cents, item.refund) for item in told] == [
            (first.reference, 10_050, refund.refund)
        ]


BROKEN: dict[Exam, list[type]] = {
    has_a_key: [twins.CapitalKey, twins.LongKey, twins.TranslatedKey],
    has_words: [twins.OneLanguage, twins.WithoutExplanation],
    fulfils_the_contract: [twins.NoProvider, twins.AsksMore, twins.OtherNames],
    tells_its_configuration: [twins.ComplainsInText, twins.AsksTheDatabase, twins.AsksTheNetwork],
    starts: [twins.Late, twins.Naive, twins.NoAddress, twins.NoAnswer, twins.LaterWithoutSayingSo],
    starts_once: [twins.StartsTwice, twins.OneForAll],
    holds_no_state: [twins.Remembers],
    finds_what_it_started: [twins.LosesAttempts, twins.KnowsEverything],
    says_that_it_knows_nothing: [twins.KnowsEverything, twins.RaisesOnUnknown],
    stops: [twins.NeverStops, twins.StopsWhatIsPaid],
    reports_what_is_paid: [twins.KnowsEverything],
    refuses_false_notifications: [
        twins.BelievesEverything,
        twins.ReadsBeforeItVerifies,
        twins.NeedsNoSignature,
        twins.RefusesEverything,
    ],
    gives_back_once: [twins.GivesBackTwice, twins.GivesBackMore, twins.ForgetsWhichRefund],
}


@pytest.mark.parametrize("exam", BROKEN)
@pytest.mark.parametrize("provider", [*hooks.payment_providers(), twins.Sound(), twins.Later()], ids=key_of)
def test_provider(provider: PaymentProvider, service: Service | None, exam: Exam) -> None:
    exam(provider, service)


@pytest.mark.parametrize(("exam", "twin"), failures(BROKEN))
def test_a_broken_provider_fails(exam: Exam, twin: type) -> None:
    with pytest.raises(AssertionError):
        exam(twin(), Service(twins.Sound.bank.pay, twins.Sound.bank.message))


def test_keys_are_unique_and_stable() -> None:
    assert_unique_and_stable("payment_providers")
    assert {"stripe", "invoice"} <= {provider.key for provider in hooks.payment_providers()}
