"""The read side of what a group wants to learn: one's own wishes, and what members share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from events.api import RegistrationView, participants_of
from events.plugins.leertraject.models import LearningGroup, LearningWish

# Who was absent altogether is no member.
MEMBERS: Final = frozenset({"confirmed", "attended"})


@dataclass(frozen=True)
class SharedWish:
    """A wish as the others read it; `name` is "" when its writer chose so."""

    kind: str
    text: str
    name: str


def is_member(registration: RegistrationView) -> bool:
    """Whether this participant reads and writes in the group of the edition, should there be one."""
    return registration.is_named and registration.status in MEMBERS


def members_of(edition: UUID) -> Mapping[UUID, RegistrationView]:
    """By public id; the number of statements does not grow with people."""
    return {person.public_id: person for person in participants_of(edition) if is_member(person)}


def group_of(registration: RegistrationView) -> LearningGroup | None:
    """The open group that somebody is in; at most one statement."""
    if not is_member(registration):
        return None
    return LearningGroup.objects.filter(edition=registration.edition.public_id, is_open=True).first()


def wishes_of(group: LearningGroup, registration: RegistrationView) -> Sequence[LearningWish]:
    """All that this participant wrote, oldest first."""
    return list(group.wishes.filter(registration=registration.public_id))


def shared_in(group: LearningGroup, besides: RegistrationView | None = None) -> Sequence[SharedWish]:
    """What members share, without what `besides` wrote. Without a name in no order that tells who wrote it: by text."""
    members = members_of(group.edition)
    wishes = group.wishes.exclude(shared=LearningWish.Shared.PRIVATE).order_by("text", "pk")
    return [
        SharedWish(
            str(LearningWish.Kind(each.kind).label),
            each.text,
            members[each.registration].name if each.shared == LearningWish.Shared.NAMED else "",
        )
        for each in wishes
        if each.registration in members and (besides is None or each.registration != besides.public_id)
    ]
