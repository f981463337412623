"""What a programme manager does about who receives a day, on the screen of an edition."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from cms.models import Message, User
from events.models import Edition, HostInvitation, Registration
from tests.events.hosts import ADDRESS, edition_out, invite
from tests.events.questions import DIET, LUNCH
from tests.factories.cms import OrganisationFactory
from tests.factories.events import RegistrationFactory

pytestmark = pytest.mark.django_db

VERBS = ("remind_host", "confirm_host", "withdraw_host")


@pytest.fixture
def edition() -> Edition:
    return edition_out()


@pytest.fixture
def participant(edition: Edition) -> Registration:
    found: Registration = RegistrationFactory.create(
        booking__edition=edition, booking__name="Noor Bakker", booking__organisation_name="gemeente linge"
    )
    return found


def asking(edition: Edition) -> str:
    return reverse("editions:invite_host", args=[edition.sessions.get().pk])


def screen(manager: Client, edition: Edition) -> str:
    return manager.get(reverse("editions:inspect", args=[edition.pk])).content.decode()


def act(manager: Client, verb: str, **typed: Any) -> str:
    path = reverse(f"editions:{verb}", args=[HostInvitation.objects.get().pk])
    assert manager.get(path).status_code == 200
    return manager.post(path, typed, follow=True).content.decode()


def test_a_participant_is_asked_at_the_organisation_of_the_register(
    manager: Client, edition: Edition, participant: Registration
) -> None:
    organisation = OrganisationFactory.create(name="Gemeente Linge")
    edition.questions = [LUNCH, DIET]
    edition.save()
    assert asking(edition) in screen(manager, edition)
    form = manager.get(asking(edition)).content.decode()
    assert "Noor Bakker, gemeente linge" in form
    assert "Eet u mee?" in form
    assert "Wat eet u niet?" not in form  # what anybody may type is never counted
    typed = {"participant": participant.pk, "asks_lunch": "on", "counted": ["lunch"]}
    assert "De vraag is onderweg." in manager.post(asking(edition), typed, follow=True).content.decode()
    asked = HostInvitation.objects.get()
    assert (asked.organisation, asked.name, asked.email) == (organisation, "Noor Bakker", participant.email)
    assert (asked.asks_coffee, asked.asks_lunch, asked.counted) == (False, True, ["lunch"])
    text = screen(manager, edition)
    assert "Gemeente Linge" in text
    assert asking(edition) not in text
    assert all(reverse(f"editions:{verb}", args=[asked.pk]) in text for verb in VERBS)


def test_somebody_else_is_asked_by_name(manager: Client, edition: Edition) -> None:
    organisation = OrganisationFactory.create()
    typed = {"organisation": organisation.pk, "name": "Noor Bakker", "email": "n.bakker@linge.example"}
    manager.post(asking(edition), typed)
    assert Message.objects.get().recipient == "n.bakker@linge.example"


@pytest.mark.parametrize("missing", ["organisation", "name", "email"])
def test_what_is_missing_is_asked_beside_its_field(manager: Client, edition: Edition, missing: str) -> None:
    typed = {"organisation": OrganisationFactory.create().pk, "name": "Noor Bakker", "email": "n.bakker@linge.example"}
    answer = manager.post(asking(edition), {**typed, missing: ""})
    assert list(answer.context["form"].errors) == [missing]
    assert not HostInvitation.objects.exists()


def test_an_employer_that_is_not_in_the_register_is_said(
    manager: Client, edition: Edition, participant: Registration
) -> None:
    answer = manager.post(asking(edition), {"participant": participant.pk})
    assert "“gemeente linge” staat niet in het register." in answer.content.decode()
    assert not HostInvitation.objects.exists()


def test_nobody_of_another_edition_can_be_chosen(manager: Client, edition: Edition) -> None:
    other = RegistrationFactory.create(booking__name="Iemand Anders")
    assert "Iemand Anders" not in manager.get(asking(edition)).content.decode()
    assert "participant" in manager.post(asking(edition), {"participant": other.pk}).context["form"].errors


def test_reminding_goes_once_a_day(manager: Client, edition: Edition) -> None:
    invite(edition)
    assert "De herinnering is onderweg." in act(manager, "remind_host")
    assert "Vandaag ging er al een herinnering." in act(manager, "remind_host")


def test_confirming_on_behalf_wants_an_address(manager: Client, edition: Edition) -> None:
    invite(edition)
    act(manager, "confirm_host", place="Stadskantoor, Linge", address="")
    assert edition.sessions.get().place == ""
    act(manager, "confirm_host", place=ADDRESS.place, address=ADDRESS.address, directions="")
    assert edition.sessions.get().address == ADDRESS.address
    assert "ontvangt; de plaats is bekend" in screen(manager, edition)


def test_taking_it_back_another_can_be_asked(manager: Client, edition: Edition) -> None:
    invite(edition)
    assert "De vraag is ingetrokken." in act(manager, "withdraw_host")
    assert asking(edition) in screen(manager, edition)


def test_whoever_may_not_see_participants_reads_nothing_of_hosts(
    edition: Edition, page_tree: object, programme_manager: User, log_in: Callable[[User], Client]
) -> None:
    asked = invite(edition)
    for group in programme_manager.groups.all():
        group.permissions.remove(Permission.objects.get(codename="view_registration"))
    client = log_in(programme_manager)
    assert "Noor Bakker" not in screen(client, edition)
    assert "Noor Bakker" not in client.get(asking(edition), follow=True).content.decode()
    for verb in VERBS:
        client.post(reverse(f"editions:{verb}", args=[asked.pk]), {"place": "x", "address": "y"})
    asked.refresh_from_db()
    assert (asked.status, asked.reminded_at) == ("invited", None)


def test_a_draft_with_a_host_is_not_thrown_away(manager: Client) -> None:
    edition = edition_out(status="draft")
    delete = reverse("editions:delete", args=[edition.pk])
    assert delete in screen(manager, edition)
    invite(edition)
    assert delete not in screen(manager, edition)
    manager.post(delete)
    assert Edition.objects.filter(pk=edition.pk).exists()


def test_the_queries_of_the_screen_do_not_grow(manager: Client, django_assert_max_num_queries: Any) -> None:
    """One more than an edition that is online has."""
    edition = edition_out()
    invite(edition)
    screen(manager, edition)
    with django_assert_max_num_queries(33):
        screen(manager, edition)
