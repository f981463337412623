"""What a closing report tells: the right numbers, and nobody."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pdfua
import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.models import Quotation
from events.lifecycles import EditionStatus, QuoteStatus, RegistrationStatus
from events.models import Attendance, ClosingReport, Edition, Quote, Registration
from events.queries.closing_reports import Report, names_in, report_of, report_pdf
from events.queries.composition import department_questions, departments_of
from tests.events.contracts import contract
from tests.events.questions import PHOTO, stored
from tests.factories.betalingen import InvoiceFactory, OrderFactory, TransferFactory
from tests.factories.events import (
    BookingFactory,
    CertificateFactory,
    EditionFactory,
    EvaluationFactory,
    QuoteFactory,
    RegistrationFactory,
)

pytestmark = pytest.mark.django_db

UNCHECKED = "UA-14-001"  # pdfua 0.1.3 fails on it with pikepdf 10.18: headings, which ours have in order
DEPARTMENT = stored("dep", "Afdeling", kind="choice", choices="Burgerzaken\nToezicht\nParkeren")


def person(edition: Edition, number: int, department: str = "", **changes: Any) -> Registration:
    answers = [{"key": "dep", "label": "Afdeling", "answer": department}] if department else []
    values = {"name": f"Deelnemer Nummer{number}", "email": f"deelnemer{number}@lindewaard.example", "answers": answers}
    made: Registration = RegistrationFactory.create(booking=BookingFactory.create(edition=edition), **values, **changes)
    return made


def completed(quote: Quote, people: int = 5, **changes: Any) -> Edition:
    """Everybody attended except the last; of the first four it was noted that three were there."""
    edition: Edition = EditionFactory.create(
        quote=quote, status=EditionStatus.COMPLETED, capacity=12, questions=[DEPARTMENT], **changes
    )
    session = edition.sessions.get()
    for number in range(people):
        is_last = number == people - 1
        status = RegistrationStatus.ABSENT if is_last else RegistrationStatus.ATTENDED
        someone = person(edition, number, "Toezicht" if number else "Burgerzaken", status=status)
        if number == 0:
            CertificateFactory.create(registration=someone)
        if number < 4:
            Attendance.objects.create(registration=someone, session=session, present=number < 3, source="list")
        EvaluationFactory.create(registration=someone, grade=8 if number % 2 else 7)
    return edition


def written(quote: Quote, **changes: Any) -> Report:
    return report_of(ClosingReport(quote=quote, **changes))


def parts(report: Report) -> dict[str, Any]:
    return {part.heading: part.rows for part in report.parts}


def test_the_numbers() -> None:
    quote = contract(edition_count=2)
    completed(quote, team="Vergunningen")
    EditionFactory.create(quote=quote, status=EditionStatus.CANCELLED)
    completed(contract())  # of another contract

    report = written(quote)

    [row] = report.rows
    assert row[0].endswith(", Vergunningen")
    assert row[1:] == ["12", "5", "4", "1", "7,4"]
    assert report.facts == [
        ("Gegeven", "1 van 2 edities"),
        ("Aangemeld", "5 van 170 medewerkers"),
        ("Getraind", "4 medewerkers"),
        ("Cijfer", "7,4 gemiddeld, van 5 antwoorden"),
    ]
    [(when, share)] = parts(report)["Aanwezigheid per bijeenkomst"]
    assert when.endswith("Vergunningen")
    assert share == "75% van 4"


def test_of_fewer_than_three_people_nothing_is_told() -> None:
    quote = contract()
    completed(quote, people=2)
    report = written(quote, department_question="Afdeling")
    assert report.rows[0][1:] == ["12", "2", "–", "–", "–"]
    assert set(parts(report)) == {"Facturen en betalingen"}
    assert [label for label, _value in report.facts] == ["Gegeven", "Aangemeld"]


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({"Burgerzaken": 4, "Toezicht": 3}, [("Burgerzaken", 4), ("Toezicht", 3)]),
        ({"Burgerzaken": 4, "Toezicht": 2, "Parkeren": 1}, [("Burgerzaken", 4), ("andere", 3)]),
        # One alone would be told by what is missing from the whole: the next in size goes with it.
        ({"Burgerzaken": 4, "Toezicht": 3, "Parkeren": 1}, [("Burgerzaken", 4), ("andere", 4)]),
        ({"Burgerzaken": 4, "": 2}, [("andere", 6)]),
        ({"Burgerzaken": 4, "": 3}, [("Burgerzaken", 4), ("niet beantwoord", 3)]),
        ({"Burgerzaken": 1, "Toezicht": 1}, []),
        ({}, []),
    ],
)
def test_no_department_is_told_of_fewer_than_three(chosen: dict[str, int], told: list[tuple[str, int]]) -> None:
    edition = EditionFactory.create(questions=[DEPARTMENT])
    people = [department for department, count in chosen.items() for _each in range(count)]
    for number, department in enumerate(people):
        person(edition, number, department)
    assert departments_of([edition], "Afdeling") == told


def test_departments_of_all_editions_are_counted_together_and_only_when_asked_for() -> None:
    quote = contract()
    completed(quote)
    completed(quote)
    assert "Uit welke afdelingen" not in parts(written(quote))
    told = parts(written(quote, department_question="Afdeling"))
    assert told["Uit welke afdelingen"] == [("andere", "10")]  # two of one department go with the eight of the other


def test_a_quotation_that_was_taken_back_is_gone_and_its_name_is_never_there() -> None:
    quote = contract()
    edition = completed(quote)
    quotation = Quotation.objects.create(text="Dit helpt mij.", name="Deelnemer Nummer1", function="jurist")
    evaluation = edition.evaluations.order_by("pk")[1]
    evaluation.quotation = quotation
    evaluation.save()
    assert [(each.text, each.function) for each in written(quote).quotations] == [("Dit helpt mij.", "jurist")]
    quotation.delete()
    assert written(quote).quotations == []


def test_money_is_that_of_the_contract_and_its_accepted_addenda() -> None:
    order = OrderFactory.create()
    quote = contract(order=order)
    completed(quote)
    extra = InvoiceFactory.create(amount_cents=12_100, vat_cents=2_100)
    QuoteFactory.create(request__extends=quote, status=QuoteStatus.ACCEPTED, order=extra.order)
    whole = InvoiceFactory.create(order=order, amount_cents=50_000, vat_cents=0)
    InvoiceFactory.create(order=order, kind="credit_note", credits=whole, amount_cents=10_000, vat_cents=0)
    TransferFactory.create(order=order, amount_cents=40_000, received_cents=40_000)
    InvoiceFactory.create()  # of somebody else
    assert parts(written(quote))["Facturen en betalingen"] == [("Gefactureerd", "€ 521,00"), ("Betaald", "€ 400,00")]


def test_the_paper_names_nobody_and_can_be_read_aloud(tmp_path: Path) -> None:
    quote = contract()
    edition = completed(quote)
    evaluation = edition.evaluations.order_by("pk")[1]
    evaluation.quotation = Quotation.objects.create(text="Dit helpt mij.", name="Deelnemer Nummer1", function="jurist")
    evaluation.save()
    pdf = report_pdf(written(quote, remarks="Goed gedaan.\n\nGa zo #door[1].", department_question="Afdeling"))
    paper = pypdfium2.PdfDocument(BytesIO(pdf))
    words = " ".join("".join(page.get_textpage().get_text_range() for page in paper).split())
    for told in (
        "Eindverslag",
        "Gemeente Lindewaard",
        "Goed gedaan.",
        "Ga zo #door[1].",
        "7,4",
        "75% van 4",
        "Dit helpt mij.",
    ):
        assert told in words
    assert "Nummer" not in words
    assert "deelnemer0@" not in words
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf)
    checked = pdfua.validate(str(file))
    assert checked.findings == ()
    assert [skipped.rule_id for skipped in checked.skipped] in ([], [UNCHECKED])


def test_names_are_found_as_whole_words() -> None:
    quote = contract()
    completed(quote, people=3)
    Registration.objects.filter(name="Deelnemer Nummer0").update(name="Jo")
    assert names_in(quote, "Jongeren en deelnemer nummer1 deden mee.") == ["Deelnemer Nummer1"]
    assert names_in(quote, "Dank aan Jo.") == ["Jo"]


def test_meals_are_no_departments() -> None:
    passing = stored("eet", "Dieet", kind="choice", choices="Vegetarisch\nAlles", passing=True)
    edition = EditionFactory.create(questions=[DEPARTMENT, passing, PHOTO])
    assert department_questions([Edition.objects.get(pk=edition.pk)]) == ["Afdeling"]


def test_as_many_queries_however_much_there_is() -> None:
    counts = []
    for size in (1, 6):
        quote = contract()
        for _number in range(size):
            completed(quote)
        with CaptureQueriesContext(connection) as queries:
            written(quote, department_question="Afdeling")
        counts.append(len(queries))
    assert counts[0] == counts[1]
