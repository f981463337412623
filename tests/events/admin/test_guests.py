"""What a programme manager sees and says about guests."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from events.models import Edition, GuestList
from tests.events.guests import bring, edition_with_guests, inviter_of
from tests.events.hosts import edition_out
from tests.factories.events import SessionFactory, noon_in

pytestmark = pytest.mark.django_db
SCREEN_QUERIES = 20


def screen_of(edition: Edition) -> str:
    return reverse("editions:guests", args=[edition.pk])


def typed(edition: Edition, **changes: Any) -> dict[str, Any]:
    return {"session": edition.sessions.first().pk, "capacity": 40, "each": 4, **changes}


def test_a_manager_lets_guests_come(manager: Client) -> None:
    edition = edition_out()
    assert screen_of(edition) in manager.get(reverse("editions:inspect", args=[edition.pk])).content.decode()
    answer = manager.post(screen_of(edition), typed(edition), follow=True)
    assert "Bewaard." in answer.content.decode()
    stored = GuestList.objects.get()
    assert (stored.edition, stored.session, stored.capacity, stored.each) == (edition, edition.sessions.get(), 40, 4)
    assert "0 gasten, van hoogstens 40" in answer.content.decode()


def test_what_cannot_be_is_told_and_keeps_what_was_typed(manager: Client) -> None:
    edition = edition_with_guests()
    mila = inviter_of(edition)
    bring(mila, "Een")
    bring(mila, "Twee")
    answer = manager.post(screen_of(edition), typed(edition, capacity=1)).content.decode()
    assert "Er komen al 2 gasten" in answer
    assert "2 gasten, van hoogstens 20" in answer
    assert 'value="1"' in answer
    for wrong in ({"capacity": 0}, {"each": 0}, {"session": SessionFactory.create().pk}):
        assert "error" in manager.post(screen_of(edition), typed(edition, **wrong)).content.decode()
    assert GuestList.objects.get().capacity == 20


def test_the_list_says_who_invited_whom_on_screen_on_paper_and_in_a_file(manager: Client) -> None:
    edition = edition_with_guests()
    other = SessionFactory.create(edition=edition, starts_at=noon_in(20))
    bring(inviter_of(edition), "Gijs")
    bring(inviter_of(edition_with_guests(), "Iemand anders"), "Vreemd")
    text = manager.get(screen_of(edition)).content.decode()
    for told in ("Gijs", "gijs@buiten.example", "Mila Jansen", "1 gast, van hoogstens 20"):
        assert told in text
    assert "Vreemd" not in text
    paper = reverse("editions:attendance_list", args=[edition.pk])
    for query, shown in (
        ("", True),
        (f"?bijeenkomst={edition.guest_list.session_id}", True),
        (f"?bijeenkomst={other.pk}", False),
    ):
        assert ("Gast van" in manager.get(paper + query).content.decode()) is shown
    content = manager.get(f"{screen_of(edition)}?export=xlsx").getvalue()
    rows = list(openpyxl.load_workbook(BytesIO(content)).active.iter_rows(values_only=True))
    assert rows[0][:3] == ("Gast", "E-mailadres", "Gast van")
    assert rows[1][:3] == ("Gijs", "gijs@buiten.example", "Mila Jansen")
    assert len(rows) == 2


@pytest.mark.parametrize("count", [1, 12])
def test_the_queries_do_not_grow(
    manager: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    edition = edition_with_guests()
    for number in range(count):
        bring(inviter_of(edition, f"Deelnemer {number}"), f"Gast {number}", email=f"{number}@buiten.example")
    manager.get(screen_of(edition))
    with django_assert_num_queries(SCREEN_QUERIES):
        manager.get(screen_of(edition))
