"""Which payments a bank claims back."""

from typing import Final

from betalingen.lifecycles import DisputeStatus
from betalingen.models import Attempt, Dispute

OPEN: Final = (DisputeStatus.INQUIRY, DisputeStatus.NEEDS_RESPONSE, DisputeStatus.UNDER_REVIEW)
TAKES_BACK: Final = (DisputeStatus.NEEDS_RESPONSE, DisputeStatus.UNDER_REVIEW, DisputeStatus.LOST)
"""The money is with the customer's bank: whoever refunds it too, pays twice."""


def is_claimed_back(attempt: Attempt) -> bool:
    """A refund would come on top of what the customer gets from their bank."""
    return Dispute.objects.filter(attempt=attempt, status__in=TAKES_BACK).exists()
