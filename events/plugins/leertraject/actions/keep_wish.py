"""A participant writes down what they want to learn, or changes that."""

from dataclasses import asdict, dataclass
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cms.api import NotAllowed, record_audit
from events.api import RegistrationView
from events.plugins.leertraject.models import LearningGroup, LearningWish
from events.plugins.leertraject.wishes import members_of

MOST: Final = 30  # of one participant


@dataclass(frozen=True, kw_only=True)
class WishFacts:
    """What a participant fills in."""

    text: str
    kind: str = LearningWish.Kind.WISH.value
    shared: str = LearningWish.Shared.PRIVATE.value


@transaction.atomic
def keep_wish(*, registration: RegistrationView, facts: WishFacts, wish: UUID | None = None) -> LearningWish:
    """A new one, or the one of this participant with this id.

    Raises NotAllowed when there is no group or no such wish (any more), or too much is written.
    """
    group = locked_group(registration)
    if wish is None and group.wishes.filter(registration=registration.public_id).count() >= MOST:
        told = _("U heeft al %(most)d leerwensen. Verwijder er een voordat u er een toevoegt.")
        raise NotAllowed(told % {"most": MOST})
    new = LearningWish(group=group, registration=registration.public_id)
    kept = wish_in(group, registration, wish) if wish else new
    for name, value in asdict(facts).items():
        setattr(kept, name, value)
    kept.save()
    record_audit(kept, "leertraject.wish_kept")
    return kept


def locked_group(registration: RegistrationView) -> LearningGroup:
    """The group that somebody is in. Who gives the place back at the same moment waits for this lock, or was first and is
    no member any more: no wish stays behind. Raises NotAllowed.
    """
    groups = LearningGroup.objects.select_for_update().filter(edition=registration.edition.public_id, is_open=True)
    group = groups.first()
    if group is None or registration.public_id not in members_of(registration.edition.public_id):
        raise NotAllowed(_("De pagina van uw groep staat niet (meer) open."))
    return group


def wish_in(group: LearningGroup, registration: RegistrationView, wish: UUID) -> LearningWish:
    """The one of this participant with this id. Raises NotAllowed."""
    found = group.wishes.filter(registration=registration.public_id, public_id=wish).first()
    if found is None:
        raise NotAllowed(_("Deze leerwens is intussen verwijderd."))
    return found
