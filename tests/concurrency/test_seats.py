"""200 people at once for 12 places, each with a connection of their own to a real PostgreSQL."""

import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.db.models import F

from betalingen.models import Order
from cms.api import NotAllowed
from cms.models import Message
from events.actions import place_booking as booking
from events.actions.cancel_registration import cancel_registration
from events.actions.place_booking import AlreadyRegistered, Booker, NoSeats, place_booking
from events.contracts import Participant
from events.models import Booking, Edition, Registration
from events.queries.editions import whole_editions
from tests.events.bookings import book, paid_edition
from tests.factories.events import EditionFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_pool")]

PLACES = 12
PEOPLE = 200
FEW = 40  # enough to show what happens without the guard
AT_ONCE = 200  # threads, each with a connection of its own


def at_once(work: Callable[[int], str], count: int = PEOPLE) -> Counter[str]:
    """Do the work `count` times, as many at the same moment as there are threads, and count how it ended."""
    crowd = min(count, AT_ONCE)
    ready = threading.Barrier(crowd)
    started = threading.local()

    def one(number: int) -> str:
        if not hasattr(started, "yes"):
            started.yes = True
            ready.wait(timeout=60)
        try:
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(crowd) as pool:
        return Counter(pool.map(one, range(count)))


def sign_up(edition: uuid.UUID, number: int, people: int = 1) -> str:
    participants = [Participant(f"Persoon {number}", f"persoon{number}.{each}@example.org") for each in range(people)]
    try:
        place_booking(
            edition=whole_editions().get(public_id=edition),
            form_key=uuid.uuid4(),
            participants=participants,
            booker=Booker(name=participants[0].name, email=participants[0].email),
            language="nl",
        )
    except NoSeats as refusal:
        return "told" if str(refusal.reason) else "silence"
    return "in"


def test_exactly_twelve_get_in_and_everybody_else_is_told() -> None:
    edition = EditionFactory.create(capacity=PLACES)

    assert at_once(lambda number: sign_up(edition.public_id, number)) == {"in": PLACES, "told": PEOPLE - PLACES}
    edition.refresh_from_db()
    assert (edition.taken, Registration.objects.count(), Message.objects.count()) == (PLACES, PLACES, PLACES)


def test_groups_get_all_their_seats_or_none() -> None:
    edition = EditionFactory.create(capacity=PLACES)
    ended = at_once(lambda number: sign_up(edition.public_id, number, people=number % 4 + 1), 60)

    edition.refresh_from_db()
    assert edition.taken == Registration.objects.count() <= PLACES
    assert ended["in"] + ended["told"] == 60
    assert [each.registrations.count() for each in Booking.objects.all()] == [
        int(each.email.split(".")[0].removeprefix("persoon")) % 4 + 1 for each in Booking.objects.all()
    ]


def careless(edition_pk: int, count: int, _statuses: object = None) -> bool:
    """The twin of `take_seats`: it trusts that the places seen at the beginning are still there."""
    return bool(Edition.objects.filter(pk=edition_pk).update(taken=F("taken") + count))


@pytest.fixture
def without_guard(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Look first, then add, and no constraint behind it."""
    monkeypatch.setattr(booking, "take_seats", careless)
    constraint = next(each for each in Edition._meta.constraints if each.name == "edition_seats")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Edition, constraint)
    yield
    Edition.objects.update(taken=0)
    with connection.schema_editor() as editor:
        editor.add_constraint(Edition, constraint)


def test_the_twin_without_the_guard_oversells(without_guard: None) -> None:
    edition = EditionFactory.create(capacity=PLACES)
    at_once(lambda number: sign_up(edition.public_id, number), FEW)

    assert Registration.objects.count() > PLACES


def test_the_database_refuses_what_the_code_lets_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(booking, "take_seats", careless)
    edition = EditionFactory.create(capacity=PLACES)

    def one(number: int) -> str:
        try:
            return sign_up(edition.public_id, number)
        except Exception as error:  # noqa: BLE001  # whatever it is, it is counted
            return type(error).__name__

    ended = at_once(one)
    edition.refresh_from_db()
    assert (ended["in"], edition.taken, Registration.objects.count()) == (PLACES, PLACES, PLACES)
    assert ended["IntegrityError"] + ended["told"] == PEOPLE - PLACES


def test_one_person_in_many_tabs_is_registered_once() -> None:
    edition = EditionFactory.create(capacity=PLACES)

    def one(_number: int) -> str:
        try:
            return sign_up(edition.public_id, 7)
        except AlreadyRegistered:
            return "already"

    assert at_once(one, 40) == {"in": 1, "already": 39}
    edition.refresh_from_db()
    assert (edition.taken, Message.objects.count()) == (1, 1)


def test_one_form_sent_many_times_at_once_books_once() -> None:
    edition = paid_edition(capacity=PLACES)
    key = uuid.uuid4()
    ended = at_once(lambda _number: "new" if book(edition, form_key=key).is_new else "same", 40)

    edition.refresh_from_db()
    assert ended == {"new": 1, "same": 39}
    assert (edition.taken, Booking.objects.count(), Order.objects.count()) == (1, 1, 1)


def test_coming_and_going_at_once_leaves_the_sums_right() -> None:
    edition = EditionFactory.create(capacity=PLACES)
    for number in range(PLACES):
        sign_up(edition.public_id, 1000 + number)
    leaving = list(Registration.objects.values_list("pk", flat=True))

    def one(number: int) -> str:
        if number % 4 == 0 and number // 4 < len(leaving):
            cancel_registration(registration_id=leaving[number // 4])
            return "out"
        try:
            return sign_up(edition.public_id, number)
        except NotAllowed:
            return "told"

    at_once(one, 80)
    edition.refresh_from_db()
    seated = Registration.objects.filter(status="confirmed").count()
    assert edition.taken == seated <= PLACES
