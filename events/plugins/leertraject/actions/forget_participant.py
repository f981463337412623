"""Delete what somebody handed in whose place is given back."""

from django.db import transaction

from events.api import RegistrationView, drop_participant_files
from events.plugins.leertraject.models import AssignmentWork
from events.plugins.leertraject.queries import files_of


@transaction.atomic
def forget_participant(*, registration: RegistrationView) -> None:
    """In the transaction that gives the place back, whose line in the log is enough."""
    works = AssignmentWork.objects.filter(registration=registration.public_id)
    drop_participant_files(files_of(works))
    works.delete()
