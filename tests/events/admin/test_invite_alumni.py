"""A programme manager asks alumni to come again."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone
from wagtail.log_actions import registry

from cms.api import NotAllowed
from cms.models import Message, User
from events.actions.invite_alumnus import invite_alumnus
from events.lifecycles import EditionStatus
from events.models import Alumnus, AlumnusInvitation, Edition
from tests.factories.events import AlumnusFactory, EditionFactory, ProgrammePageFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/inschrijvingen/alumni/"


@pytest.fixture
def edition(page_tree: SimpleNamespace) -> Edition:
    page = ProgrammePageFactory.create(parent=page_tree.programmes, title="Terugkomdag")
    found: Edition = EditionFactory.create(offering=page)
    return found


def alumnus(email: str, **changes: Any) -> Alumnus:
    found: Alumnus = AlumnusFactory.create(registration__email=email, registration__name=email.split("@")[0], **changes)
    return found


def address(*people: Alumnus, query: str = "") -> str:
    chosen = query or "&".join(f"id={person.pk}" for person in people)
    return f"/admin/bulk/events/alumnus/invite/?next={LIST}&{chosen}"


def typed(edition: Edition, **changes: Any) -> dict[str, Any]:
    return {"edition": edition.pk, "words": "Komt u ook?\n\nGraag tot dan."} | changes


def recipients() -> list[str]:
    return sorted(Message.objects.values_list("recipient", flat=True))


def test_looked_at_first_it_goes_once_to_each_person(manager: Client, edition: Edition) -> None:
    anna, bram = alumnus("anna@linge.example"), alumnus("bram@linge.example")
    again = alumnus("Anna@Linge.example")
    comes = alumnus("comes@linge.example")
    RegistrationFactory.create(booking__edition=edition, email="COMES@linge.example")
    everybody = (anna, bram, again, comes)
    html = manager.post(address(*everybody), typed(edition)).content.decode()
    assert "2 mails gaan uit." in html
    assert html.count("<iframe") == 2
    assert recipients() == []
    for _twice in range(2):
        response = manager.post(address(*everybody), typed(edition, send=""))
        assert response.headers["Location"] == LIST
    assert [to.lower() for to in recipients()] == ["anna@linge.example", "bram@linge.example"]
    assert "0 mails gaan uit." in manager.post(address(*everybody), typed(edition)).content.decode()
    mail = Message.objects.get(recipient="bram@linge.example")
    assert mail.subject == "Uitnodiging: Terugkomdag"
    leaving = f"/inschrijving/{bram.registration.access_key}/alumni/"
    for told in ("Beste bram", "Komt u ook?\n\nGraag tot dan.", edition.offering.url, leaving):
        assert told in mail.text
    lines = registry.get_logs_for_instance(bram.registration).filter(action="events.alumnus_invited")
    assert [line.data["edition"] for line in lines] == [str(edition)]


def test_all_that_the_filter_lets_through(manager: Client, edition: Edition) -> None:
    inside, _outside = alumnus("in@linge.example"), alumnus("uit@linge.example")
    offering = inside.registration.edition.offering_id
    manager.post(address(query=f"id=all&offering={offering}"), typed(edition, send=""))
    assert recipients() == ["in@linge.example"]


def test_the_list_has_the_button_and_a_year_to_filter_by(manager: Client) -> None:
    alumnus("anna@linge.example")
    html = manager.get(LIST).content.decode()
    assert "Nodig uit" in html
    this = timezone.localdate().year
    assert "anna" in manager.get(f"{LIST}?joined_at_from={this}-01-01&joined_at_to={this}-12-31").content.decode()


def test_whoever_leaves_with_the_link_hears_of_nothing_more(client: Client, edition: Edition) -> None:
    anna, again = alumnus("anna@linge.example"), alumnus("ANNA@linge.example")
    invite_alumnus(alumnus_id=anna.pk, edition_id=edition.pk, words="Komt u ook?")
    path = f"/inschrijving/{anna.registration.access_key}/alumni/"
    assert "Haal mij van de lijst" in client.get(path).content.decode()
    client.post(path, {"leave": "1"})
    assert (Alumnus.objects.count(), AlumnusInvitation.objects.count()) == (0, 0)
    for person in (anna, again):
        assert registry.get_logs_for_instance(person.registration).filter(action="events.alumni_left").count() == 1
        other = EditionFactory.create()
        assert not invite_alumnus(alumnus_id=person.pk, edition_id=other.pk, words="Toch?")
    assert recipients() == ["anna@linge.example"]


@pytest.mark.parametrize(
    "changes", [{"status": EditionStatus.DRAFT}, {"status": EditionStatus.CANCELLED}, {"access_key": "k" * 32}]
)
def test_to_what_nobody_can_sign_up_for_nobody_is_asked(manager: Client, changes: dict[str, Any]) -> None:
    anna, edition = alumnus("anna@linge.example"), EditionFactory.create(**changes)
    html = manager.post(address(anna), typed(edition, send="")).content.decode()
    assert "Graag tot dan.</textarea>" in html
    with pytest.raises(NotAllowed):
        invite_alumnus(alumnus_id=anna.pk, edition_id=edition.pk, words="Komt u ook?")
    assert recipients() == []


def test_only_who_may_write_to_participants_asks(
    programme_manager: User, log_in: Callable[[User], Client], edition: Edition
) -> None:
    codes = ("access_admin", "view_alumnus")
    programme_manager.groups.clear()
    programme_manager.user_permissions.set(Permission.objects.filter(codename__in=codes))
    anna = alumnus("anna@linge.example")
    answer = log_in(programme_manager).post(address(anna), typed(edition, send=""))
    assert answer.status_code in (302, 403)
    assert recipients() == []
