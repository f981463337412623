"""Reading a webinar page: published from its edition, previewed from what the editor typed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.api import Fact, counted, remembered, remembered_of
from events.contracts import EditionView, SessionView
from events.lifecycles import EditionStatus
from events.models import Session, WebinarPage
from events.queries.availability import Terms, availability
from events.queries.co_providers import co_providers
from events.queries.editions import EditionCard, edition_with_page, latest_edition_of
from events.queries.snapshots import session_view
from events.queries.wording import clock, day, duration, language, times, when_and_where


@dataclass(frozen=True)
class Host:
    """An organisation that invites, with the part it plays and what it learns of whoever signs up."""

    name: str
    url: str
    line: str


@dataclass(frozen=True)
class WebinarScreen:
    """A webinar with its facts. `card` is None while there is no time; `is_live` tells whether one can really sign up."""

    card: EditionCard | None
    facts: Sequence[Fact]
    hosts: Sequence[Host]
    privacy: Sequence[str]
    is_live: bool


@dataclass(frozen=True)
class Appointment:
    """What whoever signs up for a webinar reads back."""

    public_id: UUID
    title: str
    url: str
    facts: Sequence[Fact]


def appointment(public_id: UUID) -> Appointment | None:
    """The webinar of this edition in the reader's language, remembered; None when it is none, or off the site."""
    return remembered(f"appointment of {public_id} in {language()}", lambda: _appointment(public_id))


def _appointment(public_id: UUID) -> Appointment | None:
    edition, page = edition_with_page(public_id) or (None, None)
    if edition is None or not isinstance(page, WebinarPage):
        return None
    sessions = [session_view(session) for session in edition.sessions.all()]
    return Appointment(public_id, page.title, page.url or "", when_and_where(sessions))


def webinar_screen(page: WebinarPage, *, is_preview: bool) -> WebinarScreen:
    """What stands on the page, beside its own text."""
    running = counted(lambda: latest_edition_of(page), _told) if page.pk else None
    card = _previewed(page, running) if is_preview or running is None else running
    hosts, privacy = remembered_of(page, "hosts", lambda: _hosts(page))
    return WebinarScreen(
        card=card,
        facts=_facts(card) if card else [],
        hosts=hosts,
        privacy=privacy,
        is_live=running is not None and not is_preview,
    )


def _told(card: EditionCard | None) -> object:
    """What the page tells of its edition: of plenty of seats not how many."""
    return card if card is None or card.tells_seats else card.availability.status


def _hosts(page: WebinarPage) -> tuple[Sequence[Host], Sequence[str]]:
    hosts = [block.value for block in page.hosts if block.value["organisation"]]
    return [_host(value) for value in hosts], [provider.told for provider in co_providers(page)]


def _facts(card: EditionCard) -> list[Fact]:
    session = card.view.sessions[0]
    facts = [
        Fact(_("Datum"), day(session.starts_at)),
        Fact(_("Tijd"), times(session), duration(card.view.sessions)),
    ]
    if session.walk_in_at:
        facts.append(Fact(_("Digitale inloop"), _("vanaf %(time)s") % {"time": clock(session.walk_in_at)}))
    if session.medium:
        facts.append(Fact(_("Medium"), session.medium, _("in uw browser, niets te installeren")))
    return [*facts, Fact(_("Prijs"), card.cost)]


def _host(value: dict[str, object]) -> Host:
    organisation = value["organisation"]
    role = str(value["role"])
    line = _("%(role)s, ontvangt %(what)s") % {"role": role, "what": value["receives"]} if value["receives"] else role
    return Host(str(organisation), str(getattr(organisation, "website", "")), line)


def _previewed(page: WebinarPage, running: EditionCard | None) -> EditionCard | None:
    if not (page.starts_at and page.ends_at):
        return None
    session = SessionView(
        public_id=uuid4(),
        title="",
        starts_at=page.starts_at,
        ends_at=page.ends_at,
        walk_in_at=page.walk_in_at,
        mode=Session.Mode.ONLINE,
        place="",
        address="",
        medium=page.medium,
        meeting_provider="link",
        meeting_url="",
    )
    capacity = page.capacity or 1
    if running:
        view = replace(running.view, sessions=(session,), capacity=capacity)
    else:
        view = EditionView(
            public_id=uuid4(),
            offering_key=page.translation_key,
            title=page.title,
            label="",
            status=EditionStatus.OPEN,
            minimum=1,
            capacity=capacity,
            taken=0,
            sequence=0,
            is_free=True,
            sessions=(session,),
        )
    terms = Terms(closes_at=page.closes_at)
    return EditionCard(view, page, terms, None, availability(view, terms, timezone.now()))
