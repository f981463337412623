"""Put right what a participant once filled in about themself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cms.api import NotAllowed, record_audit
from events.actions.attach_uploads import attach_uploads
from events.actions.name_participant import locked_seat
from events.models import Registration, Upload
from events.queries.names import was_admitted
from events.questions import Answer, Scope, of_scope


@transaction.atomic
def correct_details(*, registration_id: int, name: str, function: str, answers: Sequence[Answer]) -> Registration:
    """The same person under another name or function, with other answers to what the edition asks of each participant now.

    Answers to what it asks no more stay. Who was admitted after a talk keeps the name: a colleague would need a talk of their own.
    The log says what was changed, not into what. Raises NotAllowed as name_participant does.
    """
    registration, edition = locked_seat(registration_id, None)
    if not registration.is_named:
        raise NotAllowed(_("Deze plaats heeft nog geen naam."))
    asked = {question.key for question in of_scope(edition.questions, Scope.PERSON)}
    values: dict[str, Any] = {
        "name": registration.name if was_admitted(registration) else name,
        "function": function,
        "answers": [
            *(each for each in registration.answers if each["key"] not in asked),
            *(asdict(answer) for answer in answers),
        ],
    }
    changed = [column for column, value in values.items() if getattr(registration, column) != value]
    if not changed:
        return registration
    before = _files_in(registration.answers)
    for column in changed:
        setattr(registration, column, values[column])
    registration.save(update_fields=changed)
    after = _files_in(registration.answers)
    attach_uploads(registration.booking, [{"upload": file} for file in after - before])
    Upload.objects.filter(booking=registration.booking, public_id__in=before - after).delete()
    record_audit(registration, "events.registration_corrected", number=registration.number, changed=changed)
    return registration


def _files_in(answers: Iterable[Mapping[str, Any]]) -> set[str]:
    return {answer["upload"] for answer in answers if answer.get("upload")}
