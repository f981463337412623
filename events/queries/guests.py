"""Who comes along as a guest: what the participant, the guest and colleagues see of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.core import signing
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.api import Fact, Status
from events.bilingual import marked
from events.contracts import SessionView
from events.lifecycles import EditionStatus, RegistrationStatus
from events.models import Edition, Guest, GuestList, Registration, Session
from events.queries.offerings import language_code, title_in
from events.queries.snapshots import absolute_url, session_view
from events.queries.wording import clock, day, times, where

# Of the participant's own key nothing can be told from it; the secret of the site makes it.
_SIGNER: Final = signing.Signer(salt="events.guests", sep=".")
UNDER_WAY: Final = frozenset({EditionStatus.OPEN, EditionStatus.CONFIRMED})


@dataclass(frozen=True)
class Inviting:
    """What a participant sees of their own guests. `url` is "" when nobody can be invited (any more), `why_not` says why."""

    url: str
    why_not: str
    guests: Sequence[Guest]
    each: int
    day: str


@dataclass(frozen=True)
class GuestInvitation:
    """What whoever got the link of a participant reads before signing up."""

    registration: Registration
    guest_list: GuestList
    session: SessionView
    title: str
    about: str
    facts: Sequence[Fact]
    why_not: str


@dataclass(frozen=True)
class GuestPage:
    """What a guest sees behind the link in the mail."""

    guest: Guest
    session: SessionView
    title: str
    status: Status
    facts: Sequence[Fact]
    comes: bool
    may_withdraw: bool


def guest_key(registration: UUID) -> str:
    """What a participant passes on; see `invitation_of`."""
    return _SIGNER.sign(registration.hex)


def guests_coming(guest_list: GuestList) -> QuerySet[Guest]:
    """Whoever did not withdraw."""
    return Guest.objects.filter(guest_list=guest_list, withdrawn_at__isnull=True)


def guest_list_of(edition: Edition) -> GuestList | None:
    """No query when the edition was read together with it."""
    found: GuestList | None = getattr(edition, "guest_list", None)
    return found


def why_no_guest(guest_list: GuestList, registration: Registration, already: int) -> str:
    """Why nobody can sign up as a guest of this participant, who has `already` so many; "" when somebody can."""
    if registration.status != RegistrationStatus.CONFIRMED or guest_list.edition.status not in UNDER_WAY:
        return _("Deze uitnodiging geldt niet meer.")
    if guest_list.session.starts_at <= timezone.now():
        return _("De bijeenkomst is al begonnen.")
    if guest_list.taken >= guest_list.capacity:
        return _("Alle plaatsen voor gasten zijn bezet.")
    if already >= guest_list.each:
        return _("Met deze link heeft zich al het hoogste aantal gasten aangemeld.")
    return ""


def inviting(registration: Registration) -> Inviting | None:
    """None when the edition takes no guests, or there is nothing to say about them. No query then; else two."""
    guest_list = guest_list_of(registration.edition)
    if guest_list is None:
        return None
    guests = list(guests_coming(guest_list).filter(invited_by=registration))
    why_not = why_no_guest(guest_list, registration, len(guests))
    if not guests and registration.status != RegistrationStatus.CONFIRMED:
        return None
    key = guest_key(registration.public_id)
    return Inviting(
        url="" if why_not else absolute_url("events:invite_guest", key, language=language_code()),
        why_not=why_not,
        guests=guests,
        each=guest_list.each,
        day=day(guest_list.session.starts_at),
    )


def invitation_of(key: str) -> GuestInvitation | None:
    """None when we did not make this key, or the edition takes no guests."""
    try:
        public_id = UUID(_SIGNER.unsign(key))
    except (signing.BadSignature, ValueError):
        return None
    related = ("booking", "edition__offering__locale", "edition__guest_list__session")
    registration = Registration.objects.select_related(*related).filter(public_id=public_id).first()
    guest_list = guest_list_of(registration.edition) if registration else None
    if registration is None or guest_list is None:
        return None
    already = guests_coming(guest_list).filter(invited_by=registration).count()
    session = session_view(guest_list.session)
    return GuestInvitation(
        registration=registration,
        guest_list=guest_list,
        session=session,
        title=title_in(registration.edition.offering, language_code()),
        about=marked(guest_list.session.description, guest_list.session.description_en),
        facts=guest_facts(guest_list.session),
        why_not=why_no_guest(guest_list, registration, already),
    )


def guest_page(access_key: str) -> GuestPage | None:
    """None when nobody has this key."""
    related = ("guest_list__session__host", "guest_list__edition__offering__locale")
    guest = Guest.objects.select_related(*related).filter(access_key=access_key).first()
    if guest is None:
        return None
    session, edition = guest.guest_list.session, guest.guest_list.edition
    comes = guest.withdrawn_at is None and edition.status != EditionStatus.CANCELLED
    return GuestPage(
        guest=guest,
        session=session_view(session),
        title=title_in(edition.offering, guest.language),
        status=_status(guest, edition),
        facts=guest_facts(session),
        comes=comes,
        may_withdraw=comes and session.starts_at > timezone.now(),
    )


def guest_facts(session: Session) -> list[Fact]:
    """When and where, in the active language; no query."""
    view = session_view(session)
    walk_in = _("inloop vanaf %(time)s") % {"time": clock(view.walk_in_at)} if view.walk_in_at else ""
    return [
        Fact(_("Datum"), day(view.starts_at)),
        Fact(_("Tijd"), times(view), walk_in),
        Fact(_("Waar"), where(view), view.address),
    ]


def guests_for_staff(edition: Edition) -> QuerySet[Guest]:
    """Who comes, with who invited them."""
    coming = Guest.objects.filter(guest_list__edition=edition, withdrawn_at__isnull=True)
    return coming.select_related("invited_by__booking").order_by("name", "pk")


def _status(guest: Guest, edition: Edition) -> Status:
    if guest.withdrawn_at:
        return Status("off", _("U bent afgemeld"))
    if edition.status == EditionStatus.CANCELLED:
        return Status("off", _("Het gaat niet door"))
    return Status("go", _("U bent er als gast bij"))
