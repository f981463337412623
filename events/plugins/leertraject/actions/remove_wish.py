"""A participant takes a learning wish away."""

from uuid import UUID

from django.db import transaction

from cms.api import record_audit
from events.api import RegistrationView
from events.plugins.leertraject.actions.keep_wish import locked_group, wish_in


@transaction.atomic
def remove_wish(*, registration: RegistrationView, wish: UUID) -> None:
    """Raises NotAllowed when there is no group or no such wish (any more)."""
    gone = wish_in(locked_group(registration), registration, wish)
    record_audit(gone, "leertraject.wish_removed")
    gone.delete()
