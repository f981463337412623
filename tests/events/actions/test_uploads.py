"""Files among the answers: what is kept, whose it becomes, and when it is gone."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone

from cms.api import NotAllowed
from events.actions import forget_answers as forgetting
from events.actions.forget_answers import forget_answers
from events.actions.forget_uploads import forget_uploads
from events.actions.keep_upload import keep_upload
from events.actions.name_participant import name_participant
from events.actions.substitute_participant import substitute_participant
from events.contracts import Participant
from events.models import Booking, Registration, Upload
from events.questions import Answer
from events.upload_kinds import LARGEST
from tests.events.bookings import PIETER, SANNE, book
from tests.events.questions import A_PDF
from tests.factories.events import EditionFactory, SessionFactory

pytestmark = pytest.mark.django_db


def kept() -> Upload:
    return keep_upload(name="cv.pdf", content=A_PDF)


def answer(upload: Upload, *, passing: bool = True) -> Answer:
    return Answer(key="cv", label="Stuur uw cv mee", answer=upload.name, passing=passing, upload=str(upload.public_id))


def with_file(participant: Participant, upload: Upload, **changes: Any) -> Participant:
    return replace(participant, answers=(answer(upload, **changes),))


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("cv.pdf", "cv.pdf"),
        ("cv.exe", "cv.pdf"),
        ("../../a/b.html", "b.pdf"),
        ("", "bestand.pdf"),
        ("a\r\nb", "ab.pdf"),
    ],
)
def test_its_name_ends_as_its_content_says(name: str, stored: str) -> None:
    assert keep_upload(name=name, content=A_PDF).name == stored


@pytest.mark.parametrize("content", [b"<script>", A_PDF + b" " * LARGEST], ids=["kind", "size"])
def test_what_is_not_allowed_is_not_kept(content: bytes) -> None:
    with pytest.raises(NotAllowed, match="hooguit 5 MB"):
        keep_upload(name="cv.pdf", content=content)
    assert not Upload.objects.exists()


def test_it_comes_with_the_booking() -> None:
    upload = kept()
    placed = book(EditionFactory.create(), with_file(PIETER, upload))
    assert Upload.objects.get().booking == placed.booking
    assert Registration.objects.get().answers[0]["upload"] == str(upload.public_id)


def test_one_that_is_not_kept_any_more_or_came_with_another_booking_books_nobody() -> None:
    upload, edition = kept(), EditionFactory.create()
    book(edition, with_file(PIETER, upload))
    gone = kept()
    Upload.objects.filter(pk=gone.pk).delete()
    for each in (upload, gone):
        with pytest.raises(NotAllowed, match="kies het nog eens"):
            book(edition, with_file(SANNE, each))
    assert Booking.objects.count() == 1


def test_it_comes_with_a_name_and_with_a_colleague() -> None:
    [seat] = book(EditionFactory.create(), Participant("", "")).registrations
    name_participant(registration_id=seat.pk, participant=with_file(PIETER, kept()))
    substitute_participant(registration_id=seat.pk, participant=with_file(SANNE, kept()))
    assert list(Upload.objects.values_list("booking", flat=True)) == [seat.booking_id] * 2


def test_it_goes_with_its_answer_and_another_stays() -> None:
    edition = EditionFactory.create()
    edition.sessions.all().delete()
    over = timezone.now() - forgetting.KEPT_FOR
    passing, lasting, for_all = kept(), kept(), kept()
    book(
        edition,
        with_file(PIETER, passing),
        with_file(SANNE, lasting, passing=False),
        answers={"questions": {"given": [vars(answer(for_all))]}},
    )
    SessionFactory.create(edition=edition, starts_at=over - dt.timedelta(hours=2), ends_at=over)

    assert forget_answers() == 2

    assert list(Upload.objects.values_list("public_id", flat=True)) == [lasting.public_id]


def test_what_no_form_came_back_for_is_gone_in_a_day() -> None:
    lost, fresh, booked = kept(), kept(), kept()
    book(EditionFactory.create(), with_file(PIETER, booked))
    yesterday = timezone.now() - dt.timedelta(hours=25)
    Upload.objects.filter(pk__in=[lost.pk, booked.pk]).update(created_at=yesterday)

    assert forget_uploads() == 1

    assert set(Upload.objects.values_list("pk", flat=True)) == {fresh.pk, booked.pk}
