"""Mail once more where somebody on a waiting list stands: to somebody who lost the mail."""

import uuid

from django.db import transaction

from events.lifecycles import WaitingListStatus
from events.locking import locked_entry
from events.queries.waiting_list import position_of
from events.waiting_mails import mail_on_the_list, mail_seats_offered


@transaction.atomic
def resend_waiting_mail(*, entry_id: int) -> None:
    """The offer when there is one, else the receipt with the place in the queue; nothing for who is off the list."""
    entry = locked_entry(entry_id)
    match WaitingListStatus(entry.status):
        case WaitingListStatus.WAITING:
            mail_on_the_list(entry, position_of(entry), again=str(uuid.uuid4()))
        case WaitingListStatus.OFFERED:
            mail_seats_offered(entry, again=str(uuid.uuid4()))
        case _:
            pass
