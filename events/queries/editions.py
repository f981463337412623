"""Editions as visitors see them: one list for the home page, the agenda, programme pages and cards in articles.

However many editions: one query for them, one for their sessions, and for their pages one to find them and one a type.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from uuid import UUID

from django.db.models import F, Max, Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from betalingen.api import Fare, Price
from cms.api import Among, Fact, Given, LinkOut, Part, Prepared, ProgrammePage, TimelineBlock, notation, remembered
from events.bilingual import is_english, marked
from events.contracts import EditionView, SessionView
from events.lifecycles import EditionStatus
from events.locking import OPEN_TO_BOOKINGS
from events.models import Edition, PaysWhen
from events.queries.availability import FEW_SEATS, Availability, Terms, availability
from events.queries.leaving import cancellation_lines
from events.queries.offerings import live_offerings, own_page
from events.queries.prices import price_note
from events.queries.runs import Run, run_of, runs, with_seats, with_subsidy
from events.queries.wording import (
    clock,
    common_times,
    common_where,
    dates_of,
    duration,
    half_days,
    language,
    local_date,
    map_of,
    meeting_count,
    period,
    times,
    when_and_where,
    where,
)
from events.questions import options


@dataclass(frozen=True)
class EditionCard:
    """An edition with the page it belongs to, in the reader's language. No property asks the database."""

    view: EditionView
    page: Page
    terms: Terms
    fare: Fare | None
    availability: Availability

    @property
    def public_id(self) -> UUID:
        return self.view.public_id

    @property
    def url(self) -> str:
        """Where the page stands; "" while it is off the site."""
        return str(self.page.url or "") if self.page.live else ""

    @cached_property
    def price(self) -> Price | None:
        """What one place costs who books it today, and may have the subsidy when there is one."""
        return self.fare.charge(on=timezone.localdate()).price if self.fare else None

    @property
    def title(self) -> str:
        return str(self.page.title)

    @property
    def lang(self) -> str:
        """The language of the title, where it is not the reader's."""
        code = str(self.page.locale.language_code)
        return "" if code == language() else code

    @property
    def kind(self) -> str:
        """Webinar, Leergang, Leernetwerk ..."""
        return str(self.page.get_kind_display()) if isinstance(self.page, ProgrammePage) else _("Webinar")

    @property
    def kind_key(self) -> str:
        """The kind as the agenda filters on it."""
        return str(self.page.kind) if isinstance(self.page, ProgrammePage) else "webinar"

    @property
    def cancellation(self) -> list[str]:
        """What leaving costs, and until when."""
        first = self.view.starts_at
        return cancellation_lines(self.terms.cancellation_steps, local_date(first) if first else None)

    @property
    def label(self) -> str:
        """The name of the edition, or else the month in which it starts: juni 2027."""
        if self.view.label or not self.view.starts_at:
            return self.view.label
        return notation.month(local_date(self.view.starts_at), language())

    @property
    def pays_later(self) -> bool:
        """Whether who books a place now pays only once it is decided that it goes ahead."""
        is_undecided = self.view.status == EditionStatus.OPEN
        return is_undecided and self.terms.pays_when == PaysWhen.GO_AHEAD and not self.view.is_free

    @property
    def shows_seats(self) -> bool:
        """Whether a bar of seats says something: there is a minimum to reach, or hardly any are left."""
        return self.view.minimum > 1 or self.availability.left <= FEW_SEATS

    @property
    def tells_seats(self) -> bool:
        """Whether visitors read how many seats are left."""
        return self.shows_seats or self.availability.kind != "free"

    @property
    def is_past(self) -> bool:
        return self.availability.kind == "past"

    @property
    def first_dates(self) -> Sequence[dt.date]:
        """The days of the first meeting, for the date of a row."""
        blocks = notation.blocks(dates_of(self.view.sessions))
        return blocks[0] if blocks else []

    @property
    def cost(self) -> str:
        """€ 1.550,- without VAT, or "kosteloos"."""
        return (
            _("kosteloos") if self.view.is_free or not self.price else notation.euro(self.price.asked_cents, language())
        )

    @property
    def cost_note(self) -> str:
        """Behind the cost: "per persoon, exclusief btw, na subsidie"; "" when it is free."""
        return "" if self.view.is_free or not self.price else price_note(self.price)

    @property
    def facts(self) -> list[Fact]:
        """When and where it is."""
        return when_and_where(self.view.sessions)

    @property
    def note(self) -> str:
        """Beside the kind in a row: "kosteloos", "8 dagen"."""
        if isinstance(self.page, ProgrammePage) and self.view.sessions:
            return duration(self.view.sessions)
        return self.cost

    @property
    def details(self) -> str:
        """Under the title in a row: "12.30 – 14.00 uur · online via Webex", "5 bijeenkomsten · ... · € 1.550,-"."""
        sessions = self.view.sessions
        if not sessions:
            return _("de data volgen")
        if len(sessions) == 1:
            parts = [times(sessions[0]), where(sessions[0])]
        else:
            parts = [meeting_count(len(self.blocks)), period(sessions)]
        if isinstance(self.page, ProgrammePage):
            parts.append(self.cost)
        return " · ".join(parts)

    @property
    def summary(self) -> str:
        """Above a timeline: "5 bijeenkomsten, 8 dagen, 16 dagdelen. Steeds van 9.30 – 16.30 uur."""
        sessions = self.view.sessions
        counts = [
            meeting_count(len(self.blocks)),
            notation.day_count(len(dates_of(sessions)), language()),
            notation.half_days(half_days(sessions), language()),
        ]
        together = ", ".join(counts)
        if len(sessions) == 1:
            return f"{together}: {times(sessions[0])}, {where(sessions[0])}."
        same = common_times(sessions)
        place = common_where(sessions)
        always = " " + _("Steeds van %(times)s.") % {"times": same} if same else ""
        always += " " + _("Steeds %(where)s.") % {"where": place} if place else ""
        return f"{together}.{always}"

    @property
    def map(self) -> LinkOut | None:
        """Where it is on a map, when that is one place."""
        sessions = self.view.sessions
        return map_of(sessions[0]) if sessions and common_where(sessions) else None

    @property
    def period(self) -> str:
        """juni 2027 t/m januari 2028"""
        return period(self.view.sessions)

    @property
    def duration(self) -> str:
        """8 dagen"""
        return duration(self.view.sessions)

    @property
    def half_days(self) -> str:
        """16 dagdelen"""
        return notation.half_days(half_days(self.view.sessions), language())

    @cached_property
    def blocks(self) -> Sequence[TimelineBlock]:
        """The meetings, for a timeline."""
        grouped = groupby(self.view.sessions, key=lambda session: session.meeting)
        times, place = common_times(self.view.sessions), common_where(self.view.sessions)
        return [_timeline_block(list(sessions), times, place) for _number, sessions in grouped]

    @property
    def next_session(self) -> SessionView | None:
        """The session that is on, or the first one to come."""
        now = timezone.now()
        return next((session for session in self.view.sessions if session.ends_at > now), None)


def whole_editions() -> QuerySet[Edition]:
    """Editions with all that a card and a booking need; a second query for the sessions."""
    rules = ("offering", "vat_rule", "subsidy_scheme__funder")
    editions: QuerySet[Edition] = Edition.objects.select_related(*rules).prefetch_related("sessions")
    return editions


def _with_page(**key: Given | None) -> QuerySet[Edition]:
    types = ("offering__locale", "offering__programmepage", "offering__webinarpage")
    return whole_editions().select_related(*types).filter(**key)


_WITH_PAGE = Prepared(lambda: _with_page(public_id=Given("public_id")))
_PUBLIC_WITH_PAGE = Prepared(lambda: _with_page(public_id=Given("public_id"), access_key=None))
_CLOSED_WITH_PAGE = Prepared(lambda: _with_page(access_key=Given("access_key")))


def edition_with_page(public_id: UUID) -> tuple[Edition, Page] | None:
    """The edition, and its published page as `live_offerings` chooses it; None while that is not there.

    Two queries when the page is in the reader's language itself, else two more and one for each type of page.
    """
    return _shown(_WITH_PAGE(public_id=public_id))


def edition_with_seats(public_id: UUID) -> Edition | None:
    """The edition as remembered, with the seats of now: one query instead of the two of `whole_editions`."""
    read_now: list[Edition] = []

    def read() -> Edition | None:
        read_now.extend(_WHOLE(public_id=public_id))
        return next(iter(read_now), None)

    found = remembered(f"edition {public_id}", read)
    if found is None or read_now:
        return found
    return with_seats(found)


_WHOLE = Prepared(lambda: whole_editions().filter(public_id=Given("public_id")))


def public_edition_with_page(public_id: UUID) -> tuple[Edition, Page] | None:
    """As `edition_with_page`, for editions that everybody may see."""
    return _shown(_PUBLIC_WITH_PAGE(public_id=public_id))


def closed_edition_with_page(access_key: str) -> tuple[Edition, Page] | None:
    """As `edition_with_page`, for whoever has the private link."""
    return _shown(_CLOSED_WITH_PAGE(access_key=access_key))


def _shown(found: list[Edition]) -> tuple[Edition, Page] | None:
    if not found:
        return None
    [edition] = found
    page = own_page(edition.offering) or live_offerings([edition.offering.translation_key]).get(
        edition.offering.translation_key
    )
    return (edition, page) if page else None


def public_editions() -> QuerySet[Edition]:
    """Editions for everybody that are not a draft, with `first_at` and `last_at` (None without sessions)."""
    editions: QuerySet[Edition] = (
        whole_editions()
        .filter(access_key=None)
        .exclude(status=EditionStatus.DRAFT)
        .annotate(first_at=Min("sessions__starts_at"), last_at=Max("sessions__ends_at"))
    )
    return editions


def upcoming(limit: int | None = None) -> list[EditionCard]:
    """What is still to come or going on, soonest first; what has no dates yet is left out."""
    return cards(_coming()[:limit])


def upcoming_count() -> int:
    """How many there are of `upcoming`."""
    return _coming().count()


def highlights(first: int, featured: UUID | None = None) -> list[EditionCard]:
    """Of what is to come the `first` so many, the next webinar with room, and the next run of the featured offering.

    Soonest first, and as many rows read however much there is.
    """
    chosen = [_coming()[:first], _takes_registrations(_coming().filter(offering__webinarpage__isnull=False))[:1]]
    if featured:
        chosen.append(_coming().filter(offering__translation_key=featured)[:1])
    found, *others = (rows.values_list("pk", flat=True) for rows in chosen)
    return cards(public_editions().filter(pk__in=list(found.union(*others))).order_by("first_at", "pk"))


def _coming() -> QuerySet[Edition]:
    live = Page.objects.live().values("translation_key")
    return (
        public_editions()
        .filter(last_at__gt=timezone.now(), offering__translation_key__in=live)
        .exclude(status=EditionStatus.COMPLETED)
        .order_by("first_at", "pk")
    )


def _takes_registrations(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """Those of which `Availability.is_open` holds."""
    now = timezone.now()
    return editions.filter(
        Q(closes_at__isnull=True) | Q(closes_at__gt=now),
        status__in=OPEN_TO_BOOKINGS,
        first_at__gt=now,
        capacity__gt=F("taken") + F("reserved"),
    )


def past(limit: int) -> list[EditionCard]:
    """What has been, the latest first."""
    is_over = Q(last_at__lte=timezone.now()) | Q(status=EditionStatus.COMPLETED, last_at__isnull=False)
    editions = public_editions().filter(is_over).exclude(status=EditionStatus.CANCELLED)
    return cards(editions.order_by("-last_at", "pk")[:limit])


def editions_of(pages: Iterable[Page]) -> dict[UUID, list[EditionCard]]:
    """The editions of these pages that are not over, soonest first, by translation key; without dates comes last."""
    by_key = {page.translation_key: page for page in pages}
    now = timezone.now()
    found: dict[UUID, list[EditionCard]] = {key: [] for key in by_key}
    for run in runs(f"editions of {' '.join(map(str, by_key))}", lambda: _NOT_OVER(keys=list(by_key), now=now)):
        # What was not over when it was read may be by now.
        if run.view.ends_at is None or run.view.ends_at > now:
            key = run.view.offering_key
            found[key].append(_card(run, by_key[key]))
    return found


def _not_over() -> QuerySet[Edition]:
    return (
        public_editions()
        .filter(Among("offering__translation_key", Given("keys")))
        .filter(Q(last_at__gt=Given("now")) | Q(last_at__isnull=True))
        .exclude(status=EditionStatus.COMPLETED)
        .order_by(F("first_at").asc(nulls_last=True), "pk")
        .prefetch_related(None)
    )


_NOT_OVER = Prepared(_not_over)


def past_editions_of(pages: Sequence[Page]) -> dict[UUID, list[EditionCard]]:
    """The editions of these pages that are over, the latest first, by translation key; no query without pages."""
    if not pages:
        return {}
    by_key = {page.translation_key: page for page in pages}
    editions = (
        public_editions()
        .filter(offering__translation_key__in=by_key, last_at__lte=timezone.now())
        .order_by("-last_at", "pk")
    )
    found: dict[UUID, list[EditionCard]] = {key: [] for key in by_key}
    for edition in editions:
        key = edition.offering.translation_key
        found[key].append(card(edition, by_key[key]))
    return found


def latest_edition_of(page: Page) -> EditionCard | None:
    """The newest edition of a page, whatever its state but draft; a webinar has only this one."""
    key = page.translation_key
    latest = runs(f"latest edition of {key}", lambda: _LATEST(key=key))
    return _card(latest[0], page) if latest else None


def _latest() -> QuerySet[Edition]:
    editions = public_editions().filter(offering__translation_key=Given("key"))
    return editions.order_by("-pk").prefetch_related(None)[:1]


_LATEST = Prepared(_latest)


def card_of(edition: Edition) -> EditionCard:
    """For whoever has a personal link: also when the page is off the site."""
    key = edition.offering.translation_key
    page: Page = live_offerings([key], language()).get(key) or edition.offering.specific
    return card(edition, page)


def cards(editions: Iterable[Edition]) -> list[EditionCard]:
    """Cards in the same order; an edition whose page is not published is left out."""
    found = list(editions)
    pages = live_offerings(edition.offering.translation_key for edition in found) if found else {}
    keys = [edition.offering.translation_key for edition in found]
    known = with_subsidy([run_of(edition) for edition in found])
    return [_card(run, pages[key]) for run, key in zip(known, keys, strict=True) if key in pages]


def card(edition: Edition, page: Page) -> EditionCard:
    """No query when the sessions, VAT rule and subsidy scheme are at hand. It does not know what is left of a subsidy."""
    return _card(run_of(edition), page)


def card_to_book(edition: Edition, page: Page) -> EditionCard:
    """As `card`, knowing what is left of the subsidy by now: one query more when that has a ceiling."""
    [run] = with_subsidy([run_of(edition)])
    return _card(run, page)


def _card(run: Run, page: Page) -> EditionCard:
    view = replace(run.view, title=page.title)
    return EditionCard(view, page, run.terms, run.fare, availability(view, run.terms, timezone.now()))


def _timeline_block(sessions: Sequence[SessionView], usual_times: str, usual_place: str) -> TimelineBlock:
    first = sessions[0]
    days = dates_of(sessions)
    many = {2: _("tweedaagse"), 3: _("driedaagse")}.get(len(days)) or notation.day_count(len(days), language())
    note = [many if len(days) > 1 else duration(sessions), notation.half_days(half_days(sessions), language())]
    if not usual_times:
        note.append(common_times(sessions) or clock(first.starts_at))
    maps: list[LinkOut] = []
    if not usual_place:
        note += [where(session) for session in sessions]
        maps = [link for link in map(map_of, sessions) if link]
    parts = [
        Part(_("Ochtend"), marked(first.morning, first.english.morning)),
        Part(_("Middag"), marked(first.afternoon, first.english.afternoon)),
    ]
    return TimelineBlock(
        dates=days,
        title=marked(first.title, first.english.title) or (_("Bijeenkomst %(number)s") % {"number": first.meeting}),
        text=marked(first.description, first.english.description),
        note=" · ".join(dict.fromkeys(note)),
        parts=[part for part in parts if part.text],
        goals=[line for session in sessions for line in _goals(session)],
        maps=list(dict.fromkeys(maps)),
    )


def _goals(session: SessionView) -> list[str]:
    """What one learns, with each goal marked by itself: a list holds no other element."""
    if session.english.goals and is_english():
        return list(options(session.english.goals))
    return [marked(goal) for goal in options(session.goals)]
