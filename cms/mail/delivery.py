"""Send what the outbox holds: never lost, and twice only when a worker died between the sending and the noting.

A row is claimed with a lease under a short lock, sent outside any transaction, and marked. A worker killed in between
leaves a row whose lease runs out; the sweep finds it. The Message-ID is fixed when the row is made, so that the rare
double is recognised by mail programs as the same mail.

Retention: a sent message holds names and addresses. `forget_content` is what a retention period must call.
"""

import base64
import logging
from datetime import timedelta
from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPHeloError,
    SMTPRecipientsRefused,
    SMTPResponseException,
)
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from cms.jobs import backoff
from cms.lifecycle import move
from cms.lifecycles import MESSAGE, MessageState
from cms.models.message import Message

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 12  # about nine hours, see cms.jobs.backoff
SWEEP_SIZE = 200


def deliver(public_id: UUID) -> None:
    """Send one message if it is there, due, and nobody else is sending it."""
    message = _claim(_due().filter(public_id=public_id))
    if message is not None:
        _send(message)


def deliver_due() -> None:
    """Send what is due and was not woken: retries, and what a dead worker left behind."""
    for _ in range(SWEEP_SIZE):
        message = _claim(_due().order_by("next_try_at"))
        if message is None:
            return
        _send(message)


def forget_content(messages: QuerySet[Message]) -> int:
    """Empty sent and failed messages of everything personal; returns how many. The row stays, so nothing is sent again."""
    return messages.filter(state__in=[MessageState.SENT, MessageState.FAILED]).update(
        recipient="", reply_to="", subject="", text="", html="", attachments=[]
    )


def _due() -> QuerySet[Message]:
    now = timezone.now()
    return Message.objects.filter(
        Q(state=MessageState.QUEUED, next_try_at__lte=now) | Q(state=MessageState.SENDING, lease_until__lte=now)
    )


def _claim(candidates: QuerySet[Message]) -> Message | None:
    with transaction.atomic():
        message = candidates.select_for_update(skip_locked=True).first()
        if message is None:
            return None
        if (
            message.state == MessageState.SENDING and message.attempts >= MAX_ATTEMPTS
        ):  # each time its worker died: perhaps of this mail
            message.state, message.error = move(MESSAGE, message.state, MessageState.FAILED), "lease ran out"
            message.save(update_fields=["state", "error"])
            logger.error("mail %s: given up, its workers died %s times", message.public_id, message.attempts)
            return None
        message.state = move(MESSAGE, message.state, MessageState.SENDING)
        message.attempts += 1
        # A send makes several round trips, each of which may take EMAIL_TIMEOUT.
        message.lease_until = timezone.now() + timedelta(seconds=4 * settings.EMAIL_TIMEOUT)
        message.save(update_fields=["state", "attempts", "lease_until"])
        return message


def _send(message: Message) -> None:
    try:
        with get_connection() as connection:  # also closes what a refused login left open
            connection.send_messages([_mail(message)])
    except Exception as error:  # noqa: BLE001  # a mail that cannot be sent must not keep the others waiting
        _note_failure(message, _describe(error), lasting=_is_lasting(error))
    else:
        # Whatever the row says by now: it was sent. A second worker whose lease began meanwhile changes nothing.
        Message.objects.filter(pk=message.pk).update(
            state=MessageState.SENT, sent_at=timezone.now(), lease_until=None, error=""
        )


def _mail(message: Message) -> EmailMultiAlternatives:
    headers = {"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"}
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        to=[message.recipient],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers=headers,
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    for attachment in message.attachments:
        mail.attach(attachment["name"], base64.b64decode(attachment["content"]), attachment["content_type"])
    return mail


def _note_failure(message: Message, error: str, *, lasting: bool) -> None:
    give_up = lasting or message.attempts >= MAX_ATTEMPTS
    then = move(MESSAGE, message.state, MessageState.FAILED if give_up else MessageState.QUEUED)
    # Only if this attempt still holds the lease: a later one may have succeeded.
    Message.objects.filter(pk=message.pk, state=MessageState.SENDING, attempts=message.attempts).update(
        state=then, next_try_at=timezone.now() + backoff(message.attempts), lease_until=None, error=error
    )
    log = logger.error if give_up else logger.warning
    log("mail %s: attempt %s failed (%s)", message.public_id, message.attempts, error)


def _describe(error: Exception) -> str:
    """The kind of error and the server's code; never its text, which repeats addresses."""
    codes = sorted(_codes(error))
    return " ".join([type(error).__name__, *map(str, codes)])


def _is_lasting(error: Exception) -> bool:
    """No server will ever take this mail. A refused login says nothing about it: settings can be mended."""
    if isinstance(error, ValueError):  # a malformed header or address
        return True
    if isinstance(error, SMTPAuthenticationError | SMTPConnectError | SMTPHeloError):
        return False
    codes = _codes(error)
    return bool(codes) and all(500 <= code < 600 for code in codes)


def _codes(error: Exception) -> set[int]:
    if isinstance(error, SMTPRecipientsRefused):
        return {code for code, _ in error.recipients.values()}
    return {error.smtp_code} if isinstance(error, SMTPResponseException) else set()
