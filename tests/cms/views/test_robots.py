"""What crawlers are told."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.roles.test_outside import ROUTES


def test_crawlers_stay_out_of_what_is_personal(client: Client) -> None:
    answer = client.get("/robots.txt")

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=3600"
    paths = [
        "/_util/", "/aanmelden/", "/aanmelding/", "/account/", "/admin/", "/akkoord/", "/besloten/", "/betalen/",
        "/certificaat/", "/deelnemerslijst/", "/demo/", "/evaluatie/", "/gast/", "/gasten/", "/in-company/", "/inschrijven/", "/inschrijving/", "/mijn-inschrijvingen/", "/offerte/", "/ontvangst/", "/op-de-hoogte/", "/postvak/",
        "/stijlgids/", "/wachtlijst/", "/wachtplaats/", "/zoeken/",
    ]  # fmt: skip
    closed = [f"Disallow: {path}" for path in paths] + [f"Disallow: /en{path}" for path in paths]
    assert answer.content.decode().splitlines() == [
        "User-agent: *",
        *closed,
        "",
        "Sitemap: http://testserver/sitemap.xml",
    ]


SOMEBODY = "00000000-0000-4000-8000-000000000000"
AFTER_THE_KEY = {
    name: [SOMEBODY]
    for name in (
        "betalingen:invoice_pdf",
        "betalingen:invoice_ubl",
        "events:booking_upload",
        "events:cancel_seat",
        "events:material",
        "events:registration_upload",
        "events:substitute",
    )
} | {"events:portal_page": ["onderdeel", ""]}


@pytest.mark.parametrize("name", sorted(ROUTES["whoever has the key"].split()))
def test_every_personal_link_is_closed(client: Client, name: str) -> None:
    told = client.get("/robots.txt").content.decode().splitlines()
    closed = tuple(line.removeprefix("Disallow: ") for line in told if line.startswith("Disallow: "))
    address = reverse(name, args=["sleutel", *AFTER_THE_KEY.get(name, [])])

    assert address.startswith(closed)


def test_the_demo_is_closed(client: Client, settings: Settings, page_tree: SimpleNamespace) -> None:
    settings.DEMO = True

    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"
