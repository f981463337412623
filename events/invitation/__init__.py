"""Turn the text of an invitation mail into the facts of a webinar. Pure: text and names in, a proposal out."""

from events.invitation.body import as_blocks
from events.invitation.contracts import Invitation, Link, Mention, Registers
from events.invitation.days import ReadDay, ReadDays, read_days
from events.invitation.reading import contradictions, read_invitation

__all__ = [
    "Invitation",
    "Link",
    "Mention",
    "ReadDay",
    "ReadDays",
    "Registers",
    "as_blocks",
    "contradictions",
    "read_days",
    "read_invitation",
]
