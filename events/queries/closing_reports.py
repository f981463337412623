"""What became of a contract, for the organisation that it is with: counts, and never who.

Nothing is told of fewer than three people: colleagues know who they are.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from betalingen.api import OrderTotals, order_totals
from cms.api import AcademySettings, Column, Quotation, notation, typeset
from events.lifecycles import SEATED, EditionStatus, QuoteStatus, RegistrationStatus
from events.models import Attendance, ClosingReport, Edition, Evaluation, Quote, Registration
from events.queries.composition import FEWEST, department_questions, departments_of
from events.queries.contracts import Progress, addenda_of, editions_of_contract, progress_of
from events.queries.snapshots import absolute_url
from events.queries.wording import language, local_date


@dataclass(frozen=True)
class Speaker:
    """What somebody lets us publish. No name, though they may have agreed to that for the site: their employer reads this."""

    text: str
    function: str


@dataclass(frozen=True)
class Part:
    """A heading with lines of a label and a count or an amount."""

    heading: str
    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Report:
    """A closing report as it is read now, in the active language; `rows` has a line for each edition that was completed."""

    quote: Quote
    as_of: str
    facts: Sequence[tuple[str, str]]
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    parts: Sequence[Part]
    quotations: Sequence[Speaker]
    remarks: Sequence[str]
    privacy: str


def shared_report(access_key: str) -> Report | None:
    """None when nobody has this key, or the report was not sent yet."""
    found = ClosingReport.objects.filter(
        quote__access_key=access_key, quote__status=QuoteStatus.ACCEPTED, sent_at__isnull=False
    ).select_related("quote__request")
    report = found.first()
    return report_of(report) if report else None


def report_of(report: ClosingReport) -> Report:
    """As many queries however many editions and people there were."""
    contract = report.quote
    editions = list(editions_of_contract(contract).filter(status=EditionStatus.COMPLETED).prefetch_related("sessions"))
    progress = progress_of(contract)
    grades = _grades(editions)
    parts = [
        Part(_("Aanwezigheid per bijeenkomst"), _sessions(editions)),
        Part(_("Uit welke afdelingen"), _departments(editions, report.department_question)),
        Part(_("Facturen en betalingen"), _money(contract)),
    ]
    return Report(
        quote=contract,
        as_of=_("Stand op %(day)s") % {"day": notation.date_of(timezone.localdate(), language())},
        facts=_facts(progress, grades),
        columns=[
            Column(_("Editie")),
            *(
                Column(label, is_number=True)
                for label in (_("Plaatsen"), _("Aangemeld"), _("Aanwezig"), _("Certificaten"), _("Cijfer"))
            ),
        ],
        rows=_rows(editions, grades),
        parts=[part for part in parts if part.rows],
        quotations=_quotations(editions),
        remarks=[part.strip() for part in report.remarks.replace("\r\n", "\n").split("\n\n") if part.strip()],
        privacy=_("Dit verslag noemt geen deelnemers. Over groepen van minder dan drie mensen vertellen we niets."),
    )


def department_choices(contract: Quote) -> list[str]:
    """The questions by whose answers people can be counted."""
    return department_questions(list(contract.editions.exclude(status=EditionStatus.CANCELLED)))


def names_in(contract: Quote, text: str) -> list[str]:
    """Who of those who signed up is named in a text."""
    names = Registration.objects.filter(edition__quote=contract).exclude(name="").values_list("name", flat=True)
    return sorted({name for name in names if re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)})


def report_url(contract: Quote) -> str:
    """Where the organisation reads it, in its language."""
    return absolute_url("events:report", contract.access_key, language=contract.request.language)


def report_pdf(report: Report) -> bytes:
    """On paper, in the active language."""
    academy = AcademySettings.objects.filter(site__is_default_site=True).first() or AcademySettings()
    content = {
        "language": language(),
        "title": _("Eindverslag: %(title)s") % {"title": report.quote.title},
        "kind": _("Eindverslag"),
        "subject": report.quote.title,
        "organisation": report.quote.request.organisation_name,
        "academy": academy.texts.name,
        "sender": [line for line in (academy.phone, academy.email) if line],
        "footer": [academy.texts.name, report.as_of],
        "page": _("Pagina {page} van {pages}"),
        "facts": report.facts,
        "remarks": [_("Wat we u willen meegeven"), report.remarks],
        "columns": [str(column.label) for column in report.columns],
        "editions": [_("De edities"), report.rows],
        "parts": [[part.heading, part.rows] for part in report.parts],
        "quotations": [_("Wat deelnemers zeiden"), [[each.text, each.function] for each in report.quotations]],
        "privacy": report.privacy,
    }
    return typeset("report", content, made_at=timezone.now())


def _facts(progress: Progress, grades: Mapping[int, Sequence[int]]) -> list[tuple[str, str]]:
    told = [
        (
            _("Gegeven"),
            ngettext("%(delivered)d van %(agreed)d editie", "%(delivered)d van %(agreed)d edities", progress.agreed)
            % {"delivered": progress.delivered, "agreed": progress.agreed},
        ),
        (
            _("Aangemeld"),
            _("%(registered)s van %(people)s medewerkers")
            % {"registered": _number(progress.registered), "people": _number(progress.people)},
        ),
    ]
    if progress.registered >= FEWEST:
        told.append((_("Getraind"), _("%(trained)s medewerkers") % {"trained": _number(progress.trained)}))
    every = [grade for given in grades.values() for grade in given]
    if every:
        words = _("%(grade)s gemiddeld, van %(count)s antwoorden")
        told.append((_("Cijfer"), words % {"grade": _average(every), "count": _number(len(every))}))
    return told


def _rows(editions: Collection[Edition], grades: Mapping[int, Sequence[int]]) -> list[list[str]]:
    attended = Q(registrations__status=RegistrationStatus.ATTENDED)
    counts = {
        edition.pk: edition
        for edition in Edition.objects.filter(pk__in=[edition.pk for edition in editions]).annotate(
            registered=Count("registrations", filter=Q(registrations__status__in=SEATED)),
            attended=Count("registrations", filter=attended),
            certified=Count("registrations__certificate", filter=attended),
        )
    }
    rows = []
    for edition in editions:
        counted: Any = counts[edition.pk]
        enough = counted.registered >= FEWEST
        rows.append(
            [
                _when(edition),
                str(edition.capacity),
                str(counted.registered),
                str(counted.attended) if enough else "–",
                str(counted.certified) if enough else "–",
                _average(grades[edition.pk]) if grades.get(edition.pk) else "–",
            ]
        )
    return rows


def _when(edition: Any) -> str:
    dates = [local_date(session.starts_at) for session in edition.sessions.all()]
    return ", ".join(filter(None, (notation.days(sorted(set(dates)), language()), edition.team)))


def _sessions(editions: Collection[Edition]) -> list[tuple[str, str]]:
    """Of those of whom it was noted, how many were there."""
    noted = {
        row["session"]: row
        for row in Attendance.objects.filter(session__edition__in=editions)
        .values("session")
        .annotate(all=Count("pk"), present=Count("pk", filter=Q(present=True)))
    }
    told = []
    for edition in editions:
        for session in edition.sessions.all():
            row = noted.get(session.pk)
            if row and row["all"] >= FEWEST:
                day = notation.day(local_date(session.starts_at), language())
                words = _("%(percentage)d%% van %(count)s") % {
                    "percentage": round(100 * row["present"] / row["all"]),
                    "count": _number(row["all"]),
                }
                told.append((", ".join(filter(None, (day, session.title, edition.team))), words))
    return told


def _departments(editions: Collection[Edition], question: str) -> list[tuple[str, str]]:
    counts = departments_of(editions, question) if question else []
    return [(answer, _number(count)) for answer, count in counts]


def _grades(editions: Collection[Edition]) -> Mapping[int, Sequence[int]]:
    """By edition, of each session (or the whole) that enough people gave a grade."""
    given: dict[tuple[int, int | None], list[int]] = defaultdict(list)
    rows = Evaluation.objects.filter(edition__in=editions, answered_at__isnull=False, grade__gt=0)
    for edition, session, grade in rows.values_list("edition", "session", "grade"):
        given[edition, session].append(grade or 0)
    found: dict[int, list[int]] = defaultdict(list)
    for (edition, _session), grades in given.items():
        if len(grades) >= FEWEST:
            found[edition] += grades
    return found


def _quotations(editions: Collection[Edition]) -> list[Speaker]:
    chosen = Evaluation.objects.filter(edition__in=editions, quotation__isnull=False).values("quotation")
    return [Speaker(each.text, each.function) for each in Quotation.objects.filter(pk__in=chosen).order_by("text")]


def _money(contract: Quote) -> list[tuple[str, str]]:
    orders = addenda_of(contract).filter(status=QuoteStatus.ACCEPTED, order__isnull=False)
    ids = [*orders.values_list("order_id", flat=True), *([contract.order_id] if contract.order_id else [])]
    totals: OrderTotals = order_totals(ids)
    return [
        (_("Gefactureerd"), notation.euro_table(totals.invoiced_cents, language())),
        (_("Betaald"), notation.euro_table(totals.paid_cents, language())),
    ]


def _average(grades: Sequence[int]) -> str:
    return number_format(Decimal(sum(grades)) / len(grades), 1)


def _number(count: int) -> str:
    return notation.number(count, language())
