"""What events and its plugins say to each other: small, frozen, no models.

Moments are aware datetimes; money never passes here. A `public_id` may be shown to anybody, an address that holds an
access key only to the person it belongs to.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol, runtime_checkable
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cms.api import Problem
from events.bilingual import in_words_of_reader
from events.lifecycles import RegistrationStatus
from events.questions import Answer, Question
from events.workgroups import Workgroup

Text = str | Promise

DEFINITE = frozenset({RegistrationStatus.CONFIRMED, RegistrationStatus.ATTENDED, RegistrationStatus.ABSENT})


@dataclass(frozen=True)
class SessionWords:
    """What is said of a session in English, "" where nothing is."""

    title: str = ""
    description: str = ""
    morning: str = ""
    afternoon: str = ""
    goals: str = ""


@dataclass(frozen=True)
class SessionView:
    """One day or part of a day; those with the same `meeting` number are one meeting of several days.

    `mode` is "on_site", "online" or "hybrid"; `meeting_provider` is "" for a bare link.
    """

    public_id: UUID
    title: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    walk_in_at: dt.datetime | None
    mode: str
    place: str
    address: str
    medium: str
    meeting_provider: str
    meeting_url: str
    meeting: int = 1
    description: str = ""
    morning: str = ""
    afternoon: str = ""
    goals: str = ""  # what one learns, a line each
    host: str = ""  # the organisation whose guests the participants are
    directions: str = ""  # for participants only
    english: SessionWords = SessionWords()

    @property
    def title_text(self) -> str:
        """The title in the active language; Dutch where there is no English."""
        return in_words_of_reader(self.title, self.english.title)

    @property
    def place_follows(self) -> bool:
        """Somewhere on location, but nobody knows where yet."""
        return self.mode != "online" and not self.place

    @property
    def map_url(self) -> str:
        """Where a map shows the place, to plan a route with; "" when it is online or nobody knows yet. A link, so nothing is
        asked of the map before somebody follows it."""
        if self.mode == "online" or not self.place:
            return ""
        asked = ", ".join(part for part in (self.address, self.place) if part)
        return f"https://www.openstreetmap.org/search?{urlencode({'query': asked})}"

    @property
    def opens_at(self) -> dt.datetime:
        """When the door opens: at the walk-in time, else at the start."""
        return self.walk_in_at or self.starts_at


@dataclass(frozen=True)
class EditionView:
    """One run of an offering. `offering_key` is what a page shares with its translations; `status` as in lifecycles.

    `reserved` are the seats that belong to the waiting list.
    """

    public_id: UUID
    offering_key: UUID
    title: str
    label: str
    status: str
    minimum: int
    capacity: int
    taken: int
    sequence: int
    is_free: bool
    sessions: tuple[SessionView, ...]
    questions: tuple[Question, ...] = ()
    names_until: dt.datetime | None = None
    email_domains: tuple[str, ...] = ()
    reserved: int = 0
    has_intake: bool = False
    workgroups: tuple[Workgroup, ...] = ()
    team: str = ""  # of the organisation that it is for alone

    @property
    def left(self) -> int:
        """The seats that anybody may take."""
        return max(self.capacity - self.taken - self.reserved, 0)

    @property
    def starts_at(self) -> dt.datetime | None:
        """The first moment; None while there are no dates."""
        return self.sessions[0].starts_at if self.sessions else None

    @property
    def ends_at(self) -> dt.datetime | None:
        """The last moment; None while there are no dates."""
        return max(session.ends_at for session in self.sessions) if self.sessions else None

    @property
    def names_close_at(self) -> dt.datetime | None:
        """Until when somebody else may come; None while there are no dates."""
        return self.names_until or self.starts_at


@dataclass(frozen=True)
class RegistrationView:
    """A participant in an edition; `personal_url` is absolute and secret. `answers` holds those of the steps, by key.

    While the booker still has to name somebody, `unnamed_in` is the booking: name, address and personal page are then those
    of the booker.
    """

    public_id: UUID
    number: str
    name: str
    email: str
    function: str
    organisation_name: str
    status: str
    language: str
    personal_url: str
    edition: EditionView
    answers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    unnamed_in: UUID | None = None
    workgroup: str = ""  # the Dutch title of the one that was chosen

    @property
    def workgroup_text(self) -> str:
        """The same in the active language; Dutch where there is no English."""
        chosen = (each for each in self.edition.workgroups if each.title == self.workgroup)
        return next((each.title_text for each in chosen), self.workgroup)

    @property
    def is_named(self) -> bool:
        return self.unnamed_in is None

    @property
    def takes_part(self) -> bool:
        """Whether this is somebody with a definite place, to come or had."""
        return self.is_named and self.status in DEFINITE

    @property
    def shown_name(self) -> str:
        """Who will come, or that we will hear."""
        return self.name if self.is_named else _("naam volgt")


@dataclass(frozen=True)
class QuoteView:
    """One version of an offer to an organisation; `personal_url` is absolute and secret."""

    public_id: UUID
    number: str
    version: int
    status: str
    title: str
    organisation_name: str
    contact_name: str
    email: str
    language: str
    personal_url: str


class MeetingProvider(Protocol):
    """Where an online session meets, when its address is known without asking anybody: a plain link, a room by its name.

    Where a service must be asked for a room and keeps a list of who may come in, it is a MeetingService.
    """

    @property
    def key(self) -> str: ...

    @property
    def label(self) -> Text: ...

    def schedule(self, session: SessionView) -> str:
        """The address of the room, "" when there is none yet: no database, no network."""

    def invite(self, session: SessionView, registration: RegistrationView) -> str:
        """The address where this participant joins; "" when it cannot be given (yet). Never in a transaction."""

    def withdraw(self, session: SessionView, registration: RegistrationView) -> None:
        """Take the participant off the list of the room. Runs in a job, never in a transaction."""

    def check_configuration(self) -> Sequence[Problem]:
        """What is wrong with the settings: no database, no network."""


class MeetingFault(StrEnum):
    """Why a meeting service did not do what was asked."""

    UNREACHABLE = "unreachable"
    BUSY = "busy"
    NO_ACCESS = "no_access"
    REFUSED = "refused"
    GUEST_REFUSED = "guest_refused"
    SWITCHED_OFF = "switched_off"


class MeetingFailure(Exception):
    """A meeting service did not do what was asked; it is asked again later, no sooner than `retry_after` seconds.

    `detail` is for the log: the status and the code of the service, never its text, which repeats names and addresses.
    """

    def __init__(self, fault: MeetingFault, detail: str, *, retry_after: int = 0) -> None:
        super().__init__(f"{fault.value} ({detail})")
        self.fault, self.retry_after = fault, retry_after


class RoomGone(Exception):
    """The service does not have this room, or this guest, any more."""


@dataclass(frozen=True)
class RoomRequest:
    """The room that a session needs. `reference` stays that of the session, so that a room is found back by it."""

    reference: UUID
    subject: str
    starts_at: dt.datetime
    ends_at: dt.datetime


@dataclass(frozen=True)
class Room:
    """A room at a service: how the service calls it, and where everybody may come in ("" when nobody may without a link of
    their own)."""

    external_id: str
    address: str


@dataclass(frozen=True)
class Guest:
    """Somebody on the list of a room: how the service calls them, their e-mail address, and where they alone come in."""

    external_id: str
    email: str
    address: str


@runtime_checkable
class MeetingService(Protocol):
    """A service that is asked for rooms over the network, and keeps a list of who may come in.

    Asked in jobs only, never in a transaction, and for one room by one job at a time. A job may die between the answer and
    the noting of it: what is asked for again must not be there twice. Every method raises MeetingFailure, the message
    without names, addresses and secrets.
    """

    @property
    def key(self) -> str: ...

    @property
    def label(self) -> Text: ...

    def open_room(self, request: RoomRequest) -> Room:
        """Make the room; one with this reference that is there already is brought up to date instead."""

    def change_room(self, room: Room, request: RoomRequest) -> Room:
        """Give the room another subject and other times. Raises RoomGone."""

    def close_room(self, room: Room) -> None:
        """Take the room away; one that is gone is fine."""

    def guests(self, room: Room) -> Sequence[Guest]:
        """Who is on the list; asked when it is not known what came of letting somebody in. Raises RoomGone."""

    def let_in(self, room: Room, registration: RegistrationView) -> Guest:
        """Put a participant on the list. Raises RoomGone."""

    def keep_out(self, room: Room, guest: Guest) -> None:
        """Take somebody off the list; who is not on it, or a room that is gone, is fine."""

    def check_configuration(self) -> Sequence[Problem]:
        """What is wrong with the settings: no database, no network."""


@dataclass(frozen=True)
class MailVariable:
    """One more placeholder in the mails about a registration: `{key}` becomes `value(registration)`.

    Asked for each mail, in its language and inside the transaction that leaves it: no network, and no query if it can be.
    """

    key: str
    meaning: Text
    value: Callable[[RegistrationView], str]


@dataclass(frozen=True)
class Participant:
    """Somebody who is being registered; without name and address it is a seat for somebody who is named later.

    `workgroup` is the key of the one they choose, "" for none (yet).
    """

    name: str
    email: str
    function: str = ""
    answers: tuple[Answer, ...] = ()
    workgroup: str = ""

    @property
    def is_named(self) -> bool:
        return bool(self.email)


@dataclass(frozen=True)
class BookingDraft:
    """What a visitor has filled in so far: nobody holds a seat yet. `answers` are cleaned and JSON-able, by step."""

    edition: EditionView
    participants: tuple[Participant, ...]
    answers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Continue:
    """The step has what it needs."""


@dataclass(frozen=True)
class Wait:
    """The places are kept, but somebody must look first: the registrations go to `intake` and nothing is paid yet.

    `then` tells the visitor what happens next, and when.
    """

    then: Text


@dataclass(frozen=True)
class Refuse:
    """The booking may not go on; `reason` is a whole sentence for the visitor."""

    reason: Text


Outcome = Continue | Wait | Refuse


class RegistrationStep(Protocol):
    """One more screen on the way to a registration.

    The screens run participants -> (steps) -> payment -> check. `after` is "participants" or the key of another step;
    steps with the same `after` keep the order of the plugins. What the form cleans must be JSON-able (no model
    instances, no files); it is kept with the booking under `answers[key]`.
    """

    @property
    def key(self) -> str: ...

    @property
    def title(self) -> Text: ...

    @property
    def after(self) -> str: ...

    @property
    def form_class(self) -> type[forms.BaseForm]: ...

    def applies_to(self, edition: EditionView) -> bool:
        """Whether this edition asks for the step. Answers from the edition alone: no queries."""

    def outcome(self, draft: BookingDraft) -> Outcome:
        """Judge the answers; asked when the screen is left and once more when the booking is placed."""


@runtime_checkable
class FittedStep(Protocol):
    """What a RegistrationStep has as well when its form depends on the edition; `form_class` then is not asked for."""

    def form_for(self, edition: EditionView) -> type[forms.BaseForm]:
        """The form for this edition. Answers from the edition alone: no queries."""


@dataclass(frozen=True)
class PortalSection:
    """A piece of somebody's personal page: `template` is rendered with the page's context plus `context`, and with
    `portal_url`, where the pages of the PortalPage with the same key are."""

    key: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    order: int = 100  # lower comes first


@dataclass(frozen=True)
class PortalVisit:
    """Somebody at a page under their personal page. `rest` is what follows on `url` in the address, without the last slash."""

    request: HttpRequest
    registration: RegistrationView
    rest: str
    url: str
    back_url: str  # the personal page


@dataclass(frozen=True)
class PortalPage:
    """The pages under the personal page whose address continues with `key`.

    The site finds the registration by its key, and asks nobody when there is none, when it has no name yet, or when a form
    comes from another site. What is answered is kept by no cache and found by no search engine; raise Http404 for a `rest` that
    is not yours.
    """

    key: str
    respond: Callable[[PortalVisit], HttpResponse]


@dataclass(frozen=True)
class EditionVisit:
    """A colleague at a screen about an edition; `rest` as with PortalVisit."""

    request: HttpRequest
    edition: EditionView
    rest: str
    url: str
    back_url: str  # the screen of the edition


@dataclass(frozen=True)
class EditionScreen:
    """Screens of the admin about one edition, with a button of that `label` on its own screen.

    Only colleagues who may change the edition and see its people get there.
    """

    key: str
    label: Text
    respond: Callable[[EditionVisit], HttpResponse]


@dataclass(frozen=True, kw_only=True)
class SessionMoment:
    """When a session of an edition will be; without `session` a new one with this `title`, where the last one is."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    session: UUID | None = None
    title: str = ""


@dataclass(frozen=True)
class CertificateObjections:
    """Who gets no certificate yet: a sentence for colleagues by the public id of the registration."""

    key: str
    reasons: Mapping[UUID, Text]


@dataclass(frozen=True)
class ParticipantFile:
    """A file that a participant handed in."""

    name: str
    content_type: str
    content: bytes
