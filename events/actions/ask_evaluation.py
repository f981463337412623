"""Ask somebody who was there what they think of it."""

from django.db import transaction

from events.contracts import RegistrationView
from events.mails import mail_evaluation
from events.models import EvaluatedAfter, Evaluation, Registration, Session
from events.queries.snapshots import session_view


@transaction.atomic
def ask_evaluation(*, registration: Registration, view: RegistrationView, session: Session) -> None:
    """Make the page and mail its link; `registration` is locked. Who was asked before, about this session or with another
    last session about the edition, is not asked again.
    """
    about = session if session.edition.evaluated_after == EvaluatedAfter.SESSION else None
    evaluation, is_new = Evaluation.objects.get_or_create(
        registration=registration, session=about, defaults={"edition_id": registration.edition_id}
    )
    if is_new:
        mail_evaluation(view, session_view(session), evaluation.access_key)
