"""The home page: what the academy does and what is new."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories.cms import AcademyImageFactory, NewsPageFactory, OrganisationFactory, stream


def test_home_shows_title_buttons_quote_and_partners(page_tree: SimpleNamespace, client: Client) -> None:
    home = page_tree.home
    home.title = "Goed werk is een vak"
    home.lead = "Wij trainen mensen die voor de overheid werken."
    home.buttons = stream(
        [
            ("button", {"label": "Bekijk de agenda", "page": page_tree.agenda.pk}),
            ("button", {"label": "Alle opleidingen", "page": page_tree.programmes.pk}),
        ]
    )
    home.quotes = stream([("quote", {"text": "Ik leerde veel.", "speaker": "Sanne Visser", "function": "adviseur"})])
    partner = OrganisationFactory.create(name="Hogeschool De Brink", website="https://debrink.example/")
    home.partners = stream([("partner", {"organisation": partner.pk, "role": "kernpartner", "receives": ""})])
    home.save()

    html = client.get("/").content.decode()

    assert "<h1>Goed werk is een vak</h1>" in html
    assert '<a class="btn" href="/agenda/">Bekijk de agenda</a>' in html
    assert '<a class="btn alt" href="/opleidingen/">Alle opleidingen</a>' in html
    assert "‘Ik leerde veel.’" in html
    assert '<a href="https://debrink.example/">Hogeschool De Brink</a>' in html
    assert "<small>kernpartner</small>" in html


def test_home_shows_the_three_newest_articles(page_tree: SimpleNamespace, client: Client) -> None:
    for day in range(1, 6):
        NewsPageFactory(parent=page_tree.news, title=f"Bericht van {day} november", published_on=dt.date(2026, 11, day))

    html = client.get("/").content.decode()

    shown = [day for day in range(1, 6) if f"Bericht van {day} november" in html]
    assert shown == [3, 4, 5]


def test_home_without_news_has_no_empty_heading(page_tree: SimpleNamespace, warmed: Callable[[str], str]) -> None:
    assert "Nieuws uit het vak" not in warmed("/")


def test_articles_behind_a_password_are_not_announced(page_tree: SimpleNamespace, warmed: Callable[[str], str]) -> None:
    hidden = NewsPageFactory(parent=page_tree.news, title="Alleen voor deelnemers")
    hidden.view_restrictions.create(restriction_type="password", password="geheim")

    assert "Alleen voor deelnemers" not in warmed("/")
    assert "Alleen voor deelnemers" not in warmed(page_tree.news.url)
    asked = warmed(hidden.url)
    assert 'type="password"' in asked
    assert "Een alinea." not in asked


@pytest.mark.parametrize("count", [1, 30])
def test_home_costs_13_queries(
    page_tree: SimpleNamespace,
    client: Client,
    warmed: Callable[[str], str],
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    home = page_tree.home
    home.buttons = stream([("button", {"label": "Agenda", "page": page_tree.agenda.pk})])
    home.partners = stream(
        [
            ("partner", {"organisation": OrganisationFactory.create(logo=AcademyImageFactory()).pk, "role": "partner"})
            for _ in range(count)
        ]
    )
    home.save()
    for day in range(count):
        NewsPageFactory(
            parent=page_tree.news, image=AcademyImageFactory(), published_on=dt.date(2026, 10, 1) + dt.timedelta(day)
        )
    warmed("/")

    with django_assert_num_queries(13):
        client.get("/")


def test_articles_that_editors_choose_come_first(page_tree: SimpleNamespace, client: Client) -> None:
    pages = [
        NewsPageFactory(parent=page_tree.news, title=f"Bericht van {day} november", published_on=dt.date(2026, 11, day))
        for day in range(1, 6)
    ]
    page_tree.home.highlights = stream([("article", pages[0].pk)])
    page_tree.home.save()

    html = client.get("/").content.decode()

    places = [html.find(f"Bericht van {day} november") for day in (1, 5, 4)]
    assert -1 < places[0] < places[1] < places[2]
    assert "Bericht van 3 november" not in html
