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
    "answers",
    "booking__answers",
)


def registrations_as_xlsx(registrations: QuerySet[Registration]) -> FileResponse:
    """A download; the rows stream, so 100,000 of them need no more memory than ten."""
    questions = _questions_of(registrations)
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
        *(SheetColumn(question.label, width=30) for question in questions),
        SheetColumn(_("Andere antwoorden") if questions else _("Antwoorden"), width=60),
    ]
    today = timezone.localdate()
    return xlsx_response(
        columns, _rows(registrations, questions), filename=f"inschrijvingen-{today:%Y-%m-%d}", sheet=_("Inschrijvingen")
    )


def _questions_of(registrations: QuerySet[Registration]) -> Sequence[Question]:
    """Those of the edition when the list is of one: each has a column of its own then."""
    editions = Edition.objects.filter(pk__in=registrations.order_by().values("edition"))[:2]
    return questions_in(editions[0].questions.raw_data) if len(editions) == 1 else ()


def _rows(registrations: QuerySet[Registration], questions: Sequence[Question]) -> Iterator[tuple[Any, ...]]:
    states = dict(Registration._meta.get_field("status").flatchoices)
    status = FIELDS.index("status")
    rows = registrations.annotate(first_at=Min("edition__sessions__starts_at")).values_list(*FIELDS)
    for row in rows.iterator(CHUNK):
        answers = all_answers(*row[-2:])
        given = {answer.get("key"): answer["answer"] for answer in answers}
        asked = [given.pop(question.key, "") for question in questions]
        others = "\n".join(f"{answer['label']} {answer['answer']}" for answer in answers if answer.get("key") in given)
        yield (*row[:status], states[row[status]], *row[status + 1 : -2], *asked, others)
