"""The mails about leads: rows in the outbox, left in the transaction of the action that calls these.

What a visitor typed into a message is never mailed to the address that they typed: else our mails would carry anybody's
text to anybody.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from cms.mail.outbox import queue_mail
from cms.models import Lead

LEAVING: Final = "cms.leave_interest"


def mail_received(lead: Lead, page_title: str, mailboxes: Iterable[str]) -> None:
    """To the visitor a receipt, to the people of the page the message."""
    leave = {"leave_url": leave_url(lead)} if lead.kind == Lead.Kind.INTEREST else {}
    _mail_sender("received", lead, page_title=page_title, **leave)
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


def mail_dates_known(lead: Lead, context: Mapping[str, Any]) -> None:
    """What somebody waited for; `context` holds `title`, `when` and `url`."""
    _mail_sender("dates_known", lead, leave_url=leave_url(lead), **context)


def mail_accepted(lead: Lead) -> None:
    """The organisation takes part."""
    _mail_sender("accepted", lead)


def mail_refused(lead: Lead, reason: str) -> None:
    """The organisation does not take part; `reason` is a text of the academy, or empty."""
    _mail_sender("refused", lead, reason=reason)


def leave_url(lead: Lead) -> str:
    """Where somebody gets off the interest list; the address is theirs alone."""
    with translation.override(lead.language):
        return f"{settings.SITE_URL}{reverse('cms:leave_interest', args=[leaving_key(lead)])}"


def leaving_key(lead: Lead) -> str:
    """Opens that page; it holds no more than which row it is."""
    return signing.Signer(salt=LEAVING).sign(lead.public_id.hex)


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
