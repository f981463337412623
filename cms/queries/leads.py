"""Reading leads, the pages they come from and the places of calls."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db.models import Count, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms import notation
from cms.components import Fact, Status
from cms.lifecycles import LeadStatus
from cms.mail.leads import LEAVING
from cms.models import AcademySettings, CallPage, CallPlace, ContactPage, Lead, Person, ProgrammePage
from cms.queries.pages import public
from cms.queries.pictures import load_renditions

# The pages that have a form. Each page shares its key with its translations.
FORM_PAGES = (ContactPage, CallPage, ProgrammePage)
NEWEST = 5


@dataclass(frozen=True)
class Call:
    """What a call has to offer, counted from what was accepted."""

    places: Sequence[CallPlace]
    facts: Sequence[Fact]
    status: Status
    is_open: bool


@dataclass(frozen=True)
class NewLeads:
    """The newest of those that nobody took up."""

    newest: Sequence[Lead]
    count: int


def form_page(key: UUID) -> Page | None:
    """The published page with this translation key, in the language of the reader where there is one."""
    language = get_language() or settings.LANGUAGE_CODE
    pages = [page for page in public(Page.objects.filter(translation_key=key)) if page.specific_class in FORM_PAGES]
    pages.sort(key=lambda page: page.locale.language_code != language)
    if not pages:
        return None
    found: Page = pages[0].specific
    found.locale = pages[0].locale
    return found


def contacts_of(page: Page) -> list[Person]:
    """Who answers what is sent from this page: its people who have an e-mail address."""
    return [person for person in _people_of(page) if person.email]


def mailboxes_of(page: Page) -> list[str]:
    """Where what is sent from this page goes: to its people, else to the academy, else to the sender of our mails."""
    found = dict.fromkeys(person.email for person in contacts_of(page))
    if found:
        return list(found)
    academy = AcademySettings.objects.filter(site__is_default_site=True).first()
    _name, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return [(academy and academy.email) or sender]


def places_of(page: CallPage) -> list[CallPlace]:
    """The places of a call that is published; those of the editor's own text in a preview or a draft.

    The names are those of this page: its language may be another than that in which the places were made.
    """
    texts = {block.value["kind"]: block.value for block in page.places}
    stored = list(CallPlace.objects.filter(call_key=page.translation_key, places__gt=0)) if page.live else []
    if not stored:
        return [CallPlace(kind=kind, label=text["label"], places=text["places"] or 0) for kind, text in texts.items()]
    for place in stored:
        if place.kind in texts:
            place.label = texts[place.kind]["label"]
    return stored


def call(page: CallPage, today: dt.date | None = None) -> Call:
    """How many places are left and until when; in one query."""
    places = places_of(page)
    is_past = page.is_past(today or timezone.localdate())
    left = sum(place.left for place in places)
    facts = [Fact(_room(place), place.title, _left(place)) for place in places]
    if page.closes_on:
        facts.append(Fact(_("Aanmelden"), _("tot en met %(day)s") % {"day": _day(page.closes_on)}))
    return Call(places, facts, _status(left, page, is_past=is_past), is_open=left > 0 and not is_past)


def contact_cards(page: Page) -> list[Person]:
    """Who answers; the photos of all people of the page are fetched in one query."""
    load_renditions([person.photo for person in _people_of(page)])
    return contacts_of(page)


def leads_for_staff() -> QuerySet[Lead]:
    """Leads with what their list shows."""
    return Lead.objects.select_related("place", "page")


def new_leads() -> NewLeads:
    """What waits for somebody to take it up."""
    waiting = Lead.objects.filter(status=LeadStatus.NEW)
    return NewLeads(newest=list(waiting.order_by("-created_at")[:NEWEST]), count=waiting.count())


def waiting_for_dates(page_key: UUID) -> QuerySet[Lead]:
    """Who wants to hear of the next dates of the page with this translation key, and has not heard yet."""
    return Lead.objects.filter(
        kind=Lead.Kind.INTEREST,
        status__in=[LeadStatus.NEW, LeadStatus.IN_PROGRESS],
        page__translation_key=page_key,
    )


def interested_count(page_key: UUID) -> int:
    """How many people `tell_interested` would mail; who asked twice counts once."""
    found = waiting_for_dates(page_key).aggregate(people=Count(Lower("email"), distinct=True))
    return int(found["people"])


def is_leaving_key(key: str) -> bool:
    """Whether we made this key, whatever became of its row."""
    return _public_id(key) is not None


def interest_by_key(key: str) -> Lead | None:
    """Whom the key in our mails takes off the interest list; None when they are not on it any more."""
    public_id = _public_id(key)
    return Lead.objects.filter(kind=Lead.Kind.INTEREST, public_id=public_id).first() if public_id else None


def _public_id(key: str) -> UUID | None:
    try:
        return UUID(hex=signing.Signer(salt=LEAVING).unsign(key))
    except signing.BadSignature:
        return None


def settled_before(moment: dt.datetime, states: Iterable[LeadStatus]) -> QuerySet[Lead]:
    """Leads that were settled before a moment."""
    return Lead.objects.filter(status__in=sorted(states), settled_at__lt=moment)


def _people_of(page: Page) -> list[Person]:
    match page:
        case ContactPage() | CallPage():
            return [block.value["person"] for block in page.contacts if block.value["person"]]
        case ProgrammePage(contact=Person() as contact):
            return [contact]
        case _:
            return []


def _room(place: CallPlace) -> str:
    return ngettext("%(count)d plaats", "%(count)d plaatsen", place.places) % {"count": place.places}


def _left(place: CallPlace) -> str:
    if place.left == place.places:
        return _("nog vrij")
    if place.left == 0:
        return _("vergeven")
    return _("nog %(left)d vrij") % {"left": place.left}


def _status(left: int, page: CallPage, *, is_past: bool) -> Status:
    if is_past:
        return Status("closed", _("Gesloten"), _("De laatste dag om aan te melden is voorbij."))
    if left == 0:
        return Status("closed", _("Vol"), _("Alle plaatsen zijn vergeven."))
    word = ngettext("Nog %(left)d plaats", "Nog %(left)d plaatsen", left) % {"left": left}
    if page.closes_on is None:
        return Status("free", word, _("De oproep sluit als alle plaatsen vergeven zijn."))
    return Status(
        "free", word, _("U kunt uw organisatie aanmelden tot en met %(day)s.") % {"day": _day(page.closes_on)}
    )


def _day(day: dt.date) -> str:
    return notation.day(day, "en" if (get_language() or "nl").startswith("en") else "nl")
