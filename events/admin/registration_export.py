"""Registrations as an Excel file: one row per person, as the list was filtered; of one edition a column per question."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.db.models import Min, QuerySet
from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.api import CellKind, SheetColumn, xlsx_response
from events.models import Edition, Registration
from events.queries.answers import all_answers
from events.questions import Question, questions_in
from events.workgroups import Workgroup, workgroups_in

CHUNK: Final = 2000

FIELDS: Final = (
    "number",
    "name",
    "email",
    "function",
    "booking__organisation_name",
    "edition__offering__title",
    "edition__label",
    "first_at",
    "status",
    "created_at",
    "cancelled_at",
    "booking__name",
    "booking__email",
    "booking__order__number",
    "booking__order__total_cents",
    "workgroup",
    "answers",
    "booking__answers",
)


def registrations_as_xlsx(registrations: QuerySet[Registration]) -> FileResponse:
    """A download; the rows stream, so 100,000 of them need no more memory than ten."""
    edition = _edition_of(registrations)
    questions = questions_in(edition.questions.raw_data) if edition else ()
    workgroups = workgroups_in(edition.workgroups.raw_data) if edition else ()
    columns = [
        SheetColumn(_("Nummer"), width=14),
        SheetColumn(_("Deelnemer"), width=26),
        SheetColumn(_("E-mailadres"), width=30),
        SheetColumn(_("Functie"), width=22),
        SheetColumn(_("Organisatie"), width=28),
        SheetColumn(_("Programma of webinar"), width=36),
        SheetColumn(_("Editie"), width=18),
        SheetColumn(_("Eerste dag"), CellKind.DATE, width=12),
        SheetColumn(_("Stand"), width=18),
        SheetColumn(_("Ingeschreven op"), CellKind.MOMENT),
        SheetColumn(_("Afgemeld op"), CellKind.MOMENT),
        SheetColumn(_("Aangemeld door"), width=26),
        SheetColumn(_("E-mailadres van wie aanmeldde"), width=30),
        SheetColumn(_("Ordernummer"), width=14),
        SheetColumn(_("Bedrag van de order"), CellKind.MONEY, width=16),
        *([SheetColumn(_("Werkgroep"), width=30)] if workgroups else []),
        *(SheetColumn(question.label, width=30) for question in questions),
        SheetColumn(_("Andere antwoorden") if questions else _("Antwoorden"), width=60),
    ]
    today = timezone.localdate()
    return xlsx_response(
        columns,
        _rows(registrations, questions, workgroups),
        filename=f"inschrijvingen-{today:%Y-%m-%d}",
        sheet=_("Inschrijvingen"),
    )


def _edition_of(registrations: QuerySet[Registration]) -> Edition | None:
    """The edition when the list is of one: its questions and workgroups have columns of their own then."""
    editions = Edition.objects.filter(pk__in=registrations.order_by().values("edition"))[:2]
    return editions[0] if len(editions) == 1 else None


def _rows(
    registrations: QuerySet[Registration], questions: Sequence[Question], workgroups: Sequence[Workgroup]
) -> Iterator[tuple[Any, ...]]:
    titles = {workgroup.key: workgroup.title for workgroup in workgroups}
    states = dict(Registration._meta.get_field("status").flatchoices)
    status = FIELDS.index("status")
    rows = registrations.annotate(first_at=Min("edition__sessions__starts_at")).values_list(*FIELDS)
    for row in rows.iterator(CHUNK):
        answers = all_answers(*row[-2:])
        given = {answer.get("key"): answer["answer"] for answer in answers}
        asked = [given.pop(question.key, "") for question in questions]
        others = "\n".join(f"{answer['label']} {answer['answer']}" for answer in answers if answer.get("key") in given)
        chosen = [titles.get(row[-3], "")] if workgroups else []
        yield (*row[:status], states[row[status]], *row[status + 1 : -3], *chosen, *asked, others)
