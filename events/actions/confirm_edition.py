"""Decide that an edition goes ahead, tell everybody who has a place, and ask for the money that waited for it."""

import datetime as dt
from itertools import groupby

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, move, record_audit
from events import hooks, mails
from events.actions.ask_for_money import GOES_AHEAD, ask_for_money, end_of
from events.lifecycles import EDITION, EditionStatus
from events.locking import locked_with_orders, until_settled
from events.models import Edition
from events.queries.edition_consequences import going_ahead, held, may_go_ahead, sure, usual_term
from events.queries.snapshots import edition_view, registration_view


def confirm_edition(*, edition_id: int, pay_until: dt.date | None = None, user: User | None = None) -> Edition:
    """Whoever pays only when it goes ahead gets until the end of the day `pay_until`, or the usual term.

    Raises MoveNotAllowed unless the edition is open, NotAllowed for a term that is past and unless it `may_go_ahead`. Whether the minimum is met is for
    the person who decides.
    """
    if pay_until is not None and pay_until < timezone.localdate():
        raise NotAllowed(_("De laatste dag om te betalen is al voorbij."))
    return until_settled(lambda: _confirm(edition_id, pay_until, user))


@transaction.atomic
def _confirm(edition_id: int, pay_until: dt.date | None, user: User | None) -> Edition:
    edition, _references = locked_with_orders(edition_id)
    now = move(EDITION, edition.status, EditionStatus.CONFIRMED)
    if now == edition.status:
        return edition
    if not may_go_ahead(edition):
        raise NotAllowed(
            _("Het is al begonnen: niemand hoeft nog te horen dat het doorgaat. Rond de editie af als zij is geweest.")
        )
    edition.status = now
    edition.save(update_fields=["status"])
    told = list(sure(edition).select_related("booking").order_by("pk"))
    waiting = list(held(edition).select_for_update(of=("self",)))
    bookings = [list(registrations) for _pk, registrations in groupby(waiting, key=lambda each: each.booking_id)]
    plan = going_ahead(waiting, sure=len(told), unsure=0, undecided=0, sessions=0)
    record_audit(
        edition,
        "events.edition_confirmed",
        user=user,
        taken=edition.taken,
        minimum=edition.minimum,
        mails=plan.mails,
        payments=plan.payments,
        invoices=plan.invoices,
    )
    for registration in told:
        registration.edition = edition
        mails.mail_edition_confirmed(registration_view(registration))
    moment = end_of(pay_until or usual_term(edition))
    for registrations in bookings:
        ask_for_money(edition, registrations, moment, told=GOES_AHEAD, user=user)
    hooks.edition_changed(edition_view(edition, edition.offering.locale.language_code), {"status"})
    return edition
