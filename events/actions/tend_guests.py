"""Guests hear what becomes of the session that they come to."""

from collections.abc import Collection

from django.utils import timezone

from cms.api import User, record_audit
from events.guest_mails import mail_guest_changed, mail_guest_off
from events.locking import locked_guest_list
from events.models import Edition, GuestList, Session
from events.queries.edition_changes import TOLD_GUESTS
from events.queries.guests import guests_coming


def facts_told(session: Session) -> list[str]:
    """When and where, as a guest was told."""
    return [str(getattr(session, name)) for name in TOLD_GUESTS]


def tend_guests(edition: Edition) -> None:
    """Whatever is different for them they read in a mail, and their calendars follow. Call it while the edition is locked and
    what changed is stored."""
    guest_list = locked_guest_list(edition.pk)
    if guest_list is None or guest_list.told == facts_told(guest_list.session):
        return
    if guest_list.session.mode == Session.Mode.ONLINE:
        _release(guest_list)
        return
    guest_list.told = facts_told(guest_list.session)
    guest_list.save(update_fields=["told"])
    if guest_list.session.ends_at > timezone.now():
        for guest in guests_coming(guest_list):
            guest.guest_list = guest_list
            mail_guest_changed(guest)


def release_guests(edition: Edition, *, kept: Collection[int | None], user: User | None = None) -> None:
    """Of a session that goes the guests are told before it is gone. Call it while the edition is locked."""
    guest_list = locked_guest_list(edition.pk)
    if guest_list and guest_list.session_id not in kept:
        _release(guest_list, user=user)


def tell_guests_cancelled(edition: Edition, reason: str) -> None:
    """The edition does not go ahead. Call it while the edition is locked and its state is stored."""
    guest_list = locked_guest_list(edition.pk)
    if guest_list:
        for guest in guests_coming(guest_list):
            guest.guest_list = guest_list
            mail_guest_off(guest, reason)


def _release(guest_list: GuestList, *, user: User | None = None) -> None:
    for guest in guests_coming(guest_list):
        guest.guest_list = guest_list
        mail_guest_off(guest)
    record_audit(guest_list.edition, "events.guests_released", user=user)
    guest_list.delete()
