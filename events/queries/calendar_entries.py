"""What editions put in the editors' calendar: sessions, the last day to sign up, the day to decide."""

import datetime as dt
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.api import CalendarEntry
from events.lifecycles import EditionStatus
from events.models import Edition, Session

PUBLIC = (EditionStatus.OPEN, EditionStatus.CONFIRMED, EditionStatus.COMPLETED)


def calendar_entries(first: dt.date, last: dt.date, request: HttpRequest) -> list[CalendarEntry]:
    """In two queries. Who plans sees drafts and decisions too, and gets to the edition; others get to the page."""
    plans = request.user.has_perm("events.change_edition")
    statuses = [*PUBLIC, EditionStatus.DRAFT] if plans else list(PUBLIC)
    return [
        *_sessions(Session.objects.filter(edition__status__in=statuses), first, last, plans=plans),
        *_editions(Edition.objects.filter(status__in=statuses), first, last, plans=plans),
    ]


def _sessions(sessions: Any, first: dt.date, last: dt.date, *, plans: bool) -> list[CalendarEntry]:
    found = sessions.filter(starts_at__date__gte=first, starts_at__date__lte=last).select_related("edition__offering")
    entries = []
    for session in found:
        start = timezone.localtime(session.starts_at)
        entries.append(
            CalendarEntry(
                f"session-{session.pk}",
                start.date(),
                _("Bijeenkomst"),
                str(session.edition),
                start.time(),
                _url(session.edition, plans=plans),
            )
        )
    return entries


def _editions(editions: Any, first: dt.date, last: dt.date, *, plans: bool) -> list[CalendarEntry]:
    in_month = Q(closes_at__date__gte=first, closes_at__date__lte=last)
    in_month |= Q(decision_date__gte=first, decision_date__lte=last)
    entries = []
    for edition in editions.filter(in_month).select_related("offering"):
        closes = timezone.localtime(edition.closes_at) if edition.closes_at else None
        url = _url(edition, plans=plans)
        if closes and first <= closes.date() <= last:
            entries.append(
                CalendarEntry(
                    f"closes-{edition.pk}", closes.date(), _("Aanmelden sluit"), str(edition), closes.time(), url
                )
            )
        if plans and edition.decision_date and first <= edition.decision_date <= last:
            entries.append(
                CalendarEntry(
                    f"decide-{edition.pk}", edition.decision_date, _("Beslissen of het doorgaat"), str(edition), url=url
                )
            )
    return entries


def _url(edition: Edition, *, plans: bool) -> str:
    if plans:
        return reverse("editions:inspect", args=[edition.pk])
    return reverse("wagtailadmin_pages:edit", args=[edition.offering_id])
