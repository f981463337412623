"""An accepted offer as a contract: what it promises with its addenda, and what became of that. Nothing here is typed or stored."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone, translation

from events.lifecycles import QUEUED, SEATED, EditionStatus, QuoteStatus, RegistrationStatus
from events.locking import OPEN_TO_BOOKINGS
from events.models import Booking, Edition, Quote, Registration, WaitingListEntry
from events.queries.edition_lists import editions_for_staff
from events.queries.editions import EditionCard, cards, whole_editions
from events.queries.quote_sums import editions_offered


@dataclass(frozen=True)
class Progress:
    """How far a contract is. `agreed` editions; of these `planned` (not cancelled) with `places`, of which `delivered` are completed.

    `people` were agreed on; `registered` of them hold a place, and `trained` were there.
    """

    agreed: int
    planned: int
    delivered: int
    places: int
    people: int
    registered: int
    trained: int

    @property
    def missing(self) -> int:
        """Editions that are still to be planned."""
        return max(self.agreed - self.planned, 0)

    @property
    def is_finished(self) -> bool:
        """Something was delivered and nothing that was planned is still to come."""
        return 0 < self.planned == self.delivered

    @property
    def too_many(self) -> int:
        """Editions beyond what was agreed."""
        return max(self.planned - self.agreed, 0)

    def short_of(self, places: int = 0) -> int:
        """How many people have no place in what is planned, and `places` more."""
        return max(self.people - self.places - places, 0)


def contract_of(quote: Quote) -> Quote:
    """The contract that an offer belongs to: what it extends, else itself."""
    return quote.request.extends or quote


def is_contract(quote: Quote) -> bool:
    """Whether editions hang on this very offer: it was accepted, and extends no other."""
    return quote.status == QuoteStatus.ACCEPTED and quote.request.extends_id is None


def addenda_of(contract: Quote) -> QuerySet[Quote]:
    """Every offer that extends a contract, whatever its state, oldest first."""
    found: QuerySet[Quote] = Quote.objects.filter(request__extends=contract).select_related("request").order_by("pk")
    return found


def follow_ups_of(contract: Quote) -> QuerySet[Quote]:
    """Every offer that followed a contract, whatever its state, oldest first."""
    found: QuerySet[Quote] = Quote.objects.filter(request__follows=contract).select_related("request").order_by("pk")
    return found


def progress_of(contract: Quote) -> Progress:
    """Five queries, however many editions and addenda there are."""
    accepted = [contract, *addenda_of(contract).filter(status=QuoteStatus.ACCEPTED).prefetch_related("lines")]
    planned = contract.editions.exclude(status=EditionStatus.CANCELLED)
    capacities = list(planned.values_list("status", "capacity"))
    taking_part = Registration.objects.filter(edition__quote=contract, status__in=SEATED)
    was_there = Q(status=RegistrationStatus.ATTENDED)
    # Who comes twice is one person; a seat without a name counts as somebody else.
    counts = taking_part.aggregate(
        named=Count(Lower("email"), filter=~Q(email=""), distinct=True),
        unnamed=Count("pk", filter=Q(email="")),
        trained=Count(Lower("email"), filter=was_there & ~Q(email=""), distinct=True),
    )
    return Progress(
        agreed=sum(editions_offered(quote) for quote in accepted),
        planned=len(capacities),
        delivered=sum(status == EditionStatus.COMPLETED for status, _capacity in capacities),
        places=sum(capacity for _status, capacity in capacities),
        people=sum(quote.request.head_count for quote in accepted),
        registered=counts["named"] + counts["unnamed"],
        trained=counts["trained"],
    )


def editions_of_contract(contract: Quote) -> QuerySet[Edition]:
    """For the screen, in the order of time."""
    found: QuerySet[Edition] = editions_for_staff().filter(quote=contract).order_by("first_at", "pk")
    return found


def attachable_editions(contract: Quote) -> QuerySet[Edition]:
    """Editions that could be of a contract: of its programme, closed, of no contract, not cancelled, free of charge (the order of the
    contract pays), and without anybody of another organisation."""
    asked = contract.request
    ours = Q(organisation_name="") | Q(organisation_name__iexact=asked.organisation_name)
    if asked.organisation_id:
        ours |= Q(organisation=asked.organisation_id)
    others = Booking.objects.filter(edition=OuterRef("pk")).exclude(ours)
    found: QuerySet[Edition] = (
        editions_for_staff()
        .filter(offering=asked.offering_id, quote=None, access_key__isnull=False, gross_price_cents=0)
        .exclude(status=EditionStatus.CANCELLED)
        .exclude(Exists(others))
        .order_by("first_at", "pk")
    )
    return found


def detachable_editions(contract: Quote) -> QuerySet[Edition]:
    """Editions of a contract in which nobody has a place, and nobody waits for one."""
    placed = Registration.objects.filter(edition=OuterRef("pk"), status__in=SEATED)
    waiting = WaitingListEntry.objects.filter(edition=OuterRef("pk"), status__in=QUEUED)
    found: QuerySet[Edition] = editions_of_contract(contract).filter(~Exists(placed), ~Exists(waiting), taken=0)
    return found


def employees_url(contract: Quote) -> str:
    """Where employees choose one of the editions, in the language of whoever asked; "" before any was planned."""
    if not contract.employees_key:
        return ""
    with translation.override(contract.request.language):
        return f"{settings.SITE_URL}{reverse('events:choose_edition', args=[contract.employees_key])}"


@dataclass(frozen=True)
class Choice:
    """What employees choose from: editions of the `contract` with free seats; `full` more are still to come without any."""

    contract: Quote
    cards: Sequence[tuple[str, EditionCard]]
    full: int


def choice_behind(employees_key: str) -> Choice | None:
    """None when nobody has this key. Each card comes with the private address of its edition."""
    contract = Quote.objects.select_related("request__offering").filter(employees_key=employees_key).first()
    if contract is None:
        return None
    coming = whole_editions().filter(quote=contract, team="", access_key__isnull=False, status__in=OPEN_TO_BOOKINGS)
    keys = {edition.public_id: edition.access_key for edition in coming}
    begun = timezone.now()
    found = [each for each in cards(coming) if each.view.starts_at and each.view.starts_at > begun]
    found.sort(key=lambda each: each.view.starts_at or begun)
    free = [each for each in found if each.availability.is_open]
    addresses = [reverse("events:register_invited", args=[keys[each.public_id]]) for each in free]
    return Choice(contract, list(zip(addresses, free, strict=True)), len(found) - len(free))
