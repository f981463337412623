"""Where employees choose one of the editions of their organisation."""

import datetime as dt
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.models import ProgrammePage
from events.lifecycles import EditionStatus
from events.models import Edition, Quote
from tests.events.contracts import contract
from tests.factories.events import EditionFactory, ProgrammePageFactory

pytestmark = pytest.mark.django_db

KEY = "e" * 32
ADDRESS = f"/in-company/{KEY}/kiezen/"


@pytest.fixture
def page(page_tree: SimpleNamespace) -> ProgrammePage:
    made: ProgrammePage = ProgrammePageFactory.create(parent=page_tree.programmes, title="Goed werk", in_company=True)
    return made


@pytest.fixture
def quote(page: ProgrammePage) -> Quote:
    return contract(request__offering=page, employees_key=KEY)


@pytest.fixture
def edition(quote: Quote) -> Edition:
    return edition_of(quote, "a" * 32)


def edition_of(quote: Quote, key: str | None, **changes: Any) -> Edition:
    made: Edition = EditionFactory.create(quote=quote, offering=quote.request.offering, access_key=key, **changes)
    return made


def offered(client: Client, address: str = ADDRESS) -> Iterator[str]:
    return (url for url, _card in client.get(address).context["choice"].cards)


def test_each_date_with_a_free_seat_leads_to_its_own_form(edition: Edition, quote: Quote, client: Client) -> None:
    edition_of(quote, "b" * 32, taken=12)
    edition_of(quote, "c" * 32, team="Vergunningen")
    edition_of(quote, "d" * 32, status=EditionStatus.DRAFT)
    edition_of(quote, "f" * 32, status=EditionStatus.CANCELLED)
    edition_of(contract(request__offering=quote.request.offering), "g" * 32)
    begun = edition_of(quote, "h" * 32)
    begun.sessions.update(starts_at=timezone.now() - dt.timedelta(minutes=1), walk_in_at=None)

    response = client.get(ADDRESS)

    assert list(offered(client)) == [f"/besloten/{'a' * 32}/"]
    html = response.content.decode()
    assert "1 andere datum is vol." in html
    assert "Gemeente Lindewaard" in html
    for secret in ("Vergunningen", "€", quote.access_key, quote.request.email, quote.request.contact_name):
        assert secret not in html
    assert client.get(next(offered(client))).status_code == 200


def test_it_is_kept_by_nobody_and_told_to_nobody(edition: Edition, client: Client) -> None:
    response = client.get(ADDRESS)
    assert (response["Cache-Control"], response["Referrer-Policy"], response["X-Robots-Tag"]) == (
        "no-store, private",
        "no-referrer",
        "noindex, nofollow",
    )


def test_the_key_of_the_offer_is_another_one_and_gives_no_choice(quote: Quote, client: Client) -> None:
    for guess in (quote.access_key, str(quote.public_id), str(quote.pk), KEY[:-1], KEY.upper(), "None"):
        assert client.get(f"/in-company/{guess}/kiezen/").status_code == 404, guess
    assert client.get(f"/offerte/{KEY}/").status_code == 404


def test_without_a_free_seat_it_says_so(quote: Quote, client: Client) -> None:
    edition_of(quote, "b" * 32, taken=12)
    assert "Er is nu geen datum met een vrije plaats" in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize("count", [1, 12])
def test_as_many_queries_with_one_as_with_twelve(
    count: int, quote: Quote, client: Client, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        edition_of(quote, f"{number:032}")
    client.get(ADDRESS)
    with django_assert_num_queries(9):
        assert len(list(offered(client))) == count


def test_whoever_signs_up_for_a_team_reads_which(quote: Quote, client: Client) -> None:
    edition_of(quote, "c" * 32, team="Vergunningen")
    assert "Voor Vergunningen" in client.get(f"/besloten/{'c' * 32}/").content.decode()


def test_the_organisation_finds_the_links_with_its_offer(edition: Edition, quote: Quote, client: Client) -> None:
    edition_of(quote, "c" * 32, team="Vergunningen")
    html = client.get(f"/offerte/{quote.access_key}/").content.decode()
    assert ADDRESS in html
    assert f"/besloten/{'c' * 32}/" in html
    assert f"/besloten/{'a' * 32}/" not in html
    assert "0 van 15 edities gegeven, 2 gepland." in html
