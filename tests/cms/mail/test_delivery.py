"""Sending what the outbox holds, to a real SMTP server."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import ClassVar

import pytest
import time_machine
from aiosmtpd.smtp import AuthResult
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from cms.mail import delivery
from cms.mail.outbox import Attachment
from cms.models import Message
from tests.cms.mail.messages import queue
from tests.smtp_server import SmtpServer, free_port

RunJobs = Callable[..., list[str]]


def use_smtp(settings: Settings, port: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port


@pytest.fixture
def server(settings: Settings) -> Iterator[SmtpServer]:
    with SmtpServer() as running:
        use_smtp(settings, running.port)
        yield running


@pytest.mark.django_db
def test_the_job_sends_the_mail(server: SmtpServer, run_jobs: RunJobs) -> None:
    calendar = Attachment("afspraak.ics", "text/calendar; method=PUBLISH", b"BEGIN:VCALENDAR\r\n")
    message = queue(attachments=[calendar], reply_to="docent@example.org")
    assert run_jobs() == ["cms.deliver_mail"]
    [mail] = server.received
    assert mail["Message-ID"] == message.message_id
    assert mail["From"] == "Academie Vakwerk <academie@example.org>"
    assert mail["To"] == "deelnemer1@example.org"
    assert mail["Reply-To"] == "docent@example.org"
    assert mail["Subject"] == "Welkom Jan & Piet bij de academie"
    assert mail["Auto-Submitted"] == "auto-generated"
    text = mail.get_body(("plain",))
    html = mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().replace("\r\n", "\n") == message.text
    assert html.get_content().replace("\r\n", "\n").rstrip("\n") == message.html.rstrip("\n")
    [attachment] = mail.iter_attachments()
    assert attachment.get_filename() == "afspraak.ics"
    assert attachment.get_content_type() == "text/calendar"
    assert attachment.get_param("method") == "PUBLISH"
    message.refresh_from_db()
    assert (message.state, message.attempts, message.error, message.lease_until) == ("sent", 1, "", None)
    assert message.sent_at is not None


@pytest.mark.django_db
def test_a_sent_mail_is_not_sent_again(server: SmtpServer) -> None:
    message = queue()
    delivery.deliver(message.public_id)
    delivery.deliver(message.public_id)
    delivery.deliver_due()
    assert len(server.received) == 1


@pytest.mark.django_db
def test_the_same_event_twice_sends_one_mail(server: SmtpServer, run_jobs: RunJobs) -> None:
    queue()
    queue()
    assert run_jobs() == ["cms.deliver_mail"] * 2
    assert len(server.received) == 1


@pytest.mark.django_db
def test_a_server_that_is_away_is_tried_again(settings: Settings, run_jobs: RunJobs) -> None:
    use_smtp(settings, free_port())
    message = queue()
    with time_machine.travel(timezone.now(), tick=False):
        now = timezone.now()
        run_jobs()
        message.refresh_from_db()
        assert (message.state, message.attempts, message.error) == ("queued", 1, "ConnectionRefusedError")
        assert message.lease_until is None
        assert timedelta(seconds=7.5) <= message.next_try_at - now <= timedelta(seconds=15)
    with SmtpServer() as server:
        use_smtp(settings, server.port)
        with time_machine.travel(message.next_try_at - timedelta(seconds=1), tick=False):
            delivery.deliver_due()
            assert server.received == []
        with time_machine.travel(message.next_try_at, tick=False):
            delivery.deliver_due()
        assert len(server.received) == 1
    message.refresh_from_db()
    assert (message.state, message.attempts, message.error) == ("sent", 2, "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("reply", "state", "error"),
    [
        ("550 no such user deelnemer1@example.org", "failed", "SMTPRecipientsRefused 550"),
        ("451 try again deelnemer1@example.org", "queued", "SMTPRecipientsRefused 451"),
    ],
)
def test_the_servers_answer_decides_whether_to_try_again(
    settings: Settings, caplog: pytest.LogCaptureFixture, reply: str, state: str, error: str
) -> None:
    with SmtpServer() as server:
        server.replies = {"deelnemer1@example.org": reply}
        use_smtp(settings, server.port)
        message = queue()
        delivery.deliver(message.public_id)
        assert server.received == []
    message.refresh_from_db()
    assert (message.state, message.error) == (state, error)
    logged = [record.getMessage() for record in caplog.records if record.name == delivery.__name__]
    assert logged == [f"mail {message.public_id}: attempt 1 failed ({error})"]


@pytest.mark.django_db
def test_a_refused_login_is_our_mistake_and_not_the_mails(settings: Settings) -> None:
    def refuse(*args: object) -> AuthResult:
        return AuthResult(success=False, handled=False)

    with SmtpServer(authenticator=refuse, auth_require_tls=False) as server:
        use_smtp(settings, server.port)
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "academie", "onjuist"
        message = queue()
        delivery.deliver(message.public_id)
    message.refresh_from_db()
    assert (message.state, message.error) == ("queued", "SMTPAuthenticationError 535")


@pytest.mark.django_db
def test_an_address_no_server_takes_is_given_up_at_once(server: SmtpServer) -> None:
    message = queue(reply_to="a@example.org\nBcc: everybody@example.org")
    delivery.deliver(message.public_id)
    message.refresh_from_db()
    assert (message.state, message.error) == ("failed", "BadHeaderError")
    assert server.received == []


class TornBackend(BaseEmailBackend):
    """Has a bug that one mail brings out."""

    sent: ClassVar[list[str]] = []

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        [email] = email_messages
        if email.to == ["deelnemer1@example.org"]:
            raise RuntimeError("cannot send to deelnemer1@example.org")
        self.sent.extend(email.to)
        return 1


@pytest.mark.django_db
def test_a_mail_that_breaks_the_backend_does_not_stop_the_others(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "tests.cms.mail.test_delivery.TornBackend"
    broken = queue(1)
    queue(2)
    delivery.deliver_due()
    assert TornBackend.sent == ["deelnemer2@example.org"]
    broken.refresh_from_db()
    assert (broken.state, broken.attempts, broken.error) == ("queued", 1, "RuntimeError")


@pytest.mark.django_db
def test_a_mail_that_keeps_killing_its_workers_is_given_up(server: SmtpServer) -> None:
    message = queue()
    Message.objects.update(state="sending", attempts=delivery.MAX_ATTEMPTS, lease_until=timezone.now())
    delivery.deliver_due()
    message.refresh_from_db()
    assert (message.state, message.error) == ("failed", "lease ran out")
    assert server.received == []


@pytest.mark.django_db
def test_after_twelve_attempts_it_is_given_up(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    use_smtp(settings, free_port())
    message = queue()
    Message.objects.update(attempts=delivery.MAX_ATTEMPTS - 2)
    delivery.deliver(message.public_id)
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("queued", 11)
    Message.objects.update(next_try_at=timezone.now())
    delivery.deliver(message.public_id)
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("failed", 12)
    assert [record.levelname for record in caplog.records] == ["WARNING", "ERROR"]


@pytest.mark.django_db
def test_a_mail_in_another_workers_hands_is_left_alone_until_its_lease_ends(server: SmtpServer) -> None:
    message = queue()
    lease = timezone.now() + timedelta(seconds=30)
    Message.objects.update(state="sending", attempts=1, lease_until=lease)
    delivery.deliver(message.public_id)
    delivery.deliver_due()
    assert server.received == []
    with time_machine.travel(lease, tick=False):
        delivery.deliver_due()
    assert [mail["Message-ID"] for mail in server.received] == [message.message_id]
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("sent", 2)


@pytest.mark.django_db
def test_the_lease_outlasts_the_timeouts_of_a_send(settings: Settings) -> None:
    settings.EMAIL_TIMEOUT = 20
    message = queue()
    with time_machine.travel(timezone.now() + timedelta(seconds=1), tick=False):
        claimed = delivery._claim(Message.objects.filter(pk=message.pk))
        assert claimed is not None
        assert claimed.lease_until == timezone.now() + timedelta(seconds=80)


@pytest.mark.django_db
def test_a_failure_of_an_attempt_that_lost_its_lease_changes_nothing(settings: Settings) -> None:
    use_smtp(settings, free_port())
    message = queue()
    claimed = delivery._claim(Message.objects.filter(pk=message.pk))
    assert claimed is not None
    Message.objects.update(state="sent", attempts=2)
    delivery._send(claimed)
    message.refresh_from_db()
    assert (message.state, message.attempts, message.error) == ("sent", 2, "")


@pytest.mark.django_db
def test_nothing_is_sent_inside_a_transaction(server: SmtpServer) -> None:
    queue()
    with CaptureQueriesContext(connection) as captured:
        delivery.deliver_due()
    words = [query["sql"].split()[0] for query in captured.captured_queries]
    # The claim's savepoint is closed before the mail goes out; the mark comes after; then nothing more is due.
    assert words == ["SAVEPOINT", "SELECT", "UPDATE", "RELEASE", "UPDATE", "SAVEPOINT", "SELECT", "RELEASE"]
    assert "FOR UPDATE SKIP LOCKED" in captured.captured_queries[1]["sql"]
    assert len(server.received) == 1


@pytest.mark.django_db
def test_what_must_be_forgotten_is_forgotten_and_never_sent_again(server: SmtpServer) -> None:
    queue(1)
    queue(2)
    delivery.deliver_due()
    waiting = queue(3)
    assert delivery.forget_content(Message.objects.all()) == 2
    for message in Message.objects.filter(state="sent"):
        assert (message.recipient, message.subject, message.text, message.html) == ("", "", "", "")
        assert message.attachments == []
    waiting.refresh_from_db()
    assert waiting.recipient == "deelnemer3@example.org"
    assert queue(1).state == "sent"
    assert len(server.received) == 2
