"""Leave a mail in the current transaction; see cms.mail.delivery for what happens next."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.template import Context, Engine, TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import translation
from django.utils.html import conditional_escape

from cms.blanks import blank, filled
from cms.jobs import defer
from cms.models.message import Message
from cms.models.site_settings import AcademySettings
from cms.page_cache.remembered import remembered_frame


@dataclass(frozen=True)
class Attachment:
    """A file that goes along with a mail, such as a calendar item."""

    name: str
    content_type: str  # "text/calendar; method=PUBLISH"
    content: bytes


@dataclass(frozen=True)
class RenderedMail:
    """A mail as its reader gets it; `html` is "" for a mail in plain text only."""

    subject: str
    text: str
    html: str


def queue_mail(
    *,
    key: str,
    to: str,
    template: str,
    context: Mapping[str, Any],
    language: str,
    attachments: Sequence[Attachment] = (),
    about: str = "",
    reply_to: str = "",
    own: Mapping[str, str] | None = None,
) -> None:
    """Write `templates/emails/<template>.{subject.txt,txt,html}` to `to`; a rollback takes the mail away again.

    `key` names the event ("registration:<uuid>:confirmed"): the same key again sends nothing. `language` is the reader's ("nl", "en"). The .html file is optional; extend emails/base.html and
    emails/base.txt. Templates get `context`, `academy` (AcademySettings; give it when it is at hand) and `site_url`. `about` is an opaque reference
    to find the mails of something ("registration:<uuid>"). `own` as in `rendered_mail`.
    """
    mail = rendered_mail(template, context, language, own)
    leave(
        Message(
            key=key,
            recipient=to,
            reply_to=reply_to,
            language=language,
            attachments=[_stored(attachment) for attachment in attachments],
            about=about,
            subject=mail.subject,
            text=mail.text,
            html=mail.html,
        )
    )


def leave(message: Message) -> None:
    """Store a message that was written, unless there is one with its key, and wake a worker."""
    public_id = uuid4()
    message.public_id, message.message_id = public_id, f"<{public_id}@{_sender_domain()}>"
    # One statement, also when another process leaves the same mail just now.
    Message.objects.bulk_create([message], ignore_conflicts=True)
    defer("cms.deliver_mail", message=str(public_id))


def rendered_mail(
    template: str, context: Mapping[str, Any], language: str, own: Mapping[str, str] | None = None
) -> RenderedMail:
    """What `queue_mail` would send, without sending it.

    `own` are values of this reader alone, which the templates only put in their places. With it `context` is plain data (text, numbers,
    lists and mappings of those), and what is the same for many readers is written once.
    """
    academy = (
        context.get("academy")
        or AcademySettings.objects.filter(site__is_default_site=True).first()
        or AcademySettings()
    )
    if own is None:
        return _sent(_rendered(template, context, academy, language), {}, {})
    plain = {name: value for name, value in context.items() if name != "academy"} | {name: blank(name) for name in own}
    # All that it follows from stands in its name, beside what the academy says of itself.
    name = f"mail {template} in {language} from {academy.pk}: {json.dumps(plain)}"
    letter = remembered_frame(name, lambda: _rendered(template, plain, academy, language))
    return _sent(letter, own, {name: conditional_escape(value) for name, value in own.items()})


def _rendered(template: str, context: Mapping[str, Any], academy: AcademySettings, language: str) -> RenderedMail:
    values = {**context, "academy": academy, "site_url": settings.SITE_URL}
    with translation.override(language):
        return RenderedMail(
            subject=_plain(f"emails/{template}.subject.txt", values),
            text=_plain(f"emails/{template}.txt", values),
            html=_html(f"emails/{template}.html", values),
        )


def _sent(letter: RenderedMail, own: Mapping[str, str], in_html: Mapping[str, str]) -> RenderedMail:
    """The letter with the values of one reader in the blanks."""
    return RenderedMail(
        subject=" ".join(filled(letter.subject, own).split())[:255],
        text=filled(letter.text, own).strip() + "\n",
        html=filled(letter.html, in_html),
    )


def _plain(name: str, values: Mapping[str, Any]) -> str:
    # Without this "Jan & Piet" becomes "Jan &amp; Piet" in plain text.
    return Engine.get_default().get_template(name).render(Context(values, autoescape=False))


def _html(name: str, values: Mapping[str, Any]) -> str:
    try:
        template = get_template(name)
    except TemplateDoesNotExist as missing:
        if missing.args == (name,):
            return ""
        raise  # a template it extends or includes is missing: a mistake, not a choice
    return template.render({**values})


def _stored(attachment: Attachment) -> dict[str, str]:
    return {
        "name": attachment.name,
        "content_type": attachment.content_type,
        "content": base64.b64encode(attachment.content).decode("ascii"),
    }


def _sender_domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
