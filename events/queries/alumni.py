"""Whom of the alumni list can be asked to come again, and to what."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from events.lifecycles import SEATED
from events.models import Alumnus, AlumnusInvitation, Edition, Registration
from events.queries.edition_lists import choosable_editions


def editions_to_invite_to() -> QuerySet[Edition]:
    """Those for everybody that have yet to begin, of a page that is on the site, soonest first."""
    now = timezone.now()
    return choosable_editions().filter(
        Q(closes_at__isnull=True) | Q(closes_at__gt=now), access_key=None, offering__live=True, first_at__gt=now
    )


def may_be_invited(alumni: QuerySet[Alumnus], edition: Edition) -> QuerySet[Alumnus]:
    """Of these the ones who did not hear of the edition yet and have no place in it; a person is their e-mail address, and
    somebody on the list for two programmes is asked once."""
    address = OuterRef("registration__email")
    invited = AlumnusInvitation.objects.filter(edition=edition, alumnus__registration__email__iexact=address)
    comes = Registration.objects.filter(edition=edition, status__in=SEATED, email__iexact=address)
    twice = alumni.filter(registration__email__iexact=address, pk__gt=OuterRef("pk"))
    return alumni.filter(~Exists(invited), ~Exists(comes), ~Exists(twice))
