"""Four eyes: nobody decides about their own proposal."""

from django.utils.translation import gettext as _

from cms.api import NotAllowed, User


def check_second_person(proposer: int | None, user: User) -> None:
    """Raise NotAllowed when `user` is who proposed it (its pk)."""
    if proposer == user.pk:
        raise NotAllowed(_("U hebt dit zelf voorgesteld. Een ander moet het goedkeuren."))
