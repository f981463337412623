"""Say something else in a mail than the house does."""

from django.db import transaction
from wagtail.models import Page

from cms.api import User, record_audit
from events.mail_moments import MailWords
from events.models import MailText


@transaction.atomic
def word_mail(
    *, moment: str, language: str, offering: Page | None, words: MailWords, user: User | None = None
) -> MailText:
    """From the next mail on. `words` hold known placeholders only (see events.mail_moments.check_words)."""
    text, _is_new = MailText.objects.select_for_update().update_or_create(
        moment=moment,
        language=language,
        offering=offering,
        defaults={"subject": words.subject, "body": words.body},
    )
    record_audit(text, "events.mail_worded", user=user, moment=moment, language=language)
    return text
