"""Somebody does not want to hear of us any more."""

from django.db import transaction

from cms.api import record_audit
from events.models import Alumnus, Registration


@transaction.atomic
def leave_alumni(*, registration_id: int) -> None:
    """Take them off the list; who is not on it stays off it."""
    registration = Registration.objects.select_for_update(of=("self",), no_key=True).get(pk=registration_id)
    count, _per_model = Alumnus.objects.filter(registration=registration).delete()
    if count:
        record_audit(registration, "events.alumni_left")
