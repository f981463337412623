import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import ModelLogEntry

from events.actions.change_edition import change_edition
from events.models import Edition, WaitingListEntry
from tests.events.actions.test_change_edition import facts_of
from tests.events.waiting import full_edition, leave_one, mails_to, states, sums, wait
from tests.factories.events import EditionFactory

pytestmark = pytest.mark.django_db


def url(name: str, entry: WaitingListEntry) -> str:
    return reverse(f"waiting_list:{name}", args=[entry.pk])


def test_the_screen_of_an_edition_shows_the_queue_in_order(manager: Client) -> None:
    edition = full_edition()
    for name in ("Anna", "Bram"):
        wait(edition, name)
    leave_one(edition)
    text = manager.get(reverse("editions:inspect", args=[edition.pk])).content.decode()

    assert "Wachtlijst (2)" in " ".join(text.split())
    assert text.index("Anna") < text.index("Bram")
    assert "1 vrije plaats is aangeboden of wordt vastgehouden" in text
    assert "Maak meer plaatsen" in text


def test_the_list_of_editions_counts_who_waits(manager: Client) -> None:
    edition = full_edition()
    for name in ("Anna", "Bram"):
        wait(edition, name)

    assert "2 wachten" in manager.get(reverse("editions:index")).content.decode()


def test_the_screen_of_one_shows_place_link_and_log(manager: Client) -> None:
    edition = full_edition()
    wait(edition, "Anna")
    entry = wait(edition, "Bram")
    text = manager.get(url("inspect", entry)).content.decode()

    assert "plek 2" in text
    assert entry.access_key in text
    assert "Op de wachtlijst gezet" in text


def test_offering_out_of_turn_says_beforehand_whom_it_passes(manager: Client) -> None:
    edition = full_edition()
    wait(edition, "Anna", seats=2)
    bram = wait(edition, "Bram")
    leave_one(edition)
    assert "U gaat voorbij aan 1 wachtende" in manager.get(url("offer", bram)).content.decode()

    response = manager.post(url("offer", bram))

    assert response["Location"] == url("inspect", bram)
    assert states(edition) == {"Anna": "waiting", "Bram": "offered"}


def test_without_a_free_place_the_refusal_is_shown(manager: Client) -> None:
    edition = full_edition()
    anna = wait(edition, "Anna")
    response = manager.post(url("offer", anna))

    assert "Verhoog eerst het maximum." in response.content.decode()
    assert states(edition) == {"Anna": "waiting"}


def test_taking_off_the_list_tells_them_and_leaves_a_line_with_a_name(manager: Client) -> None:
    edition = full_edition()
    anna = wait(edition, "Anna")
    manager.post(url("remove", anna))

    assert states(edition) == {"Anna": "withdrawn"}
    assert mails_to("Anna") == ["joined", "left"]
    line = ModelLogEntry.objects.get(action="events.waiting_list_left")
    assert line.user is not None


def raise_capacity(edition: Edition, capacity: int) -> None:
    change_edition(edition_id=edition.pk, facts=facts_of(edition, capacity=capacity))


def test_more_places_go_to_the_queue_first(manager: Client) -> None:
    edition = full_edition()
    wait(edition, "Anna")
    raise_capacity(edition, 5)

    assert states(edition) == {"Anna": "offered"}
    assert sums(edition) == (2, 1, 2)


def test_the_list_can_be_searched_and_filtered(manager: Client) -> None:
    edition, other = full_edition(), full_edition()
    wait(edition, "Anna")
    wait(other, "Bram")
    index = reverse("waiting_list:index")

    assert "Bram" not in manager.get(f"{index}?edition={edition.pk}").content.decode()
    found = manager.get(f"{index}?q=bram").content.decode()
    assert "Bram" in found
    assert "anna@" not in found


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_however_long(
    manager: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    edition = full_edition()
    for number in range(count):
        wait(edition, f"Persoon{number}")
    index = reverse("waiting_list:index")
    manager.get(index)
    with django_assert_num_queries(17):
        manager.get(index)


def test_a_request_after_the_deadline_is_admitted_or_refused_from_its_screen(manager: Client) -> None:
    edition = EditionFactory.create(closes_at=timezone.now() - dt.timedelta(days=1))
    anna, bram = wait(edition, "Anna"), wait(edition, "Bram")
    home = manager.get(reverse("wagtailadmin_home")).content.decode()
    assert home.index("Vragen na de sluiting om een plaats") < home.index("Anna") < home.index("Bram")
    text = manager.get(url("inspect", anna)).content.decode()
    assert (url("offer", anna) in text, url("refuse", anna) in text, url("remove", anna) in text) == (True, True, False)
    assert "vroeg na de sluiting" in text
    assert "krijgt een mail dat het niet meer lukt" in manager.get(url("refuse", bram)).content.decode()

    manager.post(url("offer", anna))
    manager.post(url("refuse", bram))

    assert states(edition) == {"Anna": "offered", "Bram": "withdrawn"}
    text = manager.get(url("inspect", anna)).content.decode()
    assert (url("offer", anna) in text, url("refuse", anna) in text, url("remove", anna) in text) == (
        False,
        False,
        True,
    )
    assert "Vragen na de sluiting" not in manager.get(reverse("wagtailadmin_home")).content.decode()
