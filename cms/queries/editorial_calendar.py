"""What happens in a month: pages that go live or come down, and what the other apps add."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from cms import hooks
from cms.contracts import CalendarEntry


@dataclass(frozen=True)
class Day:
    """A day on which something happens."""

    date: dt.date
    entries: Sequence[CalendarEntry]


def days_of_month(month: dt.date, request: HttpRequest) -> list[Day]:
    """The days of the month of this date that have something, in order; a fixed number of queries."""
    first = month.replace(day=1)
    last = next_month(first) - dt.timedelta(days=1)
    entries = [*_pages(first, last), *hooks.calendar_entries(first, last, request)]
    entries.sort(key=lambda entry: (entry.day, entry.time or dt.time.min, str(entry.kind), entry.title, entry.key))
    return [Day(date, list(found)) for date, found in groupby(entries, key=lambda entry: entry.day)]


def next_month(month: dt.date) -> dt.date:
    return (month.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def previous_month(month: dt.date) -> dt.date:
    return (month.replace(day=1) - dt.timedelta(days=1)).replace(day=1)


def _pages(first: dt.date, last: dt.date) -> list[CalendarEntry]:
    planned = Revision.page_revisions.filter(
        approved_go_live_at__date__gte=first, approved_go_live_at__date__lte=last
    ).values_list("pk", "object_id", "object_str", "approved_go_live_at")
    ending = Page.objects.live().filter(expire_at__date__gte=first, expire_at__date__lte=last)
    return [
        *(_entry(f"publish-{pk}", _("Gaat online"), page, title, at) for pk, page, title, at in planned),
        *(
            _entry(f"expire-{pk}", _("Gaat offline"), pk, title, at)
            for pk, title, at in ending.values_list("pk", "title", "expire_at")
        ),
    ]


def _entry(key: str, kind: str, page_id: int | str, title: str, at: dt.datetime) -> CalendarEntry:
    local = timezone.localtime(at)
    return CalendarEntry(
        key, local.date(), kind, title, local.time(), reverse("wagtailadmin_pages:edit", args=[page_id])
    )
