"""Ask somebody who took part before to come again."""

from django.db import transaction
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, record_audit
from events.alumni_mails import mail_alumnus_invited
from events.models import Alumnus, AlumnusInvitation, Registration
from events.queries.alumni import editions_to_invite_to, may_be_invited


@transaction.atomic
def invite_alumnus(*, alumnus_id: int, edition_id: int, words: str, user: User | None = None) -> bool:
    """Mail them about this edition; False for whoever heard of it before, comes already or left the list, also by another programme.

    Raises NotAllowed when nobody can sign up for the edition any more.
    """
    edition = editions_to_invite_to().filter(pk=edition_id).first()
    if edition is None:
        raise NotAllowed(_("Men kan zich voor deze editie niet (meer) aanmelden."))
    # Whoever leaves the list locks the registration too: no mail goes after that.
    locked = Registration.objects.select_for_update(of=("self",), no_key=True).filter(alumnus=alumnus_id)
    registration = locked.first()
    if registration is None or not may_be_invited(Alumnus.objects.filter(pk=alumnus_id), edition).exists():
        return False
    AlumnusInvitation.objects.create(edition=edition, alumnus_id=alumnus_id)
    record_audit(registration, "events.alumnus_invited", user=user, edition=str(edition))
    mail_alumnus_invited(registration, edition, words)
    return True
