import pytest
from django.test import Client
from wagtail.models import ModelLogEntry

from cms.api import NotAllowed
from events.actions.ask_fewer_seats import ask_fewer_seats
from events.actions.leave_waiting_list import leave_waiting_list
from tests.events.waiting import full_edition, leave_one, mails_to, states, sums, wait

pytestmark = pytest.mark.django_db


def test_the_head_of_the_queue_is_served_at_once() -> None:
    edition = full_edition(capacity=3)
    entry = wait(edition, "Anna", seats=2)
    wait(edition, "Bram")
    leave_one(edition)
    assert states(edition) == {"Anna": "waiting", "Bram": "waiting"}

    ask_fewer_seats(entry_id=entry.pk, seats=1)

    assert states(edition) == {"Anna": "offered", "Bram": "waiting"}
    assert mails_to("Anna") == ["joined", "offered"]
    assert sums(edition) == (2, 1, 0)
    line = ModelLogEntry.objects.get(action="events.fewer_seats_asked")
    assert (line.data["before"], line.data["seats"]) == (2, 1)


def test_who_stands_further_on_passes_nobody() -> None:
    edition = full_edition(capacity=3)
    wait(edition, "Anna", seats=2)
    entry = wait(edition, "Bram", seats=2)
    leave_one(edition)

    ask_fewer_seats(entry_id=entry.pk, seats=1)

    assert states(edition) == {"Anna": "waiting", "Bram": "waiting"}
    assert mails_to("Bram") == ["joined"]


@pytest.mark.parametrize("seats", [2, 3, 0, -1])
def test_only_fewer_and_at_least_one(seats: int) -> None:
    entry = wait(full_edition(capacity=3), "Anna", seats=2)
    with pytest.raises(NotAllowed, match="Kies minder plaatsen"):
        ask_fewer_seats(entry_id=entry.pk, seats=seats)
    entry.refresh_from_db()
    assert entry.seats == 2
    assert not ModelLogEntry.objects.filter(action="events.fewer_seats_asked").exists()


def test_not_once_one_waits_no_more() -> None:
    entry = wait(full_edition(capacity=3), "Anna", seats=2)
    leave_waiting_list(entry_id=entry.pk)
    with pytest.raises(NotAllowed, match="u wacht niet meer"):
        ask_fewer_seats(entry_id=entry.pk, seats=1)


def test_by_the_personal_link(client: Client) -> None:
    entry = wait(full_edition(capacity=3), "Anna", seats=3)
    page = f"/wachtplaats/{entry.access_key}/"
    assert f"{page}minder/" in client.get(page).content.decode()

    assert client.get(f"{page}minder/")["Location"] == page
    text = client.post(f"{page}minder/", {"seats": "een"}, follow=True).content.decode()
    assert "Kies minder plaatsen dan u nu vraagt." in text
    text = client.post(f"{page}minder/", {"seats": "1"}, follow=True).content.decode()
    assert "U vraagt nu minder plaatsen." in text
    assert f"{page}minder/" not in text

    entry.refresh_from_db()
    assert entry.seats == 1
    assert client.post("/wachtplaats/geraden/minder/", {"seats": "1"}).status_code == 404
    assert client.post(f"{page}minder/", {"seats": "1"}, headers={"Origin": "https://x.example"}).status_code == 403
