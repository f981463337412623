"""Give back the places of bookings for which nobody agreed in time."""

from django.db import transaction
from django.utils import timezone

from events.actions.decline_consent import end_without_consent
from events.lifecycles import ConsentStatus
from events.locking import locked_consent
from events.models import ConsentRequest


def expire_consents() -> int:
    """Expire what is overdue; returns how many. Each in a transaction of its own."""
    overdue = ConsentRequest.objects.filter(status=ConsentStatus.ASKED, until__lte=timezone.now())
    return sum(_expire(pk) for pk in overdue.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _expire(request_id: int) -> bool:
    request, registrations = locked_consent(request_id)
    if request.status != ConsentStatus.ASKED:
        return False  # answered at this very moment
    end_without_consent(request, registrations, ConsentStatus.EXPIRED)
    return True
