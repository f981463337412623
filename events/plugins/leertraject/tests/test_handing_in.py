"""Handing in and taking back, as actions."""

import uuid
from typing import Any

import pytest
from wagtail.models import ModelLogEntry

from cms.api import NotAllowed
from events.api import RegistrationView, participant_file
from events.plugins.leertraject.actions.hand_in import HandedFile, hand_in
from events.plugins.leertraject.actions.note_accomplished import note_accomplished
from events.plugins.leertraject.actions.take_back import take_back
from events.plugins.leertraject.models import Assignment, AssignmentWork
from events.plugins.leertraject.tests.making import PDF, make_assignment, make_edition, people_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("page_tree")]


@pytest.fixture
def edition() -> Any:
    return make_edition("Anna van den Berg", "Bert Aalders")


@pytest.fixture
def anna(edition: Any) -> RegistrationView:
    return people_of(edition)[1]


def test_text_and_file_are_kept_and_replaced(edition: Any, anna: RegistrationView) -> None:
    casus = make_assignment(edition).public_id
    first = hand_in(registration=anna, assignment=casus, text=" Mijn casus ", file=HandedFile("verslag.pdf", PDF))
    assert first.file is not None
    kept = participant_file(anna.public_id, first.file)
    assert kept is not None
    assert (first.text, kept.name, kept.content_type, kept.content) == (
        "Mijn casus",
        "verslag.pdf",
        "application/pdf",
        PDF,
    )
    # Of the colleague on another booking it is not.
    assert participant_file(people_of(edition)[0].public_id, first.file) is None
    again = hand_in(registration=anna, assignment=casus, text="Beter", file=HandedFile("nieuw.pdf", PDF))
    assert participant_file(anna.public_id, first.file) is None
    assert AssignmentWork.objects.values_list("text", "file", "file_name").get() == ("Beter", again.file, "nieuw.pdf")
    later = hand_in(registration=anna, assignment=casus, text="Nog beter")
    assert later.file == again.file
    assert ModelLogEntry.objects.filter(action="leertraject.handed_in").count() == 3


@pytest.mark.parametrize("content", [b"MZ een programma", PDF + bytes(5_000_000)])
def test_other_files_are_refused_and_nothing_is_kept(edition: Any, anna: RegistrationView, content: bytes) -> None:
    casus = make_assignment(edition).public_id
    with pytest.raises(NotAllowed, match="Een PDF"):
        hand_in(registration=anna, assignment=casus, text="Tekst", file=HandedFile("x.pdf", content))
    assert not AssignmentWork.objects.exists()


def test_nothing_is_no_work_but_a_tick_is(edition: Any, anna: RegistrationView) -> None:
    with pytest.raises(NotAllowed, match="Schrijf iets op"):
        hand_in(registration=anna, assignment=make_assignment(edition).public_id, text="  ")
    ticked = make_assignment(edition, handed_in=Assignment.HandedIn.TICK)
    assert hand_in(registration=anna, assignment=ticked.public_id).handed_in_at is not None


def test_what_only_the_academy_ticks_of_another_edition_or_without_a_place(
    edition: Any, anna: RegistrationView
) -> None:
    talk = make_assignment(edition, handed_in=Assignment.HandedIn.NOTHING)
    foreign = make_assignment(make_edition())
    for assignment in (talk.public_id, foreign.public_id, uuid.uuid4()):
        with pytest.raises(NotAllowed, match="kunt u niets inleveren"):
            hand_in(registration=anna, assignment=assignment, text="Tekst")
    gone = RegistrationView(**{**vars(anna), "status": "cancelled"})
    with pytest.raises(NotAllowed, match="kunt u niets inleveren"):
        hand_in(registration=gone, assignment=make_assignment(edition).public_id, text="Tekst")
    assert not AssignmentWork.objects.exists()


def test_what_was_accomplished_stays_as_it_is(edition: Any, anna: RegistrationView) -> None:
    casus = make_assignment(edition).public_id
    hand_in(registration=anna, assignment=casus, text="Mijn casus")
    cell = (casus, anna.public_id)
    note_accomplished(edition=edition.public_id, listed=[cell], accomplished=[cell])
    with pytest.raises(NotAllowed, match="al behaald"):
        hand_in(registration=anna, assignment=casus, text="Anders")
    with pytest.raises(NotAllowed, match="al behaald"):
        take_back(registration=anna, assignment=casus)
    assert AssignmentWork.objects.get().text == "Mijn casus"


def test_taking_back_deletes_text_and_file(edition: Any, anna: RegistrationView) -> None:
    casus = make_assignment(edition).public_id
    work = hand_in(registration=anna, assignment=casus, file=HandedFile("verslag.pdf", PDF))
    assert work.file is not None
    take_back(registration=anna, assignment=casus)
    take_back(registration=anna, assignment=casus)
    assert not AssignmentWork.objects.exists()
    assert participant_file(anna.public_id, work.file) is None
    assert ModelLogEntry.objects.filter(action="leertraject.taken_back").count() == 1
