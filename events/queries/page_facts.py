"""What editions say about the pages of offerings, for the checks of their text."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from uuid import UUID

from django.db.models import Count
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from betalingen.api import VatCategory
from cms.api import NewsPage, ProgrammePage, notation, prose
from events.lifecycles import EditionStatus, RegistrationStatus
from events.models import Edition, Registration, Session, WebinarPage
from events.queries.edition_changes import changes_of, is_worth_telling
from events.queries.snapshots import session_view
from events.queries.wording import HALF_DAY, half_days, language

WEEKEND = (5, 6)
UNDER_WAY = (EditionStatus.OPEN, EditionStatus.CONFIRMED)


def page_facts(pages: Sequence[Page]) -> list[prose.PageFacts]:
    """Webinars by what the draft itself says and what its participants know, programmes by their editions, reports by the list
    of who was there: two queries for each of these kinds, for any number of pages."""
    webinars = _webinars([page for page in pages if isinstance(page, WebinarPage)])
    programmes = [page for page in pages if isinstance(page, ProgrammePage)]
    editions = _editions(page.translation_key for page in programmes)
    reports = [page for page in pages if isinstance(page, NewsPage) and page.kind == NewsPage.Kind.REPORT]
    told = [_programme(page, editions[page.translation_key]) for page in programmes]
    return [*webinars, *told, *_reports([page for page in reports if page.offering_id])]


def _webinars(pages: Sequence[WebinarPage]) -> list[prose.PageFacts]:
    if not pages:
        return []
    editions = Edition.objects.filter(offering__in=[page.pk for page in pages], status__in=UNDER_WAY)
    awaited = {edition.offering_id: edition for edition in editions.prefetch_related("sessions__host")}
    return [_webinar(page, awaited.get(page.pk)) for page in pages]


def _webinar(page: WebinarPage, edition: Edition | None) -> prose.PageFacts:
    key = str(page.pk)
    if not (page.starts_at and page.ends_at):
        told = _("Er is nog geen datum of tijd.")
        return prose.PageFacts(key, findings=[prose.Finding(prose.Kind.MISSING, told)])
    is_long = page.ends_at - page.starts_at > HALF_DAY
    moment = _moment(page.starts_at, page.ends_at, page.walk_in_at)
    closes_at = timezone.localtime(page.closes_at) if page.closes_at else None
    run = prose.Run([moment], 2 if is_long else 1, closes_at, price=prose.Price())
    moved = list(_moved(page, edition, page.starts_at, page.ends_at)) if edition and edition.taken else []
    return prose.PageFacts(key, [run], [*moved, *_planning(run)])


def _moved(
    page: WebinarPage, edition: Edition, starts_at: dt.datetime, ends_at: dt.datetime
) -> Iterator[prose.Finding]:
    """The draft has another moment than those with a place were told; publishing it mails them at once."""
    before = list(edition.sessions.all())
    after = Session(
        pk=min((session.pk for session in before), default=None),
        starts_at=starts_at,
        ends_at=ends_at,
        walk_in_at=page.walk_in_at,
        mode=Session.Mode.ONLINE.value,
        medium=page.medium,
    )
    if not is_worth_telling([after], timezone.now()):
        return
    told = ngettext(
        "%(count)d deelnemer weet nu: “%(before)s”. Dat wordt “%(after)s”. Publiceert u dit, dan gaat er meteen een mail uit, ook "
        "naar de wachtlijst, en verandert de afspraak in de agenda mee.",
        "%(count)d deelnemers weten nu: “%(before)s”. Dat wordt “%(after)s”. Publiceert u dit, dan krijgen zij meteen een mail, ook "
        "wie op de wachtlijst staat, en verandert de afspraak in hun agenda mee.",
        edition.taken,
    )
    for change in changes_of(before, [after]):
        yield prose.Finding(
            prose.Kind.TOLD, told % {"count": edition.taken, "before": change.before, "after": change.after}
        )


def _reports(pages: Sequence[NewsPage]) -> Iterator[prose.PageFacts]:
    if not pages:
        return
    keys = dict(Page.objects.filter(pk__in=[page.offering_id for page in pages]).values_list("pk", "translation_key"))
    present: dict[UUID, set[int]] = defaultdict(set)
    counted = (
        Registration.objects.filter(
            status=RegistrationStatus.ATTENDED, edition__offering__translation_key__in=keys.values()
        )
        .order_by()
        .values_list("edition__offering__translation_key", "edition")
        .annotate(count=Count("pk"))
    )
    for key, _edition, count in counted:
        present[key].add(count)
    for page in pages:
        yield prose.PageFacts(
            str(page.pk), findings=list(_attendance(page, present[keys[page.offering_id]])), is_offering=False
        )


def _attendance(page: NewsPage, present: Set[int]) -> Iterator[prose.Finding]:
    """`present` are the numbers of people who were there, one for each edition that this report may be about."""
    where = str(capfirst(NewsPage._meta.get_field("attendance").verbose_name))
    known = {"count": ", ".join(map(str, sorted(present))), "said": page.attendance}
    if present and page.attendance is None:
        told = _("Op de presentielijst staan %(count)s aanwezigen. Vul dat aantal in.")
        yield prose.Finding(prose.Kind.MISSING, told % known, where)
    elif present and page.attendance not in present:
        told = _("U noemt %(said)s aanwezigen; op de presentielijst staan er %(count)s.")
        yield prose.Finding(prose.Kind.COUNT, told % known, where)


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
    runs = [_run(edition) for edition in editions]
    findings += [finding for run in runs for finding in _planning(run)]
    return prose.PageFacts(str(page.pk), runs, findings)


def _editions(keys: Iterable[UUID]) -> dict[UUID, list[Edition]]:
    ended = [EditionStatus.CANCELLED, EditionStatus.COMPLETED]
    editions = (
        Edition.objects.filter(offering__translation_key__in=set(keys), access_key=None)
        .exclude(status__in=ended)
        .select_related("offering", "subsidy_scheme__funder", "vat_rule")
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
        edition.decision_date,
        _price(edition),
    )


def _price(edition: Edition) -> prose.Price:
    price = edition.price
    if price is None:
        return prose.Price()
    is_exempt = price.vat.category is VatCategory.EXEMPT
    return prose.Price(price.gross_cents, price.net_cents, price.asked_cents, price.payable_cents, is_exempt)


def _planning(run: prose.Run) -> list[prose.Finding]:
    """Days that can be, and that nobody would choose on purpose."""
    told = []
    closes_on = run.closes_at.date() if run.closes_at else None
    if closes_on and closes_on.weekday() in WEEKEND:
        told.append(
            _("Aanmelden sluit op %(day)s: wie dan nog een vraag heeft, krijgt geen antwoord.")
            % {"day": _day(closes_on)}
        )
    if run.decides_on and run.decides_on.weekday() in WEEKEND:
        told.append(_("De beslissing of het doorgaat valt op %(day)s.") % {"day": _day(run.decides_on)})
    if run.decides_on and closes_on and run.decides_on <= closes_on:
        told.append(
            _("U beslist op %(decision)s of het doorgaat, en aanmelden kan tot en met %(deadline)s. Beslis daarna.")
            % {"decision": _day(run.decides_on), "deadline": _day(closes_on)}
        )
    return [prose.Finding(prose.Kind.PLANNING, sentence) for sentence in told]


def _day(date: dt.date) -> str:
    return notation.day(date, language())


def _moment(start: dt.datetime, end: dt.datetime, walk_in: dt.datetime | None) -> prose.Moment:
    local = timezone.localtime
    return prose.Moment(local(start), local(end), local(walk_in) if walk_in else None)
