"""Organisations that offer something with us: what whoever signs up reads of them, and what they read of participants."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import registry

from cms.api import NotAllowed
from cms.models import Message, Organisation, User
from events.actions.forget_list_readers import forget_list_readers
from events.actions.give_list import ReaderFacts, give_list
from events.actions.take_back_list import take_back_list
from events.models import Edition, ListReader
from events.queries.co_providers import READ_FOR
from tests.events.views.test_register import DETAILS, ONE, Visitor
from tests.factories.cms import OrganisationFactory, stream
from tests.factories.events import EditionFactory, ProgrammePageFactory, RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)
JOOST = "j.mulder@fonds.example"


@pytest.fixture
def fund() -> Organisation:
    found: Organisation = OrganisationFactory.create(name="Fonds Linde")
    return found


@pytest.fixture
def edition(fund: Organisation) -> Edition:
    """A programme of which the fund receives names, and another partner nothing."""
    other = OrganisationFactory.create(name="Stille Partner")
    partners = stream(
        [
            ("partner", {"organisation": organisation.pk, "role": "partner", "receives": receives})
            for organisation, receives in ((fund, "naam en organisatie"), (other, ""))
        ]
    )
    found: Edition = EditionFactory.create(offering=ProgrammePageFactory.create(title="Leergang", partners=partners))
    return found


def give(edition: Edition, organisation: Organisation, **changes: Any) -> ListReader:
    facts: dict[str, Any] = {"name": "Joost Mulder", "email": JOOST, **changes}
    return give_list(edition_id=edition.pk, facts=ReaderFacts(organisation_id=organisation.pk, **facts))


def logged_in(email: str, *, proved: bool = True) -> Client:
    user = User.objects.create_user(email)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=proved)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def path_of(edition: Edition) -> str:
    return f"/deelnemerslijst/{edition.public_id}/"


def log_of(edition: Edition) -> list[str]:
    return [line.action.removeprefix("events.") for line in registry.get_logs_for_instance(edition).order_by("pk")]


# Signing up


def test_the_last_screen_says_who_gets_which_data(edition: Edition) -> None:
    visitor = Visitor(edition).send(**ONE)
    while visitor.screen != "check":
        assert "ontvangt naam en organisatie" not in visitor.text
        visitor.send(**DETAILS)
    assert "<li>Fonds Linde ontvangt naam en organisatie.</li>" in visitor.text
    assert "Stille Partner ontvangt" not in visitor.text


# Reading


def test_who_was_given_the_list_reads_it_on_record(edition: Edition, fund: Organisation) -> None:
    here = RegistrationFactory.create(booking__edition=edition, booking__name="Pieter de Boer")
    RegistrationFactory.create(booking__edition=edition, booking__name="Afgemelde", status="cancelled", seat=False)
    RegistrationFactory.create(booking__name="Van Elders")
    give(edition, fund, email=JOOST.upper())
    client = logged_in(JOOST)
    response = client.get(path_of(edition))
    text = response.content.decode()
    assert "Pieter de Boer" in text
    assert "namens Fonds Linde" in text
    assert not any(hidden in text for hidden in (here.email, here.access_key, "Afgemelde", "Van Elders"))
    assert (response["Cache-Control"], response["Referrer-Policy"]) == ("no-store, private", "no-referrer")
    assert log_of(edition) == ["list_given", "list_read"]
    assert client.post(path_of(edition)).status_code == 405


def test_addresses_only_when_a_colleague_chose_so(edition: Edition, fund: Organisation) -> None:
    here = RegistrationFactory.create(booking__edition=edition)
    give(edition, fund, shows_email=True)
    assert here.email in logged_in(JOOST).get(path_of(edition)).content.decode()


def test_the_mail_says_where_and_opens_nothing(edition: Edition, fund: Organisation, client: Client) -> None:
    give(edition, fund)
    mail = Message.objects.get()
    assert (mail.recipient, mail.subject) == (JOOST, "De deelnemerslijst van Leergang")
    assert path_of(edition) in mail.text
    answer = client.get(path_of(edition))
    assert answer.status_code == 302
    assert f"next={path_of(edition)}" in answer["Location"]


def test_nobody_else_learns_that_there_is_a_list(edition: Edition, fund: Organisation) -> None:
    participant = RegistrationFactory.create(booking__edition=edition)
    give(edition, fund)
    for visitor in (
        logged_in(participant.email),  # takes part, and reads nobody else
        logged_in("joost@elders.example"),
        logged_in(JOOST, proved=False),
    ):
        assert visitor.get(path_of(edition)).status_code == 404
    reader = logged_in("x" + JOOST)
    give(edition, fund, email="x" + JOOST)
    assert reader.get(path_of(edition)).status_code == 200
    another = EditionFactory.create(offering=edition.offering)
    for guess in (another.public_id, uuid4(), ListReader.objects.all()[0].public_id):
        assert reader.get(f"/deelnemerslijst/{guess}/").status_code == 404
    assert reader.get(f"/deelnemerslijst/{edition.pk}/").status_code == 404
    assert log_of(another) == []


@pytest.mark.parametrize("because", ["taken back", "off the page", "long over"])
def test_it_ends(edition: Edition, fund: Organisation, because: str) -> None:
    reader, client = give(edition, fund), logged_in(JOOST)
    assert client.get(path_of(edition)).status_code == 200
    if because == "taken back":
        take_back_list(reader_id=reader.pk)
    elif because == "off the page":
        page = edition.offering.specific
        page.partners = stream([])
        page.save()
    else:
        ended = timezone.now() - READ_FOR - MINUTE
        edition.sessions.update(starts_at=ended - MINUTE, ends_at=ended, walk_in_at=None)
    assert client.get(path_of(edition)).status_code == 404


# Giving


def test_only_whom_the_page_names_gets_a_list(edition: Edition, fund: Organisation) -> None:
    for organisation in (Organisation.objects.get(name="Stille Partner"), OrganisationFactory.create()):
        with pytest.raises(NotAllowed, match="Op de pagina"):
            give(edition, organisation)
    give(edition, fund)
    with pytest.raises(NotAllowed, match="leest de lijst al"):
        give(edition, fund, email=JOOST.upper())
    assert (ListReader.objects.count(), Message.objects.count()) == (1, 1)


def test_a_manager_gives_and_takes_back(manager: Client, edition: Edition, fund: Organisation) -> None:
    path = reverse("editions:list_readers", args=[edition.pk])
    assert path in manager.get(reverse("editions:inspect", args=[edition.pk])).content.decode()
    shown = manager.get(path).content.decode()
    assert "Fonds Linde ontvangt naam en organisatie." in shown
    assert "Stille Partner" not in shown
    wrong = manager.post(path, {"organisation": fund.pk, "name": "Joost Mulder", "email": "joost"})
    assert list(wrong.context["form"].errors) == ["email"]
    typed = {"organisation": fund.pk, "name": "Joost Mulder", "email": JOOST}
    text = manager.post(path, typed, follow=True).content.decode()
    assert JOOST in text
    assert "leest de lijst al" in manager.post(path, typed).content.decode()
    back = reverse("editions:take_back_list", args=[ListReader.objects.get().pk])
    assert back in text
    assert "Joost Mulder kan de deelnemerslijst niet meer lezen." in manager.get(back).content.decode()
    assert "De toegang is weg." in manager.post(back, follow=True).content.decode()
    assert not ListReader.objects.exists()


def test_without_a_co_provider_the_screen_says_what_to_do(manager: Client) -> None:
    path = reverse("editions:list_readers", args=[EditionFactory.create().pk])
    shown = manager.get(path).content.decode()
    assert "Zet eerst op de pagina welke organisatie welke gegevens ontvangt." in shown
    assert 'name="email"' not in shown


# Forgetting


def test_four_weeks_after_the_last_session_readers_go(fund: Organisation) -> None:
    def reader(ago: dt.timedelta) -> ListReader:
        end = timezone.now() - ago
        session = SessionFactory.create(starts_at=end - MINUTE, ends_at=end, walk_in_at=None)
        return ListReader.objects.create(edition=session.edition, organisation=fund, name="Joost", email=JOOST)

    old, recent = reader(READ_FOR + MINUTE), reader(READ_FOR - MINUTE)
    assert (forget_list_readers(), forget_list_readers()) == (1, 0)
    assert list(ListReader.objects.all()) == [recent]
    line = registry.get_logs_for_instance(old.edition).get()
    assert (line.action, line.data["count"]) == ("events.list_readers_forgotten", 1)


@pytest.fixture
def manager(page_tree: object, programme_manager: User, log_in: Callable[[User], Client]) -> Client:
    return log_in(programme_manager)
