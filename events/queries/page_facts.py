"""What editions say about the pages of offerings, for the checks of their text."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.api import ProgrammePage, prose
from events.lifecycles import EditionStatus
from events.models import Edition, WebinarPage
from events.queries.snapshots import session_view
from events.queries.wording import HALF_DAY, half_days


def page_facts(pages: Sequence[Page]) -> list[prose.PageFacts]:
    """Webinars by what the draft itself says, programmes by their editions: two queries, for any number of pages."""
    webinars = [_webinar(page) for page in pages if isinstance(page, WebinarPage)]
    programmes = [page for page in pages if isinstance(page, ProgrammePage)]
    editions = _editions(page.translation_key for page in programmes)
    return webinars + [_programme(page, editions[page.translation_key]) for page in programmes]


def _webinar(page: WebinarPage) -> prose.PageFacts:
    key = str(page.pk)
    if not (page.starts_at and page.ends_at):
        told = _("Er is nog geen datum of tijd.")
        return prose.PageFacts(key, findings=[prose.Finding(prose.Kind.MISSING, told)])
    is_long = page.ends_at - page.starts_at > HALF_DAY
    moment = _moment(page.starts_at, page.ends_at, page.walk_in_at)
    closes_at = timezone.localtime(page.closes_at) if page.closes_at else None
    return prose.PageFacts(key, [prose.Run([moment], 2 if is_long else 1, closes_at)])


def _programme(page: ProgrammePage, editions: Sequence[Edition]) -> prose.PageFacts:
    findings = []
    if not editions and not page.in_company:
        told = _("Er is geen editie: bezoekers zien geen datum en geen prijs.")
        findings.append(prose.Finding(prose.Kind.MISSING, told))
    for edition in editions:
        label = edition.label or _("zonder naam")
        if not edition.sessions.all():
            told = _("De editie (%(label)s) heeft nog geen bijeenkomsten.") % {"label": label}
            findings.append(prose.Finding(prose.Kind.MISSING, told))
        if not edition.gross_price_cents:
            told = _("De editie (%(label)s) heeft geen prijs: aanmelden is dan kosteloos.") % {"label": label}
            findings.append(prose.Finding(prose.Kind.MISSING, told))
    runs = [_run(edition) for edition in editions if edition.sessions.all()]
    return prose.PageFacts(str(page.pk), runs, findings)


def _editions(keys: Iterable[UUID]) -> dict[UUID, list[Edition]]:
    ended = [EditionStatus.CANCELLED, EditionStatus.COMPLETED]
    editions = (
        Edition.objects.filter(offering__translation_key__in=set(keys), access_key=None)
        .exclude(status__in=ended)
        .select_related("offering")
        .prefetch_related("sessions")
        .order_by("pk")
    )
    found: dict[UUID, list[Edition]] = defaultdict(list)
    for edition in editions:
        found[edition.offering.translation_key].append(edition)
    return found


def _run(edition: Edition) -> prose.Run:
    sessions = sorted(edition.sessions.all(), key=lambda session: session.starts_at)
    return prose.Run(
        [_moment(session.starts_at, session.ends_at, session.walk_in_at) for session in sessions],
        half_days([session_view(session) for session in sessions]),
        timezone.localtime(edition.closes_at) if edition.closes_at else None,
    )


def _moment(start: dt.datetime, end: dt.datetime, walk_in: dt.datetime | None) -> prose.Moment:
    local = timezone.localtime
    return prose.Moment(local(start), local(end), local(walk_in) if walk_in else None)
