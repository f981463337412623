"""The states of the site's own records."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cms.lifecycle import Table


class MessageState(TextChoices):
    """Where a mail stands on its way out."""

    QUEUED = "queued", _("klaar om te versturen")
    SENDING = "sending", _("wordt verstuurd")
    SENT = "sent", _("verstuurd")
    FAILED = "failed", _("niet gelukt")


MESSAGE: Table[MessageState] = {
    MessageState.QUEUED: {MessageState.SENDING},
    # Back to queued: try again later.
    MessageState.SENDING: {MessageState.SENT, MessageState.QUEUED, MessageState.FAILED},
    MessageState.SENT: set(),
    # By hand, after the cause is mended.
    MessageState.FAILED: {MessageState.QUEUED},
}
