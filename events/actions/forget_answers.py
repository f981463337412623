"""Delete answers about diet, access and the like, and the files among them, once nobody needs them."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from cms.api import record_audit
from events.locking import locked_edition
from events.models import Booking, Edition, Registration, Session, Upload
from events.queries.answers import answers_of_booking
from events.queries.uploads import files_in

KEPT_FOR: Final = dt.timedelta(days=14)  # after the last session, as the editor's form promises

PASSING: Final = [{"passing": True}]
OF_PARTICIPANT: Final = Q(answers__contains=PASSING)
OF_BOOKER: Final = Q(answers__questions__given__contains=PASSING)


def forget_answers() -> int:
    """Delete the passing answers in editions that are over or will not be; returns how many people and bookings had some.

    The log keeps that it was done, not what was deleted.
    """
    return sum(_forget_in(edition_id) for edition_id in _over())


def _over() -> Sequence[int]:
    edition: Any = OuterRef("edition")
    to_come = Session.objects.filter(edition=edition, ends_at__gt=timezone.now() - KEPT_FOR)
    dated = Session.objects.filter(edition=edition)

    def of_editions_over(rows: QuerySet[Any]) -> set[int]:
        return set(rows.filter(Exists(dated), ~Exists(to_come)).values_list("edition", flat=True))

    people = of_editions_over(Registration.objects.filter(OF_PARTICIPANT))
    return sorted(people | of_editions_over(Booking.objects.filter(OF_BOOKER)))


@transaction.atomic
def _forget_in(edition_id: int) -> int:
    edition: Edition = locked_edition(edition_id)
    bookings = list(Booking.objects.select_for_update(no_key=True).filter(OF_BOOKER, edition=edition).order_by("pk"))
    lost = [answer for booking in bookings for answer in answers_of_booking(booking) if answer["passing"]]
    for booking in bookings:
        booking.answers["questions"]["given"] = _kept(booking.answers["questions"]["given"])
    Booking.objects.bulk_update(bookings, ["answers"])
    people = list(Registration.objects.select_for_update().filter(OF_PARTICIPANT, edition=edition).order_by("pk"))
    lost += [answer for registration in people for answer in registration.answers if answer["passing"]]
    for registration in people:
        registration.answers = _kept(registration.answers)
    Registration.objects.bulk_update(people, ["answers"])
    files = [answer["upload"] for answer in files_in(lost)]
    Upload.objects.filter(public_id__in=files).defer("content").delete()
    count = len(bookings) + len(people)
    if count:
        record_audit(edition, "events.answers_forgotten", count=count)
    return count


def _kept(answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [answer for answer in answers if not answer["passing"]]
