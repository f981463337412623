"""Mail the confirmation once more: to somebody who lost it."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, record_audit
from events.lifecycles import RegistrationStatus
from events.mails import mail_confirmed
from events.models import Registration
from events.queries.snapshots import registration_view


@transaction.atomic
def resend_confirmation(*, registration_id: int, user: User | None = None) -> None:
    """Raises NotAllowed when there is nothing to confirm (any more)."""
    registration = (
        Registration.objects.select_for_update(of=("self",))
        .select_related("booking", "edition__offering")
        .get(pk=registration_id)
    )
    if registration.status != RegistrationStatus.CONFIRMED:
        raise NotAllowed(_("Deze inschrijving is niet (meer) bevestigd."))
    record_audit(registration, "events.confirmation_resent", user=user)
    mail_confirmed(registration_view(registration), again=str(uuid.uuid4()))
