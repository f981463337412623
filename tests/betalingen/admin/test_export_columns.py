import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import ModelLogEntry

from betalingen.actions.begin_run import begin_run
from betalingen.actions.choose_columns import choose_columns
from betalingen.actions.write_run import write_run
from betalingen.contracts import Renamed
from betalingen.models import ExportRun, FinanceSettings
from betalingen.queries.datasets import JOURNAL
from betalingen.queries.journal_lines import Entries
from cms.api import NotAllowed, NotContributed
from cms.models import User
from tests.betalingen.admin.test_exports import again, entry, take

LogIn = Callable[[User], Client]
ADDRESS = "exports:columns"
CHOSEN = (("Bedrag", "amount"), ("Leeg", ""), ("Stuk", "document"))


@pytest.fixture
def finance(bookkeeper: User, log_in: LogIn) -> Client:
    return log_in(bookkeeper)


def typed(*columns: tuple[str, str], **more: str) -> dict[str, str]:
    """What the screen sends."""
    sent = {"columns-count": str(len(columns))}
    for place, (heading, key) in enumerate(columns):
        of_row = {
            "deleted": "",
            "order": str(place),
            "type": "column",
            "id": "",
            "value-heading": heading,
            "value-key": key,
        }
        sent |= {f"columns-{place}-{name}": value for name, value in of_row.items()}
    return sent | more


def post(client: Client, *columns: tuple[str, str], key: str = "twinfield", **more: str) -> Any:
    return client.post(reverse(ADDRESS, args=[key]), typed(*columns, **more))


def chosen() -> Any:
    return [row.export_columns for row in FinanceSettings.objects.all()]


def test_a_file_has_the_columns_that_finance_chose(finance: Client) -> None:
    entry("1", 12_100)

    response = post(finance, *CHOSEN)

    assert (response.status_code, response["Location"]) == (302, reverse(ADDRESS, args=["twinfield"]))
    assert take(finance, "twinfield").decode("utf-8-sig").splitlines() == [
        *("Bedrag;Leeg;Stuk", "121,00;;FA-1", "-21,00;;FA-1", "-100,00;;FA-1"),
    ]
    assert ExportRun.objects.get().totals == {"debit": 12_100, "credit": 12_100, "amount": 0}
    [line] = ModelLogEntry.objects.filter(action="betalingen.columns_chosen")
    assert line.data == {"export_format": "twinfield", "count": 3}
    assert line.formatter.format_message(line) == "Kolommen van twinfield gekozen: 3"


def test_one_column(finance: Client) -> None:
    entry("1", 12_100)
    post(finance, ("Bedrag", "amount"), key="afas")
    assert take(finance, "afas").decode("utf-8-sig").splitlines() == ["Bedrag", "121,00", "-21,00", "-100,00"]


def test_back_to_what_the_format_has_itself(finance: Client) -> None:
    post(finance, *CHOSEN)
    post(finance, *CHOSEN, key="afas")
    assert chosen()[0].keys() == {"twinfield", "afas"}

    post(finance, ("Niet", "bewaard"), restore="")

    assert chosen()[0].keys() == {"afas"}
    assert "General ledger" in finance.get(reverse(ADDRESS, args=["twinfield"])).content.decode()


def test_a_run_of_a_period_keeps_its_columns(finance: Client, bookkeeper: User) -> None:
    entry("1")
    december = Entries(first_day=dt.date(2026, 12, 1), last_day=dt.date(2026, 12, 31))
    run = begin_run(dataset=JOURNAL, selection=december, format_key="afas", user=bookkeeper)
    run, stream = write_run(run=run, user=bookkeeper)
    with stream:
        before = stream.read()

    post(finance, *CHOSEN, key="afas")

    assert again(finance, run) == before
    assert (len(run.columns), run.columns[0]) == (14, {"key": "journal", "heading": "Dagboek"})


def test_a_run_of_before_columns_could_be_chosen(finance: Client, bookkeeper: User) -> None:
    entry("1")
    before = take(finance, "afas")
    run = ExportRun.objects.get()
    old = ExportRun.objects.create(
        number="EX-1",
        dataset=run.dataset,
        export_format="afas",
        first_day=run.first_day,
        last_day=run.last_day,
        criteria=run.criteria,
        checksum=run.checksum,
        user=run.user,
    )

    assert again(finance, old) == before


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ([], "Dit is een verplicht veld."),
        ([("Loon", "wages")], "Selecteer een geldige keuze."),
        ([("", "amount")], "Dit is een verplicht veld."),
        ([("Bedrag", "amount"), ("Som", "amount")], "Deze kolom staat er al."),
        ([("Bedrag", "amount"), ("bedrag", "debit")], "Deze kop staat er al."),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(
    finance: Client, columns: list[tuple[str, str]], message: str
) -> None:
    response = post(finance, *columns)

    page = response.content.decode()
    assert response.status_code == 200
    assert message in page
    assert all(heading in page for heading, _key in columns)
    assert chosen() in ([], [{}])


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ([], "Kies minstens één kolom."),
        ([Renamed("Loon", "wages")], "Deze kolom bestaat niet."),
        ([Renamed("", "amount")], "Vul een kop in."),
        ([Renamed("A", "amount"), Renamed("B", "amount")], "Deze kolom staat er al."),
        ([Renamed("A"), Renamed("a")], "Deze kop staat er al."),
    ],
)
def test_the_action_refuses_too(bookkeeper: User, columns: list[Renamed], reason: str) -> None:
    with pytest.raises(NotAllowed) as refusal:
        choose_columns(format_key="afas", columns=columns, user=bookkeeper)
    assert str(refusal.value.reason) == reason
    assert chosen() == []
    assert not ModelLogEntry.objects.filter(action="betalingen.columns_chosen").exists()


def test_a_look_first_saves_nothing(finance: Client) -> None:
    entry("1", day=timezone.localdate())

    page = post(finance, *CHOSEN, preview="").content.decode()

    assert "<th>Bedrag</th><th>Leeg</th><th>Stuk</th>" in page
    assert "<td>1875,50</td><td></td><td>FA-1</td>" in page
    assert chosen() == []


@pytest.mark.parametrize("key", ["papier", "dutch-csv"])
def test_a_format_without_columns_to_choose_has_no_screen(finance: Client, bookkeeper: User, key: str) -> None:
    assert finance.get(reverse(ADDRESS, args=[key])).status_code == 404
    with pytest.raises((NotContributed, NotAllowed)):
        choose_columns(format_key=key, columns=[Renamed("A", "amount")], user=bookkeeper)


def test_the_screen_of_exports_shows_the_way(finance: Client) -> None:
    page = finance.get(reverse("exports:index")).content.decode()
    ways = [reverse(ADDRESS, args=[key]) for key in ("exact-online", "twinfield", "afas")]
    assert [page.count(f'href="{way}"') for way in ways] == [1, 1, 1]
    assert page.count("/kolommen/") == 3


@pytest.mark.parametrize("count", [1, 30])
def test_queries_of_the_screen(finance: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int) -> None:
    for number in range(count):
        entry(f"{number}", day=timezone.localdate())
    finance.get(reverse(ADDRESS, args=["afas"]))

    with django_assert_num_queries(19):
        finance.get(reverse(ADDRESS, args=["afas"]))
