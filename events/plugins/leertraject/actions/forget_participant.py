"""Delete what somebody handed in, wanted to learn and answered whose place is given back."""

from django.db import transaction

from events.api import RegistrationView, drop_participant_files
from events.plugins.leertraject.models import AssignmentWork, DatePoll, LearningGroup, PollAnswer
from events.plugins.leertraject.queries import files_of


@transaction.atomic
def forget_participant(*, registration: RegistrationView) -> None:
    """In the transaction that gives the place back, whose line in the log is enough."""
    works = AssignmentWork.objects.filter(registration=registration.public_id)
    drop_participant_files(files_of(works))
    works.delete()
    for poll in DatePoll.objects.select_for_update().filter(edition=registration.edition.public_id):
        PollAnswer.objects.filter(moment__poll=poll, registration=registration.public_id).delete()
    group = LearningGroup.objects.select_for_update().filter(edition=registration.edition.public_id).first()
    if group:
        group.wishes.filter(registration=registration.public_id).delete()
