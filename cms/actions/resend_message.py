"""Send a mail once more, as it was."""

import uuid
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from cms.contracts import NotAllowed
from cms.mail.outbox import leave
from cms.models import Message


@transaction.atomic
def resend_message(*, public_id: uuid.UUID, about: Collection[str], to: str) -> None:
    """A copy of a mail about one of `about` goes to `to`; the caller leaves the line in the log of what it is about.

    Raises Message.DoesNotExist; NotAllowed when its text was forgotten by the rules of retention.
    """
    sent = Message.objects.get(public_id=public_id, about__in=about)
    if not sent.text:
        raise NotAllowed(_("De tekst van deze mail is gewist; hij kan niet opnieuw worden gestuurd."))
    leave(
        Message(
            key=f"{sent.public_id}:again:{uuid.uuid4()}",
            about=sent.about,
            recipient=to,
            reply_to=sent.reply_to,
            language=sent.language,
            subject=sent.subject,
            text=sent.text,
            html=sent.html,
            attachments=sent.attachments,
        )
    )
