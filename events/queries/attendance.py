"""Who is expected at the sessions of an edition, and what was noted of them."""

from collections.abc import Collection

from django.db.models import Count, Q

from events.lifecycles import RegistrationStatus
from events.models import Attendance, Edition, Registration, Session

EXPECTED = (RegistrationStatus.CONFIRMED, RegistrationStatus.ATTENDED, RegistrationStatus.ABSENT)


def expected_people(edition: Edition) -> list[Registration]:
    """People with a definite place, sorted the Dutch way; one statement."""
    people = Registration.objects.filter(edition=edition, status__in=EXPECTED).select_related("booking", "edition")
    return sorted(people, key=lambda registration: _by_last_name(registration.name))


def noted_at(session: Session) -> dict[int, bool]:
    """Whether they were there, by the key of the registration."""
    return dict(Attendance.objects.filter(session=session).values_list("registration", "present"))


def outcomes(edition: Edition, registration_ids: Collection[int], share: int) -> dict[int, RegistrationStatus]:
    """Who was at `share` % of the sessions and who was not, by key; whoever may still go either way is left out."""
    total = Session.objects.filter(edition=edition).count()
    counted = (
        Registration.objects.filter(pk__in=registration_ids, edition=edition)
        .annotate(
            present=Count("attendances", filter=Q(attendances__present=True)),
            absent=Count("attendances", filter=Q(attendances__present=False)),
        )
        .values_list("pk", "present", "absent")
    )
    found = {}
    for pk, present, absent in counted:
        if total and present * 100 >= share * total:
            found[pk] = RegistrationStatus.ATTENDED
        elif (total - absent) * 100 < share * total:
            found[pk] = RegistrationStatus.ABSENT
    return found


def _by_last_name(name: str) -> tuple[str, str]:
    """On the last name proper: "Jan van den Berg" under the B."""
    words = name.split()
    last = words[-1] if words else ""
    return last.casefold(), name.casefold()
