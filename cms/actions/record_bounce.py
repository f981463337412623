"""Note that a mail came back."""

from django.db import transaction

from cms.lifecycle import move
from cms.lifecycles import MESSAGE, MessageState
from cms.mail.bounces import Bounce
from cms.models import Message


@transaction.atomic
def record_bounce(bounce: Bounce) -> bool:
    """False when we did not send this mail, or are not done sending it: then its server will answer again."""
    message = Message.objects.select_for_update().filter(message_id=bounce.message_id).first()
    if message is None or message.state not in (MessageState.SENT, MessageState.BOUNCED):
        return False
    message.state, message.error = move(MESSAGE, message.state, MessageState.BOUNCED), bounce.status
    message.save(update_fields=["state", "error"])
    return True
