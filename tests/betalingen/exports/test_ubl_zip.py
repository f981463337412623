"""E-invoices of a period in one zip: through a run, and the same to the byte."""

import hashlib
import io
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, BinaryIO, cast
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from betalingen.actions.issue_invoice import issue_invoice
from betalingen.exports.ubl_zip.writer import UblZip
from betalingen.models import ExportRun, Invoice, Order
from betalingen.queries.datasets import INVOICES
from betalingen.queries.invoice_files import ubl_of
from cms.models import User
from tests.betalingen.conftest import sell
from tests.contracts.tables import row, table
from tests.contracts.test_export_formats import Nowhere
from tests.factories.betalingen import InvoiceOrderFactory

pytestmark = pytest.mark.django_db
LogIn = Callable[[User], Client]


@pytest.fixture
def finance(bookkeeper: User, log_in: LogIn) -> Client:
    sell()
    return log_in(bookkeeper)


def issued(**changes: Any) -> Invoice:
    facts: dict[str, Any] = {
        "kvk_number": "01234567",
        "street": "Plein 1",
        "postcode": "1234 AB",
        "city": "Lindewaard",
        "supplied_from": timezone.localdate(),
        "supplied_until": timezone.localdate(),
        "purchase_order_number": "PO-7",
        **changes,
    }
    order: Order = InvoiceOrderFactory.create(**facts)
    return issue_invoice(order=order.pk)


def download(client: Client, address: str, **asked: Any) -> bytes:
    response = client.post(address, asked)
    assert response.status_code == 200
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def asked() -> dict[str, Any]:
    today = timezone.localdate()
    return {"dataset": "facturen", "export_format": "ubl-zip", "first_day": today, "last_day": today}


def test_a_file_for_each_invoice_and_a_list_of_them_all(finance: Client) -> None:
    first, private = issued(), issued(kvk_number="", customer_name="Jan Jansen")
    data = download(finance, reverse("exports:index"), **asked())

    with ZipFile(io.BytesIO(data)) as zipped:
        assert zipped.namelist() == [f"{first.number}.xml", "facturen.csv"]
        assert zipped.read(f"{first.number}.xml") == ubl_of(first)
        listed = zipped.read("facturen.csv").decode("utf-8-sig")
    assert [line.split(";")[0] for line in listed.splitlines()] == ["Factuurnummer", first.number, private.number]
    run = ExportRun.objects.get()
    assert (run.row_count, run.totals["amount_cents"]) == (2, 2 * 187_550)
    assert run.checksum == hashlib.sha256(data).hexdigest()
    assert download(finance, reverse("exports:again", args=[run.public_id])) == data


def test_memory_stays_flat() -> None:
    asked_for: list[int] = []

    def files(numbers: Sequence[str]) -> dict[str, bytes]:
        asked_for.append(len(numbers))
        return dict.fromkeys(numbers, b"x" * 20_000)

    rows = (row(INVOICES, number=f"FA-{number}") for number in range(1_000))
    sink = Nowhere()
    tracemalloc.start()
    try:
        UblZip().write(replace(table(INVOICES, rows), files=files), cast("BinaryIO", sink))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert asked_for == [200] * 5
    assert sink.size > 20_000_000
    assert peak < 3_000_000
