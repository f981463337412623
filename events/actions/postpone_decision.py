"""Move the day of the decision, and tell everybody who waits for it."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, record_audit
from events.lifecycles import EditionStatus
from events.locking import locked_edition
from events.mails import mail_decision_postponed
from events.models import Edition
from events.queries.edition_consequences import seated
from events.queries.snapshots import registration_view

LAST_SECOND = dt.time(23, 59, 59)


@transaction.atomic
def postpone_decision(
    *, edition_id: int, decision_date: dt.date, closes_on: dt.date | None = None, user: User | None = None
) -> Edition:
    """The decision falls on another day; with `closes_on` people can sign up until the end of that day.

    Raises NotAllowed unless the edition is still to be decided about and the days lie before its first session.
    """
    edition = locked_edition(edition_id)
    if edition.status != EditionStatus.OPEN:
        raise NotAllowed(_("Over deze editie hoeft niet meer te worden beslist."))
    if decision_date == edition.decision_date and closes_on is None:
        return edition
    _check(edition, decision_date, closes_on)
    before, edition.decision_date = edition.decision_date, decision_date
    if closes_on:
        edition.closes_at = timezone.make_aware(dt.datetime.combine(closes_on, LAST_SECOND))
    edition.save(update_fields=["decision_date", "closes_at"])
    told = list(seated(edition).select_related("booking").order_by("pk"))
    record_audit(
        edition,
        "events.decision_postponed",
        user=user,
        before=before and before.isoformat(),
        after=decision_date.isoformat(),
        mails=len(told),
    )
    for registration in told:
        registration.edition = edition
        mail_decision_postponed(registration_view(registration), decision_date)
    return edition


def _check(edition: Edition, decision_date: dt.date, closes_on: dt.date | None) -> None:
    if decision_date < timezone.localdate():
        raise NotAllowed(_("De nieuwe beslisdatum is al voorbij."))
    first = edition.sessions.order_by("starts_at").values_list("starts_at", flat=True).first()
    if first and decision_date >= timezone.localdate(first):
        raise NotAllowed(_("Beslis vóór de dag van de eerste bijeenkomst."))
    if closes_on and first and closes_on >= timezone.localdate(first):
        raise NotAllowed(_("De aanmelding sluit vóór de dag van de eerste bijeenkomst."))
    if closes_on and closes_on < timezone.localdate():
        raise NotAllowed(_("De dag waarop de aanmelding sluit is al voorbij."))
