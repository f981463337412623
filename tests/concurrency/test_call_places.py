"""Two colleagues accept at the same moment, and only one place is left."""

import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, connections
from django.db.models import F

from cms.actions import accept_lead as accepting
from cms.actions.accept_lead import accept_lead
from cms.contracts import NotAllowed
from cms.models import CallPlace, Lead, Message
from tests.factories.cms import ApplicationFactory, CallPlaceFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_pool")]

COLLEAGUES = 12


def accept_at_once(leads: list[Lead]) -> Counter[str]:
    """Accept all at the same moment, each over a connection of its own, and count how it ended."""
    ready = threading.Barrier(len(leads))

    def one(lead: Lead) -> str:
        try:
            ready.wait(timeout=60)
            accept_lead(lead_id=lead.pk)
        except (NotAllowed, IntegrityError) as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()
        return "accepted"

    with ThreadPoolExecutor(len(leads)) as pool:
        return Counter(pool.map(one, leads))


def stored() -> tuple[int, int, int]:
    return (
        CallPlace.objects.get().taken,
        Lead.objects.filter(status="accepted").count(),
        Message.objects.count(),
    )


def applications(count: int) -> list[Lead]:
    place = CallPlaceFactory.create(places=1)
    return ApplicationFactory.create_batch(count, place=place)


@pytest.mark.parametrize("count", [2, COLLEAGUES])
def test_the_last_place_goes_to_exactly_one(count: int) -> None:
    assert accept_at_once(applications(count)) == {"accepted": 1, "NotAllowed": count - 1}
    assert stored() == (1, 1, 1)


def test_one_application_accepted_by_many_takes_one_place() -> None:
    place = CallPlaceFactory.create(places=COLLEAGUES)
    lead = ApplicationFactory.create(place=place)
    assert accept_at_once([lead] * COLLEAGUES) == {"accepted": COLLEAGUES}
    assert stored() == (1, 1, 1)


def careless(place_id: int) -> bool:
    """The twin of `take_place`: it trusts that there is room."""
    return bool(CallPlace.objects.filter(pk=place_id).update(taken=F("taken") + 1))


def test_the_database_refuses_what_the_code_lets_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accepting, "take_place", careless)
    assert accept_at_once(applications(COLLEAGUES)) == {"accepted": 1, "IntegrityError": COLLEAGUES - 1}
    assert stored() == (1, 1, 1)


@pytest.fixture
def without_constraint() -> Iterator[None]:
    constraint = next(each for each in CallPlace._meta.constraints if each.name == "call_place_room")
    with connection.schema_editor() as editor:
        editor.remove_constraint(CallPlace, constraint)
    yield
    CallPlace.objects.update(taken=0)
    with connection.schema_editor() as editor:
        editor.add_constraint(CallPlace, constraint)


def test_the_twin_without_any_guard_gives_more_than_there_are(
    without_constraint: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accepting, "take_place", careless)
    assert accept_at_once(applications(COLLEAGUES)) == {"accepted": COLLEAGUES}
