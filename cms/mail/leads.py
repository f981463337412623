"""The mails about leads: rows in the outbox, left in the transaction of the action that calls these.

What a visitor typed into a message is never mailed to the address that they typed: else our mails would carry anybody's
text to anybody.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from cms.mail.outbox import queue_mail
from cms.models import Lead


def mail_received(lead: Lead, page_title: str, mailboxes: Iterable[str]) -> None:
    """To the visitor a receipt, to the people of the page the message."""
    _mail_sender("received", lead, page_title=page_title)
    for number, mailbox in enumerate(mailboxes, start=1):
        queue_mail(
            key=f"{reference(lead)}:staff:{number}",
            to=mailbox,
            template="leads/to_answer",
            context={"lead": lead},
            language=settings.LANGUAGE_CODE,
            about=reference(lead),
            reply_to=lead.email,
        )


def mail_answer(lead: Lead, text: str, reply_to: str) -> None:
    """What a colleague wrote; the answer to it goes to that colleague."""
    _mail_sender("answer", lead, reply_to=reply_to, text=text)


def mail_accepted(lead: Lead) -> None:
    """The organisation takes part."""
    _mail_sender("accepted", lead)


def mail_refused(lead: Lead, reason: str) -> None:
    """The organisation does not take part; `reason` is a text of the academy, or empty."""
    _mail_sender("refused", lead, reason=reason)


def reference(lead: Lead) -> str:
    """By which all mails about a lead are found."""
    return f"lead:{lead.public_id}"


def _mail_sender(event: str, lead: Lead, *, reply_to: str = "", **context: Any) -> None:
    queue_mail(
        key=f"{reference(lead)}:{event}",
        to=lead.email,
        template=f"leads/{event}",
        context={"lead": lead, **context},
        language=lead.language,
        about=reference(lead),
        reply_to=reply_to,
    )
