"""The demo's post office: nothing leaves the machine, everything can be read at /postvak/."""

import uuid
from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django.utils.translation import get_language

from cms.lifecycles import MessageState
from cms.models.message import Message


class MailboxBackend(BaseEmailBackend):
    """Keeps mail as rows of the outbox.

    A message of the outbox is a row already, and being marked as sent is all it needs. Mail that other packages send
    directly (a login code) becomes a row here.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for email in email_messages:
            message_id = email.extra_headers.get("Message-ID", "")
            if not Message.objects.filter(message_id=message_id).exists():
                _keep(email)
        return len(email_messages)


def _keep(email: EmailMessage) -> None:
    html = ""
    if isinstance(email, EmailMultiAlternatives):
        html = next((str(content) for content, mimetype in email.alternatives if mimetype == "text/html"), "")
    for recipient in email.recipients():
        public_id = uuid.uuid4()
        Message.objects.create(
            public_id=public_id,
            key=f"direct:{public_id}",
            recipient=recipient,
            subject=str(email.subject)[:255],
            text=str(email.body),
            html=html,
            language=get_language() or "nl",
            message_id=f"<{public_id}@mailbox>",
            state=MessageState.SENT,
            sent_at=timezone.now(),
        )
