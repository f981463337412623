"""Money of the demo, which never reaches the books of an academy."""

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from betalingen.models import Attempt


def real(order: str) -> Q:
    """Rows whose order (the path to it) was not paid with play money; in the demo there is no other."""
    return Q() if settings.DEMO else Q(~Exists(Attempt.objects.filter(order=OuterRef(order), is_demo=True)))
