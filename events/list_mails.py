"""The mail to somebody of a co-provider; as in events.mails it has a key that names the event."""

from django.conf import settings

from cms.api import queue_mail
from events.models import Edition, ListReader
from events.queries.offerings import title_in
from events.queries.snapshots import absolute_url


def mail_list_given(reader: ListReader) -> None:
    """Where the list is; the address opens nothing for anybody else."""
    edition: Edition = reader.edition
    language = settings.LANGUAGE_CODE
    queue_mail(
        key=f"list:{reader.public_id}:given",
        to=reader.email,
        template="events/list_given",
        context={
            "reader": reader,
            "title": title_in(edition.offering, language),
            "url": absolute_url("events:participant_list", edition.public_id, language=language),
        },
        language=language,
        about=f"edition:{edition.public_id}",
    )
