"""Leave a mail in the current transaction; see cms.mail.delivery for what happens next."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.template import Context, Engine, TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import translation

from cms.jobs import defer
from cms.models.message import Message
from cms.models.site_settings import AcademySettings


@dataclass(frozen=True)
class Attachment:
    """A file that goes along with a mail, such as a calendar item."""

    name: str
    content_type: str  # "text/calendar; method=PUBLISH"
    content: bytes


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
) -> None:
    """Write `templates/emails/<template>.{subject.txt,txt,html}` to `to`; a rollback takes the mail away again.

    `key` names the event ("registration:<uuid>:confirmed"): the same key again sends nothing. `language` is the reader's ("nl", "en"). The .html file is optional; extend emails/base.html and
    emails/base.txt. Templates get `context`, `academy` (AcademySettings) and `site_url`. `about` is an opaque reference
    to find the mails of something ("registration:<uuid>").
    """
    public_id = uuid4()
    message = Message(
        key=key,
        public_id=public_id,
        message_id=f"<{public_id}@{_sender_domain()}>",
        recipient=to,
        reply_to=reply_to,
        language=language,
        attachments=[_stored(attachment) for attachment in attachments],
        about=about,
        **_rendered(template, context, language),
    )
    # One statement, also when another process leaves the same mail just now.
    Message.objects.bulk_create([message], ignore_conflicts=True)
    defer("cms.deliver_mail", message=str(public_id))


def _rendered(template: str, context: Mapping[str, Any], language: str) -> dict[str, str]:
    academy = AcademySettings.objects.filter(site__is_default_site=True).first() or AcademySettings()
    values = {"academy": academy, "site_url": settings.SITE_URL, **context}
    with translation.override(language):
        subject = _plain(f"emails/{template}.subject.txt", values)
        text = _plain(f"emails/{template}.txt", values)
        html = _html(f"emails/{template}.html", values)
    return {"subject": " ".join(subject.split())[:255], "text": text.strip() + "\n", "html": html}


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
