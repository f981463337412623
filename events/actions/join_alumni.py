"""Somebody who took part wants to hear of us afterwards."""

from django.db import transaction
from django.utils.translation import gettext as _

from cms.api import NotAllowed, record_audit
from events.models import Alumnus, Registration
from events.queries.evaluations import may_join_alumni
from events.queries.snapshots import edition_view


@transaction.atomic
def join_alumni(*, registration_id: int) -> Alumnus:
    """Put them on the list; who is on it already stays on it.

    Raises NotAllowed for who did not take part, or before it is over.
    """
    registration = Registration.objects.select_for_update(of=("self",), no_key=True).get(pk=registration_id)
    edition = edition_view(registration.edition, registration.booking.language)
    if not may_join_alumni(registration, edition.ends_at):
        raise NotAllowed(_("De alumnilijst is voor wie meedeed, na afloop."))
    alumnus, is_new = Alumnus.objects.get_or_create(registration=registration)
    if is_new:
        record_audit(registration, "events.alumni_joined")
    return alumnus
