"""What was mailed about something, for screens of staff."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Case, QuerySet, When

from cms.lifecycles import MessageState
from cms.mail.outbox import RenderedMail
from cms.models import Message

# Nobody reads these: they came back, or no server took them.
LOST = (MessageState.FAILED, MessageState.BOUNCED)


@dataclass(frozen=True)
class MessageLine:
    """A mail in a list. `moment` is when it went, or was made; `error` is a code, never an address; `about` is the reference by
    which it was found."""

    public_id: uuid.UUID
    subject: str
    recipient: str
    state: str
    state_label: str
    error: str
    moment: dt.datetime
    about: str

    @property
    def is_lost(self) -> bool:
        return self.state in LOST


@dataclass(frozen=True)
class StoredMail:
    """A mail as it was written, with the names of what went along."""

    line: MessageLine
    mail: RenderedMail
    attachments: tuple[str, ...]


def messages_about(references: Collection[str]) -> list[MessageLine]:
    """The mails about any of these, newest first; one query."""
    found = Message.objects.filter(about__in=references).defer("text", "html", "attachments")
    return [_line(message) for message in found.order_by("-created_at", "-pk")]


def latest_messages(references: Collection[str], count: int) -> list[MessageLine]:
    """The last so many mails about any of these; those that nobody reads first, then the newest. One query."""
    found = Message.objects.filter(about__in=references).defer("text", "html", "attachments")
    lost_first = Case(When(state__in=LOST, then=0), default=1)
    return [_line(message) for message in found.order_by(lost_first, "-created_at", "-pk")[:count]]


def message_about(public_id: uuid.UUID, references: Collection[str]) -> StoredMail | None:
    """One of those mails whole; None when it is about something else."""
    message = Message.objects.filter(public_id=public_id, about__in=references).first()
    if message is None:
        return None
    return StoredMail(
        line=_line(message),
        mail=RenderedMail(message.subject, message.text, message.html),
        attachments=tuple(attachment["name"] for attachment in message.attachments),
    )


def lost_messages() -> QuerySet[Message]:
    """The mails that nobody reads, to compare `about` and `recipient` with."""
    return Message.objects.filter(state__in=LOST)


def _line(message: Message) -> MessageLine:
    return MessageLine(
        public_id=message.public_id,
        subject=message.subject,
        recipient=message.recipient,
        state=message.state,
        state_label=message.get_state_display(),
        error=message.error,
        moment=message.sent_at or message.created_at,
        about=message.about,
    )
