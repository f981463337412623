"""Choose the workgroup of a participant: never more in one than it has places."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.api import NotAllowed, User, counts_changed, record_audit
from events import mails
from events.contracts import EditionView
from events.locking import locked_booking
from events.models import Registration
from events.queries.names import CHANGEABLE, may_change_name
from events.queries.snapshots import edition_view, registration_view
from events.queries.workgroups import WorkgroupPlaces, workgroup_places
from events.workgroups import with_key


@transaction.atomic
def choose_workgroup(*, registration_id: int, workgroup: str, user: User | None = None) -> Registration:
    """Put a participant in the workgroup with this key, and free the place in the one before; "" for none (yet).

    With `user` a member of staff does it, for whom the cut-off does not hold, and the participant hears it by mail. Raises NotAllowed with a sentence for people;
    Registration.DoesNotExist.
    """
    booking_id = Registration.objects.values_list("booking_id", flat=True).get(pk=registration_id)
    edition, booking, registrations = locked_booking(booking_id)
    registration = next(each for each in registrations if each.pk == registration_id)
    view = edition_view(edition, booking.language)
    if registration.status not in CHANGEABLE:
        raise NotAllowed(_("Deze plaats is niet meer bezet, of het is al geweest."))
    if user is None and not may_change_name(registration.status, view, timezone.now()):
        raise NotAllowed(_("Een werkgroep kiezen kan niet meer. Bel of mail ons."))
    if registration.workgroup == workgroup:
        return registration
    registration.workgroup = workgroup
    registration.save(update_fields=["workgroup"])
    check_workgroups(view, [workgroup])
    record_audit(registration, "events.workgroup_chosen", user=user, number=registration.number)
    if user and registration.is_named:
        mails.mail_workgroup_changed(registration_view(registration, view), str(uuid.uuid4()))
    counts_changed()
    return registration


def check_workgroups(edition: EditionView, chosen: Sequence[str]) -> None:
    """Raise NotAllowed when one of these workgroups is not there, or now holds more people than it has places.

    Call it after the choice is stored and while the edition is locked: whoever chose before has committed by then. No
    statement when nothing was chosen.
    """
    wanted = {key for key in chosen if key}
    if not wanted:
        return
    if any(with_key(edition.workgroups, key) is None for key in wanted):
        raise NotAllowed(_("Deze werkgroep is er niet meer. Kies een andere."))
    for places in workgroup_places(edition.public_id, edition.workgroups):
        if places.workgroup.key in wanted and places.taken > places.workgroup.capacity:
            raise NotAllowed(_too_many(places, list(chosen).count(places.workgroup.key)))


def leave_full_workgroups(edition: EditionView, registrations: Sequence[Registration]) -> None:
    """Whoever gets a lost place back may find the workgroup full by now: then it must be chosen again.

    Call it while the edition is locked and these registrations hold their seats again.
    """
    if not any(registration.workgroup for registration in registrations):
        return
    over = {
        places.workgroup.key: places.taken - places.workgroup.capacity
        for places in workgroup_places(edition.public_id, edition.workgroups)
    }
    for registration in registrations:
        key = registration.workgroup
        if key and over.get(key, 1) > 0:
            over[key] = over.get(key, 1) - 1
            registration.workgroup = ""
            registration.save(update_fields=["workgroup"])


def _too_many(places: WorkgroupPlaces, asked: int) -> str:
    """`asked` of the people counted as taken asked just now."""
    title, left = places.workgroup.title, places.workgroup.capacity - places.taken + asked
    if left < 1:
        return full(title)
    words = ngettext("nog %(count)s plaats", "nog %(count)s plaatsen", left) % {"count": left}
    return _("In werkgroep “%(title)s” zijn er %(places)s. Kies voor iemand een andere.") % {
        "title": title,
        "places": words,
    }


def full(title: str) -> str:
    return _("Werkgroep “%(title)s” is vol. Kies een andere.") % {"title": title}
