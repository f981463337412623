import datetime as dt
import uuid
from typing import Any

import pytest

from events.actions.drop_participant_files import drop_participant_files
from events.actions.keep_participant_file import keep_participant_file
from events.lifecycles import EditionStatus
from events.models import Booking, Upload
from events.queries.portal import editions_by_id, editions_under_way, participant_file, participants_of
from tests.factories.events import EditionFactory, RegistrationFactory, SessionFactory, noon_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("page_tree")]

PDF = b"%PDF-1.7"


def test_who_takes_part_by_last_name_in_their_own_language(django_assert_num_queries: Any) -> None:
    edition = EditionFactory.create(sessions=2)
    for name, language in (("Anna van den Berg", "nl"), ("Bert Aalders", "en")):
        RegistrationFactory.create(booking__edition=edition, booking__name=name, booking__language=language)
    RegistrationFactory.create(booking__edition=edition, name="", email="")
    RegistrationFactory.create(booking__edition=edition, status="cancelled", seat=False)
    RegistrationFactory.create()
    found = participants_of(edition.public_id)
    assert [(person.name, person.language, person.takes_part) for person in found] == [
        ("Bert Aalders", "en", True),
        ("Anna van den Berg", "nl", True),
    ]
    assert [len(person.edition.sessions) for person in found] == [2, 2]
    assert participants_of(uuid.uuid4()) == []
    with django_assert_num_queries(5):
        participants_of(edition.public_id)
    for _number in range(3):
        RegistrationFactory.create(booking__edition=edition)
    with django_assert_num_queries(5):
        participants_of(edition.public_id)


def test_editions_under_way_are_those_one_can_be_in_and_that_are_not_over() -> None:
    later, soon = EditionFactory.create(), EditionFactory.create(sessions=0)
    SessionFactory.create(edition=soon, starts_at=noon_in(-3))
    SessionFactory.create(edition=soon, starts_at=noon_in(3))
    over = EditionFactory.create(sessions=0)
    SessionFactory.create(edition=over, starts_at=noon_in(-3))
    EditionFactory.create(sessions=0)
    for status in (EditionStatus.DRAFT, EditionStatus.CANCELLED, EditionStatus.COMPLETED):
        EditionFactory.create(status=status)
    assert [view.public_id for view in editions_under_way("nl")] == [soon.public_id, later.public_id]
    known = editions_by_id([over.public_id, uuid.uuid4()], "nl")
    assert set(known) == {over.public_id}
    assert known[over.public_id].ends_at == noon_in(-3) + dt.timedelta(minutes=90)


def test_a_file_is_kept_with_its_booking_alone() -> None:
    mine, other = RegistrationFactory.create(), RegistrationFactory.create()
    file = keep_participant_file(registration=mine.public_id, name="verslag.pdf", content=PDF)
    kept = participant_file(mine.public_id, file)
    assert kept is not None
    assert (kept.name, kept.content_type, kept.content) == ("verslag.pdf", "application/pdf", PDF)
    assert participant_file(other.public_id, file) is None
    with pytest.raises(Booking.DoesNotExist):
        keep_participant_file(registration=uuid.uuid4(), name="verslag.pdf", content=PDF)
    assert Upload.objects.count() == 1
    drop_participant_files([file, uuid.uuid4()])
    assert participant_file(mine.public_id, file) is None
