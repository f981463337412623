"""Take back what an editor wrote for a mail."""

from django.db import transaction
from wagtail.models import Page

from cms.api import User, record_audit
from events.models import MailText


@transaction.atomic
def unword_mail(*, moment: str, language: str, offering: Page | None, user: User | None = None) -> None:
    """Back to the text for all, or to that of the house."""
    text = (
        MailText.objects.select_for_update(of=("self",))
        .filter(moment=moment, language=language, offering=offering)
        .first()
    )
    if text:
        record_audit(text, "events.mail_unworded", user=user, moment=moment, language=language)
        text.delete()
