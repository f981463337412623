import datetime as dt
import io
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, cast

import pytest

from betalingen.contracts import PaymentRow
from betalingen.exports.dutch_csv.writer import DutchCsv, euros, guarded

ROW = PaymentRow(
    booked_at=dt.datetime(2026, 12, 31, 23, 30, tzinfo=dt.UTC),
    kind="payment",
    order_number="OR-2026-0001",
    reference="booking:1",
    title="Leernetwerk HRM",
    customer_name="Gemeente “Lindewaard”; afdeling P&O",
    email="facturen@lindewaard.example",
    purchase_order_number="PO-77",
    cost_centre="4100",
    kvk_number="01234567",
    provider="stripe",
    method="ideal",
    currency="eur",
    gross_cents=187_550,
    fee_cents=35,
    net_cents=187_515,
    vat_cents=32_550,
    payment_reference="cs_1",
    charge_reference="py_1",
    refund_reference="",
    reason="",
)


def written(*rows: PaymentRow) -> bytes:
    stream = io.BytesIO()
    DutchCsv().write(rows, stream)
    return stream.getvalue()


def test_to_the_byte() -> None:
    assert written(ROW).decode() == (
        "\ufeffDatum;Soort;Ordernummer;Hoort bij;Waarvoor;Klant;E-mailadres;KvK-nummer;Inkoopnummer;Kostenplaats;"
        "Betaalwijze;Betaalmethode;Munt;Bruto;Kosten;Netto;Waarvan btw;Betaling;Transactie;Terugbetaling;Reden\r\n"
        '01-01-2027;betaling;OR-2026-0001;booking:1;Leernetwerk HRM;"Gemeente “Lindewaard”; afdeling P&O";'
        "facturen@lindewaard.example;01234567;PO-77;4100;stripe;ideal;EUR;1875,50;0,35;1875,15;325,50;cs_1;py_1;;\r\n"
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
        ("a\r\nb", "a b"),
        ("Jan = Piet", "Jan = Piet"),
        ("", ""),
    ],
)
def test_nothing_is_a_formula(text: str, safe: str) -> None:
    assert guarded(text) == safe
    assert f";{safe};" in written(replace(ROW, customer_name=text)).decode()


@pytest.mark.parametrize(
    ("cents", "text"), [(0, "0,00"), (5, "0,05"), (-5, "-0,05"), (-10_050, "-100,50"), (10**9, "10000000,00")]
)
def test_euros(cents: int, text: str) -> None:
    assert euros(cents) == text


class Nowhere(io.RawIOBase):
    """Counts what is written and keeps nothing."""

    size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self.size += len(cast("bytes", data))
        return len(cast("bytes", data))


def test_memory_stays_flat() -> None:
    def rows() -> Iterator[PaymentRow]:
        for _ in range(20_000):
            yield ROW

    sink = Nowhere()
    tracemalloc.start()
    DutchCsv().write(rows(), cast("BinaryIO", sink))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert sink.size > 3_000_000
    assert peak < 1_000_000
