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


@transaction.atomic
def leave_alumni_altogether(*, registration_id: int) -> None:
    """The same for every programme that this person took part in: no other invitation reaches them."""
    email = Registration.objects.values_list("email", flat=True).get(pk=registration_id)
    listed = Registration.objects.filter(email__iexact=email, alumnus__isnull=False).order_by("pk")
    for pk in list(listed.values_list("pk", flat=True)):
        leave_alumni(registration_id=pk)
