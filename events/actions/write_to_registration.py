"""Write something to a participant."""

import uuid

from django.db import transaction

from cms.api import User, record_audit
from events.mail_moments import MailWords
from events.mails import mail_message
from events.models import Registration
from events.queries.snapshots import registration_view


@transaction.atomic
def write_to_registration(
    *, registration_id: int, words: MailWords, form_key: uuid.UUID, user: User | None = None
) -> None:
    """Mailed once, however often the form with this key is sent. `words` hold known placeholders only."""
    registration = Registration.objects.select_related("booking", "edition__offering").get(pk=registration_id)
    mail_message(registration_view(registration), words, str(form_key))
    record_audit(registration, "events.message_sent", user=user, message=str(form_key))
