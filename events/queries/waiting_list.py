"""Who waits for an edition, in order."""

import datetime as dt

from django.db.models import QuerySet, Sum

from events.lifecycles import QUEUED, WaitingListStatus
from events.models import Edition, Session, WaitingListEntry


def queue_of(edition_pk: int) -> QuerySet[WaitingListEntry]:
    """Who waits or has an offer, first come first."""
    return WaitingListEntry.objects.filter(edition=edition_pk, status__in=QUEUED).order_by("pk")


def position_of(entry: WaitingListEntry) -> int:
    """The place in the queue of somebody who waits, from 1; who has an offer no longer waits."""
    ahead = WaitingListEntry.objects.filter(edition=entry.edition_id, status=WaitingListStatus.WAITING, pk__lt=entry.pk)
    return ahead.count() + 1


def offered_seats(edition_pk: int) -> int:
    """How many seats are held by offers that stand."""
    offers = WaitingListEntry.objects.filter(edition=edition_pk, status=WaitingListStatus.OFFERED)
    return int(offers.aggregate(seats=Sum("seats", default=0))["seats"])


def starts_at(edition: Edition) -> dt.datetime | None:
    """When the first session begins; None while there are no dates."""
    return Session.objects.filter(edition=edition).order_by("starts_at").values_list("starts_at", flat=True).first()
