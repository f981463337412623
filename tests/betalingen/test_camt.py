import datetime as dt

import pytest

from betalingen.camt import StatementRefused, read_statements
from tests.betalingen.bank_files import DAY, OWN_IBAN, Line, Version, camt

VERSIONS = pytest.mark.parametrize("version", ["02", "08"])


@VERSIONS
def test_what_a_statement_says(version: Version) -> None:
    content = camt(
        Line(cents=187_550, reference="A1", structured="RF26 FA20 2604 18", text="Factuur", end_to_end="E-1"),
        Line(cents=-10_001, reference="A2", text="a & b"),
        version=version,
    )

    [statement] = read_statements(content)

    assert (statement.iban, statement.statement_id, statement.first_day, statement.last_day) == (
        OWN_IBAN,
        "2026-211",
        DAY,
        DAY,
    )
    assert (statement.opening_cents, statement.closing_cents) == (1_000_000, 1_177_549)
    came, went = statement.lines
    assert (came.reference, came.amount_cents, came.booked_on, came.valued_on) == ("A1", 187_550, DAY, DAY)
    assert (came.counterparty_name, came.counterparty_iban) == ("Gemeente Lindewaard", "NL20INGB0001234567")
    assert (came.structured_reference, came.text, came.end_to_end_id) == ("RF26 FA20 2604 18", "Factuur", "E-1")
    assert (went.amount_cents, went.text, went.end_to_end_id) == (-10_001, "a & b", "")


@VERSIONS
def test_a_batch_is_its_transactions(version: Version) -> None:
    parts = [Line(cents=100, reference="A1/1"), Line(cents=250, reference="A1/2")]

    [statement] = read_statements(camt(Line(cents=350, reference="A1", batch=parts), version=version))

    assert [(line.reference, line.amount_cents) for line in statement.lines] == [("A1/1", 100), ("A1/2", 250)]


@VERSIONS
def test_a_batch_that_does_not_add_up_is_one_line(version: Version) -> None:
    parts = [Line(cents=100), Line(cents=249)]

    [statement] = read_statements(camt(Line(cents=350, reference="A1", batch=parts), version=version))

    assert [(line.reference, line.amount_cents) for line in statement.lines] == [("A1", 350)]


@VERSIONS
def test_what_is_not_booked_yet_is_no_line(version: Version) -> None:
    [statement] = read_statements(camt(Line(cents=100), Line(cents=200, status="PDNG"), version=version))

    assert [line.amount_cents for line in statement.lines] == [100]


def test_keys_are_those_of_the_line_not_of_the_file() -> None:
    line = Line(cents=100, reference="A1")
    [first] = read_statements(camt(line))
    [second] = read_statements(camt(Line(cents=5), line, version="08", statement_id="other", opening_cents=7))

    assert first.lines[0].key == second.lines[1].key


def test_twice_the_same_on_a_day_are_two() -> None:
    line = Line(cents=100, text="Koffie")

    [statement] = read_statements(camt(line, line, Line(cents=100, text="Koffie", day=dt.date(2026, 11, 3))))

    assert len({line.key for line in statement.lines}) == 3


@VERSIONS
@pytest.mark.parametrize("off_by", [1, -1, 100])
def test_a_statement_that_does_not_add_up(version: Version, off_by: int) -> None:
    with pytest.raises(StatementRefused, match="Afschrift 2026-211 klopt niet"):
        read_statements(camt(Line(cents=187_550), version=version, off_by=off_by))


BOMB = b"""<?xml version="1.0"?><!DOCTYPE lol [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]><Document>&lol2;</Document>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><Document>&x;</Document>"""


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "geen XML"),
        (b"%PDF-1.7 \x00\xff", "geen XML"),
        (b"<Document>", "geen XML"),
        (BOMB, "geen XML"),
        (OUTSIDE, "geen XML"),
        (b'<?xml version="1.0" encoding="nonsense"?><Document/>', "geen XML"),
        (b"<html/>", "geen bankafschrift in CAMT.053"),
        (camt().replace(b"053.001.02", b"052.001.02"), "geen bankafschrift in CAMT.053"),
        (camt().replace(b"Stmt>", b"Rpt>"), "geen afschrift"),
        (camt(currency="USD"), "niet in euro"),
        (camt().replace(b"OPBD", b"CLAV"), "beginsaldo"),
        (camt().replace(b"<IBAN>", b"<Othr>").replace(b"</IBAN>", b"</Othr>"), "geen IBAN"),
        (camt(Line(cents=100)).replace(b">1.00<", b">1.001<"), "niet te lezen is: “1.001”"),
        (camt(Line(cents=100)).replace(b">1.00<", b">NaN<"), "niet te lezen"),
        (camt(Line(cents=100)).replace(b">1.00<", b">1,00<"), "niet te lezen"),
        (camt(Line(cents=100)).replace(b"2026-11-02", b"2026-13-02"), "datum die niet te lezen is"),
        (camt(Line(cents=100)).replace(b"<CdtDbtInd>CRDT</CdtDbtInd>", b""), "zonder “bij” of “af”"),
    ],
)
def test_a_file_that_cannot_be(content: bytes, reason: str) -> None:
    with pytest.raises(StatementRefused, match=reason):
        read_statements(content)
