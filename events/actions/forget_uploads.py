"""Delete files that were chosen in a form which never came."""

import datetime as dt
from typing import Final

from django.utils import timezone

from events.models import Upload

KEPT_FOR: Final = dt.timedelta(days=1)


def forget_uploads() -> int:
    """Returns how many there were. No log: they belonged to nothing."""
    lost = Upload.objects.filter(booking=None, created_at__lt=timezone.now() - KEPT_FOR)
    count, _each = lost.defer("content").delete()
    return count
