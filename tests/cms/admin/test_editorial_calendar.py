"""The editors' calendar: what stands in a month, for whom, and what it costs."""

import datetime as dt
import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from cms.models import User
from events.lifecycles import EditionStatus
from events.models import Edition
from tests.factories.cms import NewsPageFactory
from tests.factories.events import EditionFactory, ProgrammePageFactory, SessionFactory, local

LogIn = Callable[[User], Client]
ADDRESS = "/admin/kalender/"


def rows(html: str) -> list[str]:
    """The rows of the table as text, the day before the first row of each day."""
    cells = re.findall(r"<tr>(.*?)</tr>", html.partition("calendar-table")[2].partition("</thead>")[2], re.DOTALL)
    return [
        " | ".join(" ".join(re.sub(r"<[^>]+>", " ", c).split()) for c in re.split(r"</t[hd]>", cell)[:-1])
        for cell in cells
    ]


def edition_of(title: str, tree: SimpleNamespace, **facts: object) -> Edition:
    page = ProgrammePageFactory.create(parent=tree.programmes, title=title)
    edition: Edition = EditionFactory.create(offering=page, sessions=0, **facts)
    start = local(2048, 12, 15, 9, 30)
    SessionFactory.create(edition=edition, starts_at=start, ends_at=local(2048, 12, 15, 16, 30), walk_in_at=None)
    return edition


@pytest.fixture
def december(page_tree: SimpleNamespace) -> Edition:
    """A page that goes online, one that goes offline, an edition with everything and a draft of one."""
    page = NewsPageFactory.create(parent=page_tree.news, title="Gepland bericht", live=False)
    page.go_live_at = local(2048, 12, 3, 8)
    page.save_revision(approved_go_live_at=page.go_live_at)
    NewsPageFactory.create(parent=page_tree.news, title="Aflopend bericht", expire_at=local(2048, 12, 31, 18))
    edition_of("Nog een concept", page_tree, status=EditionStatus.DRAFT)
    return edition_of(
        "Leergang Gezag",
        page_tree,
        closes_at=local(2048, 12, 1, 23, 59),
        decision_date=dt.date(2048, 12, 2),
    )


def test_a_programme_manager_sees_the_whole_month(december: Edition, programme_manager: User, log_in: LogIn) -> None:
    html = log_in(programme_manager).get(f"{ADDRESS}?maand=2048-12").content.decode()
    assert rows(html) == [
        "dinsdag 1 december | 23.59 uur | Aanmelden sluit | Leergang Gezag",
        "woensdag 2 december |  | Beslissen of het doorgaat | Leergang Gezag",
        "donderdag 3 december | 8.00 uur | Gaat online | Gepland bericht",
        "dinsdag 15 december | 9.30 uur | Bijeenkomst | Leergang Gezag",
        "9.30 uur | Bijeenkomst | Nog een concept",
        "donderdag 31 december | 18.00 uur | Gaat offline | Aflopend bericht",
    ]
    assert reverse("editions:inspect", args=[december.pk]) in html
    assert "?maand=2048-11" in html
    assert "?maand=2049-01" in html


def test_an_editor_sees_what_is_public(december: Edition, editor: User, log_in: LogIn) -> None:
    html = log_in(editor).get(f"{ADDRESS}?maand=2048-12").content.decode()
    assert [row.split(" | ", 1)[1] for row in rows(html)] == [
        "23.59 uur | Aanmelden sluit | Leergang Gezag",
        "8.00 uur | Gaat online | Gepland bericht",
        "9.30 uur | Bijeenkomst | Leergang Gezag",
        "18.00 uur | Gaat offline | Aflopend bericht",
    ]
    assert reverse("editions:inspect", args=[december.pk]) not in html
    assert f"/admin/pages/{december.offering_id}/edit/" in html


@pytest.mark.parametrize("month", ["", "december", "2048-13", "9999-12", "0001-01"])
def test_anything_else_is_this_month(page_tree: SimpleNamespace, editor: User, log_in: LogIn, month: str) -> None:
    client = log_in(editor)
    with time_machine.travel(dt.datetime.now(dt.UTC).replace(month=6, day=15), tick=False):
        html = client.get(ADDRESS, {"maand": month}).content.decode()
        year = dt.datetime.now(dt.UTC).year
    assert f">juni {year}</h2>" in html
    assert "In deze maand staat niets." in html


def test_who_writes_nothing_is_refused(page_tree: SimpleNamespace, bookkeeper: User, log_in: LogIn) -> None:
    assert log_in(bookkeeper).get(ADDRESS).status_code == 302


@pytest.mark.parametrize("count", [1, 30])
def test_it_asks_as_much_for_a_full_month(
    page_tree: SimpleNamespace,
    programme_manager: User,
    log_in: LogIn,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        edition_of(f"Leergang {number}", page_tree, closes_at=local(2048, 12, 1, 12))
        NewsPageFactory.create(parent=page_tree.news, expire_at=local(2048, 12, 31, 18))
    client = log_in(programme_manager)
    client.get(ADDRESS)
    with django_assert_num_queries(18):
        html = client.get(f"{ADDRESS}?maand=2048-12").content.decode()
    assert len(rows(html)) == 3 * count
