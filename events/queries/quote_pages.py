"""An offer as the organisation sees it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from betalingen.api import OrderSum, OrderView, order_view, vat_label, vat_wording
from cms.api import Column, Status, notation
from events.lifecycles import QuoteStatus
from events.locking import OPEN_TO_BOOKINGS
from events.models import Quote
from events.queries.contracts import Progress, editions_of_contract, employees_url, is_contract, progress_of
from events.queries.quote_sums import editions_offered, quote_sum
from events.queries.snapshots import invitation_url
from events.queries.wording import language

# What nobody outside the academy may see yet.
HIDDEN = {QuoteStatus.REQUESTED, QuoteStatus.DRAFT}


@dataclass(frozen=True)
class Fit:
    """Whether the groups have room for everybody: `places`, and what that means in a sentence."""

    places: int
    words: str
    verdict: str


@dataclass(frozen=True)
class ContractPart:
    """How it goes on after a yes: the `progress`, where employees choose, and the link of each edition that is for one team."""

    progress: Progress
    employees_url: str
    teams: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class QuotePage:
    """One version of an offer with its lines, sums and state."""

    quote: Quote
    status: Status
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    sums: Sequence[tuple[str, str]]
    vat_wording: str
    total: OrderSum | None
    fits: Sequence[Fit]
    agreements: Sequence[str]
    newer: Quote | None
    order: OrderView | None
    contract: ContractPart | None
    has_report: bool

    @property
    def can_be_answered(self) -> bool:
        return self.status.kind == "maybe"


def quote_page(access_key: str) -> QuotePage | None:
    """None when nobody has this key, or the offer was not sent yet."""
    quote = _complete().filter(access_key=access_key).exclude(status__in=HIDDEN).first()
    return _page(quote) if quote else None


def quote_preview(pk: int) -> QuotePage:
    """What the organisation will see, without a way to answer; also of a draft. Raises Quote.DoesNotExist."""
    told = Status("closed", _("Voorbeeld"), _("Hier geeft de klant akkoord."))
    return replace(_page(_complete().get(pk=pk)), status=told, newer=None)


def _complete() -> QuerySet[Quote]:
    quotes: QuerySet[Quote] = Quote.objects.select_related(
        "request__offering", "request__follows", "vat_rule", "contact__photo", "closing_report"
    )
    return quotes.prefetch_related("lines")


def _page(quote: Quote) -> QuotePage:
    lines = list(quote.lines.all())
    total = quote_sum(quote)
    newer = (
        quote.request.quotes.filter(version__gt=quote.version).exclude(status__in=HIDDEN).order_by("-version").first()
    )
    contract = _contract(quote)
    return QuotePage(
        quote=quote,
        status=_status(quote, newer, contract),
        columns=[
            Column(_("Onderdeel")),
            *(Column(label, is_number=True) for label in (_("Aantal"), _("Prijs"), _("Bedrag"))),
        ],
        rows=[
            [line.description, str(line.quantity), _euro(line.unit_price_cents), _euro(line.amount_cents)]
            for line in lines
        ],
        sums=_sums(total),
        vat_wording=vat_wording(quote.vat_rule.terms) if quote.vat_rule else "",
        total=total,
        fits=_fits(quote, editions_offered(quote)),
        agreements=[line.strip() for line in quote.agreements.splitlines() if line.strip()],
        newer=newer,
        order=order_view(f"quote:{quote.public_id}") if quote.order_id else None,
        contract=contract,
        has_report=hasattr(quote, "closing_report") and quote.closing_report.sent_at is not None,
    )


def _contract(quote: Quote) -> ContractPart | None:
    """None until editions are planned, and of an addendum: its editions are those of the contract."""
    if not is_contract(quote) or not quote.employees_key:
        return None
    of_teams = editions_of_contract(quote).exclude(team="").filter(status__in=OPEN_TO_BOOKINGS)
    return ContractPart(
        progress_of(quote), employees_url(quote), [(edition.team, invitation_url(edition)) for edition in of_teams]
    )


def _status(quote: Quote, newer: Quote | None, contract: ContractPart | None) -> Status:
    day = notation.day(quote.valid_until, language()) if quote.valid_until else ""
    is_over = quote.valid_until is not None and quote.valid_until < timezone.localdate()
    match QuoteStatus(quote.status):
        case QuoteStatus.SENT if not is_over:
            return Status(
                "maybe", _("Wacht op uw akkoord"), _("geldig tot en met %(day)s") % {"day": day} if day else ""
            )
        case QuoteStatus.ACCEPTED if contract:
            told = _("%(delivered)d van %(agreed)d edities gegeven, %(planned)d gepland.")
            counts = contract.progress
            return Status(
                "go",
                _("Akkoord"),
                told % {"delivered": counts.delivered, "agreed": counts.agreed, "planned": counts.planned},
            )
        case QuoteStatus.ACCEPTED:
            return Status("go", _("Akkoord"), _("Wij nemen contact op om de data te plannen."))
        case QuoteStatus.DECLINED:
            return Status("off", _("Niet akkoord"), _("U wees deze offerte af. Bedacht u zich? Bel of mail ons."))
        case QuoteStatus.WITHDRAWN if newer:
            return Status("off", _("Vervangen"), _("Er is een nieuwe versie van deze offerte."))
        case QuoteStatus.WITHDRAWN:
            return Status("off", _("Ingetrokken"), _("Deze offerte geldt niet meer. Vragen? Bel of mail ons."))
        case _:
            return Status("past", _("Verlopen"), _("Deze offerte was geldig tot en met %(day)s.") % {"day": day})


def _sums(total: OrderSum | None) -> list[tuple[str, str]]:
    if total is None:
        return []
    vat = [(vat_label(part.vat), _euro(part.vat_cents)) for part in total.vat]
    return [(_("Zonder btw"), _euro(total.asked_cents)), *vat, (_("Totaal"), _euro(total.total_cents))]


def _fits(quote: Quote, groups: int) -> list[Fit]:
    """The head-count against the wanted group size, and against groups that turn out two smaller."""
    size = quote.request.group_size
    if not size or groups < 1:
        return []
    sizes = [size, size - 2] if size > 4 else [size]
    return [_fit(quote.request.head_count, groups, each) for each in sizes]


def _fit(head_count: int, groups: int, size: int) -> Fit:
    places = groups * size
    words = ngettext(
        "plaatsen bij %(size)s deelnemer per groep.", "plaatsen bij %(size)s deelnemers per groep.", size
    ) % {"size": size}
    short = head_count - places
    if short <= 0:
        told = _("U noemde %(count)s medewerkers: dat past.")
        return Fit(places, words, told % {"count": notation.number(head_count, language())})
    needed = -(-head_count // size)
    told = _("U noemde %(count)s medewerkers, dan komt u %(short)s plaatsen tekort: reken op %(needed)s groepen.")
    return Fit(
        places, words, told % {"count": notation.number(head_count, language()), "short": short, "needed": needed}
    )


def _euro(cents: int) -> str:
    return notation.euro_table(cents, language())
