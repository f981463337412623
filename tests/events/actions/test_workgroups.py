"""Workgroups: what an editor sets, what a participant chooses, and never more in one than it has places."""

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import ModelLogEntry

from cms.api import NotAllowed
from cms.models import Message, User
from events.actions.cancel_registration import cancel_registration
from events.actions.choose_workgroup import choose_workgroup
from events.actions.name_participant import name_participant
from events.actions.set_workgroups import set_workgroups
from events.actions.settle_booking import confirm_booking, release_booking
from events.actions.substitute_participant import substitute_participant
from events.contracts import Participant
from events.lifecycles import EditionStatus
from events.models import Booking, Edition, Registration
from tests.events.bookings import PIETER, SANNE, book, order_of, paid_edition
from tests.events.workgroups import STREET, TABLE, workgroup
from tests.factories.events import EditionFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

MOHAMED = Participant("Mohamed de Boer", "m.deboer@lindewaard.example")


@pytest.fixture
def edition() -> Edition:
    made: Edition = EditionFactory.create(workgroups=[STREET, TABLE])
    return made


def chosen() -> dict[str, str]:
    return dict(Registration.objects.values_list("name", "workgroup"))


def in_table(participant: Participant) -> Participant:
    return replace(participant, workgroup="table")


def set_to(edition: Edition, *workgroups: object) -> Edition:
    return set_workgroups(edition_id=edition.pk, workgroups=Edition(workgroups=list(workgroups)).workgroups)


def test_the_choice_is_kept_with_the_participant(edition: Edition) -> None:
    book(edition, in_table(PIETER), SANNE)

    assert chosen() == {"Pieter de Boer": "table", "Sanne Visser": ""}
    mail = Message.objects.get(recipient=PIETER.email)
    assert "Overleg aan tafel" in mail.text
    assert "Werkgroep" in Message.objects.get(recipient=SANNE.email).text
    assert "nog niet gekozen" in Message.objects.get(recipient=SANNE.email).text


def test_one_too_many_books_nobody(edition: Edition) -> None:
    with pytest.raises(NotAllowed, match="nog 1 plaats"):
        book(edition, in_table(PIETER), in_table(SANNE))

    edition.refresh_from_db()
    assert (Booking.objects.count(), Message.objects.count(), edition.taken) == (0, 0, 0)


def test_a_full_workgroup_and_one_that_is_not_there_refuse(edition: Edition) -> None:
    book(edition, in_table(PIETER))

    with pytest.raises(NotAllowed, match="is vol"):
        book(edition, in_table(SANNE))
    with pytest.raises(NotAllowed, match="is er niet meer"):
        book(edition, replace(SANNE, workgroup="garden"))
    assert Registration.objects.count() == 1


def test_switching_frees_the_old_place(edition: Edition) -> None:
    placed = book(edition, in_table(PIETER), SANNE)
    pieter, sanne = placed.registrations
    with pytest.raises(NotAllowed, match="is vol"):
        choose_workgroup(registration_id=sanne.pk, workgroup="table")
    assert chosen() == {"Pieter de Boer": "table", "Sanne Visser": ""}

    choose_workgroup(registration_id=pieter.pk, workgroup="street")
    choose_workgroup(registration_id=sanne.pk, workgroup="table")

    assert chosen() == {"Pieter de Boer": "street", "Sanne Visser": "table"}
    lines = ModelLogEntry.objects.filter(action="events.workgroup_chosen")
    assert {line.data["number"] for line in lines} == {pieter.number, sanne.number}


def test_choosing_what_one_has_leaves_no_trace(edition: Edition) -> None:
    [pieter] = book(edition, in_table(PIETER)).registrations
    choose_workgroup(registration_id=pieter.pk, workgroup="table")
    assert not ModelLogEntry.objects.filter(action="events.workgroup_chosen").exists()


def test_whoever_cancels_frees_the_place(edition: Edition) -> None:
    [pieter] = book(edition, in_table(PIETER)).registrations
    cancel_registration(registration_id=pieter.pk)
    book(edition, in_table(SANNE))
    assert chosen() == {"Pieter de Boer": "table", "Sanne Visser": "table"}


def test_a_colleague_comes_in_the_same_workgroup(edition: Edition) -> None:
    [pieter] = book(edition, in_table(PIETER)).registrations
    new = substitute_participant(registration_id=pieter.pk, participant=SANNE)
    assert new.workgroup == "table"


def test_a_name_comes_with_a_choice(edition: Edition) -> None:
    first, second = book(edition, Participant("", ""), Participant("", "")).registrations
    name_participant(registration_id=first.pk, participant=in_table(PIETER))
    with pytest.raises(NotAllowed, match="is vol"):
        name_participant(registration_id=second.pk, participant=in_table(SANNE))
    second.refresh_from_db()
    assert (second.name, second.workgroup) == ("", "")


def test_what_staff_change_is_told_each_time(edition: Edition, django_user_model: type[User]) -> None:
    staff = django_user_model.objects.create_user("staff@example.org")
    pieter, seat = book(edition, PIETER, Participant("", "")).registrations
    told = Message.objects.filter(key__contains=":workgroup:").order_by("pk")

    choose_workgroup(registration_id=pieter.pk, workgroup="street")
    choose_workgroup(registration_id=seat.pk, workgroup="street", user=staff)
    assert not told.exists()
    for key in ("table", "table", "", "table"):
        choose_workgroup(registration_id=pieter.pk, workgroup=key, user=staff)

    assert {(mail.recipient, mail.subject) for mail in told} == {
        (PIETER.email, f"Uw werkgroep bij {edition.offering.title}")
    }
    now_at_table = "U zit nu in werkgroep “Overleg aan tafel”."
    said = [now_at_table in mail.text for mail in told]
    assert said == [True, False, True]
    assert "U hebt nu geen werkgroep." in told[1].text


@pytest.mark.parametrize("who", ["participant", "staff"])
def test_the_cut_off_holds_for_participants_only(edition: Edition, who: str, django_user_model: type[User]) -> None:
    [pieter] = book(edition, PIETER).registrations
    Edition.objects.update(names_until=timezone.now() - dt.timedelta(minutes=1))
    user = django_user_model.objects.create_user("staff@example.org") if who == "staff" else None
    if user is None:
        with pytest.raises(NotAllowed, match="kan niet meer"):
            choose_workgroup(registration_id=pieter.pk, workgroup="table")
    else:
        choose_workgroup(registration_id=pieter.pk, workgroup="table", user=user)
    assert chosen() == {"Pieter de Boer": "table" if user else ""}


def test_a_lost_place_that_is_paid_after_all_loses_a_full_workgroup() -> None:
    edition = paid_edition(workgroups=[STREET, TABLE])
    late = book(edition, in_table(PIETER))
    RegistrationFactory.create(booking__edition=edition, workgroup="table")
    order = order_of(late)
    release_booking(order=order, because="expired")
    confirm_booking(order=order)

    [registration] = late.registrations
    registration.refresh_from_db()
    assert (registration.status, registration.workgroup) == ("confirmed", "")


def test_only_a_choice_costs_a_statement(edition: Edition, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(12):
        book(edition, PIETER)
    with django_assert_num_queries(13):
        book(edition, in_table(SANNE))


def test_the_editor_sets_them(edition: Edition) -> None:
    set_to(edition, STREET, workgroup("garden", "In de tuin", 8))
    edition.refresh_from_db()
    assert [child["id"] for child in edition.workgroups.raw_data] == ["street", "garden"]
    line = ModelLogEntry.objects.get(action="events.workgroups_set")
    assert (line.object_id, line.data["count"]) == (str(edition.pk), 2)


@pytest.mark.parametrize(
    "workgroups", [[STREET], [STREET | {"value": STREET["value"] | {"capacity": 1}}, TABLE]], ids=["gone", "smaller"]
)
def test_what_people_chose_stays_and_stays_large_enough(edition: Edition, workgroups: list[object]) -> None:
    street = replace(PIETER, workgroup="street")
    book(edition, street, replace(SANNE, workgroup="street"), in_table(MOHAMED))

    with pytest.raises(NotAllowed, match="Er zit"):
        set_to(edition, *workgroups)

    edition.refresh_from_db()
    assert len(edition.workgroups) == 2
    assert not ModelLogEntry.objects.filter(action="events.workgroups_set").exists()


@pytest.mark.parametrize("status", [EditionStatus.COMPLETED, EditionStatus.CANCELLED])
def test_nothing_is_set_any_more_when_it_is_over(status: EditionStatus) -> None:
    edition = EditionFactory.create(status=status)
    with pytest.raises(NotAllowed):
        set_to(edition, TABLE)
    edition.refresh_from_db()
    assert len(edition.workgroups) == 0
