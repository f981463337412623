"""Suggestions while somebody types the name of an organisation."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cms.queries.organisations import organisation_called
from cms.rate_limit import Limit
from cms.views import organisations
from tests.factories.cms import OrganisationFactory
from tests.factories.events import RegistrationFactory

pytestmark = pytest.mark.django_db

URL = "/organisaties.json"


def found(client: Client, text: str) -> list[str]:
    return [each["name"] for each in client.get(URL, {"q": text}).json()]


@pytest.fixture(autouse=True)
def register() -> None:
    facts = {"place": "Lindewaard", "kvk_number": "90000010", "oin": "00000001900000100000"}
    OrganisationFactory.create(name="Gemeente Lindewaard", inhabitants=84_200, website="https://x.example", **facts)
    OrganisationFactory.create(name="Waterschap Oude Linde", kvk_number="90000020")
    OrganisationFactory.create(name="Academie der Oudelinden")


def test_it_gives_what_stands_in_public_registers_and_no_more(client: Client) -> None:
    response = client.get(URL, {"q": "lindewaard"})
    assert response.json() == [
        {
            "name": "Gemeente Lindewaard",
            "place": "Lindewaard",
            "kvk_number": "90000010",
            "oin": "00000001900000100000",
        }
    ]
    assert response["Content-Type"] == "application/json"
    assert not response.cookies


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("linde", ["Gemeente Lindewaard", "Waterschap Oude Linde", "Academie der Oudelinden"]),
        ("oude  linde", ["Waterschap Oude Linde"]),
        ("9000001", ["Gemeente Lindewaard"]),
        ("00000001", ["Gemeente Lindewaard"]),
        ("0010", []),
        ("l", []),
        ("", []),
        ("%", []),
        ("__", []),
        ("onbekend", []),
    ],
)
def test_by_name_kvk_number_or_oin(client: Client, text: str, names: list[str]) -> None:
    assert found(client, text) == names


def test_it_never_says_who_booked(client: Client) -> None:
    RegistrationFactory.create(booking__organisation_name="Gemeente Geheimwaard")
    assert found(client, "geheim") == []


def test_a_few_whatever_there_is_and_as_many_statements(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        found(client, "gemeente")
    for number in range(30):
        OrganisationFactory.create(name=f"Gemeente {number:02}")
    with django_assert_num_queries(2):
        assert len(found(client, "gemeente")) == 8


def test_whoever_asks_too_much_hears_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    few = Limit("organisations-address", 2, organisations.PER_ADDRESS.period)
    monkeypatch.setattr(organisations, "PER_ADDRESS", few)
    assert [client.get(URL, {"q": "linde"}).status_code for _each in range(3)] == [200, 200, 429]
    assert client.get(URL, {"q": "linde"}).json() == []


def test_nothing_can_be_sent_to_it(client: Client) -> None:
    assert client.post(URL, {"q": "linde"}).status_code == 405


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("gemeente LINDEWAARD", "Gemeente Lindewaard"),
        (" 90000010 ", "Gemeente Lindewaard"),
        ("00000001900000100000", "Gemeente Lindewaard"),
        ("9000001", None),
        ("Lindewaard", None),
        ("", None),
        (" ", None),
    ],
)
def test_what_is_filled_in_is_found_in_the_register(typed: str, name: str | None) -> None:
    known = organisation_called(typed)
    assert (known.name if known else None) == name


def test_an_empty_number_is_no_number() -> None:
    OrganisationFactory.create(name="Zonder nummers", kvk_number="", oin="")
    assert organisation_called("") is None
