import datetime as dt
import io
from decimal import Decimal

import pytest

from betalingen.api import ColumnType, Company, Table, TableColumn, Value
from betalingen.delimited import euros, guarded
from betalingen.exports.dutch_csv.writer import DutchCsv
from betalingen.exports.plain_csv.writer import PlainCsv

COLUMNS = [
    TableColumn("day", "Datum", ColumnType.DAY),
    TableColumn("customer", "Klant"),
    TableColumn("amount", "Bedrag", ColumnType.CENTS),
    TableColumn("rate", "Tarief", ColumnType.NUMBER),
]
DAY = dt.date(2027, 1, 1)


def table(*rows: list[Value]) -> Table:
    return Table(
        dataset="x",
        title="X",
        first_day=DAY,
        last_day=DAY,
        made_on=DAY,
        company=Company("Academie Vakwerk"),
        columns=COLUMNS,
        rows=rows,
    )


def written(export_format: DutchCsv | PlainCsv, *rows: list[Value]) -> str:
    stream = io.BytesIO()
    export_format.write(table(*rows), stream)
    return stream.getvalue().decode()


def test_to_the_byte() -> None:
    rows: list[list[Value]] = [
        [DAY, "Gemeente “Lindewaard”; afdeling P&O", 187_550, Decimal("21.00")],
        [None, None, None, None],
    ]

    assert written(DutchCsv(), *rows) == (
        '\ufeffDatum;Klant;Bedrag;Tarief\r\n01-01-2027;"Gemeente “Lindewaard”; afdeling P&O";1875,50;21,00\r\n;;;\r\n'
    )
    assert written(PlainCsv(), *rows) == (
        "Datum,Klant,Bedrag,Tarief\r\n2027-01-01,Gemeente “Lindewaard”; afdeling P&O,1875.50,21.00\r\n,,,\r\n"
    )


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+31", "'+31"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("\r=1", "'=1"),
        (" =1", "' =1"),
        ("\N{NO-BREAK SPACE}=1", "'\N{NO-BREAK SPACE}=1"),
        ("a\r\nb", "a b"),
        ("Jan = Piet", "Jan = Piet"),
        ("", ""),
    ],
)
def test_nothing_is_a_formula(text: str, safe: str) -> None:
    assert guarded(text) == safe
    assert f";{safe};" in written(DutchCsv(), [DAY, text, 0, 0])


@pytest.mark.parametrize(
    ("cents", "text"), [(0, "0,00"), (5, "0,05"), (-5, "-0,05"), (-10_050, "-100,50"), (10**9, "10000000,00")]
)
def test_euros(cents: int, text: str) -> None:
    assert euros(cents, ",") == text
