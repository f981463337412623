"""The search page: what is found, what never is, and what stands around it."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits, SearchPromotion
from wagtail.models import Locale, PageViewRestriction

from cms.actions.count_search import LIMIT
from cms.models import NewsPage, Person, ProgrammePage, SynonymSet
from cms.tasks import forget_searches
from tests.factories.cms import (
    ContentPageFactory,
    NewsPageFactory,
    OrganisationFactory,
    PersonFactory,
    ProgrammePageFactory,
    ThemeFactory,
    stream,
)
from tests.factories.events import WebinarPageFactory

RunJobs = Callable[..., list[str]]


def _find(client: Client, text: str = "", path: str = "/zoeken/", **chosen: str) -> Any:
    response = client.get(path, {"q": text, **chosen} if text else chosen)
    assert response.status_code == 200
    return response.context["found"]


def _titles(found: Any) -> list[str]:
    return [hit.title for hit in found.hits]


@pytest.fixture
def pages(page_tree: SimpleNamespace, run_jobs: RunJobs) -> SimpleNamespace:
    """An article of 2026 about craft, a course, a webinar of 2027 about craft, and a plain page; all say "gemeenten"."""
    craft = ThemeFactory.create(name="Vakmanschap", slug="vakmanschap")
    text = "<p>Dit gaat over gemeenten en cursussen.</p>"
    news = NewsPageFactory(parent=page_tree.news, title="Bericht", body=stream([("text", text)]))
    course = ProgrammePageFactory(parent=page_tree.programmes, title="Leergang", body=stream([("text", text)]))
    webinar = WebinarPageFactory(
        parent=page_tree.agenda,
        title="Gesprek",
        body=stream([("text", text)]),
        starts_at=dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC),
    )
    plain = ContentPageFactory(parent=page_tree.home, title="Over ons", body=stream([("text", text)]))
    for page in (news, webinar):
        page.themes.add(craft)
        page.save()
    run_jobs()
    return SimpleNamespace(news=news, course=course, webinar=webinar, plain=plain, craft=craft)


@pytest.mark.parametrize(
    "text",
    [
        "gemeente",
        "Gemeenten",
        "gemeen",
        "cursus",
        "cursussen",
        "cursus gemeenten",
        "de gemeenten van",
        "gemeente-cursus",
    ],
)
def test_stems_beginnings_and_small_words(pages: SimpleNamespace, client: Client, text: str) -> None:
    assert sorted(_titles(_find(client, text))) == ["Bericht", "Gesprek", "Leergang", "Over ons"]


def test_the_word_is_marked_in_its_text_and_nothing_else_becomes_html(
    page_tree: SimpleNamespace, client: Client, run_jobs: RunJobs
) -> None:
    NewsPageFactory(
        parent=page_tree.news,
        title="Haken",
        body=stream([("text", "<p>Een 5 &lt; 6 over gemeenten &amp; meer.</p>")]),
    )
    run_jobs()

    html = client.get("/zoeken/", {"q": "gemeente"}).content.decode()

    assert "5 &lt; 6 over <mark>gemeenten</mark> &amp; meer." in html
    assert "5 < 6" not in html


def test_what_was_typed_comes_back_as_text(page_tree: SimpleNamespace, client: Client) -> None:
    html = client.get("/zoeken/", {"q": '"><script>alert(1)</script>'}).content.decode()

    assert "<script>alert" not in html
    assert 'value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in html


@pytest.mark.parametrize(
    "text", ["'", "\\", "a & b | !c", "<->", ":*", "%", "x" * 5000, "\x00gemeente", "🏛", "de het een"]
)
def test_no_text_breaks_it(page_tree: SimpleNamespace, client: Client, text: str) -> None:
    assert _titles(_find(client, text)) == []


def test_filters_narrow_down_as_links_that_keep_the_rest(pages: SimpleNamespace, client: Client) -> None:
    found = _find(client, "gemeente", thema="vakmanschap")

    assert sorted(_titles(found)) == ["Bericht", "Gesprek"]
    kinds, themes, years = found.filters
    assert sorted((one.label, one.url, one.count) for one in kinds.options) == [
        ("Alles", "?q=gemeente&thema=vakmanschap", 2),
        ("Nieuwsberichten", "?q=gemeente&soort=news&thema=vakmanschap", 1),
        ("Pagina’s", "?q=gemeente&soort=page&thema=vakmanschap", 0),
        ("Programma’s", "?q=gemeente&soort=programme&thema=vakmanschap", 0),
        ("Webinars", "?q=gemeente&soort=webinar&thema=vakmanschap", 1),
    ]
    assert [(one.label, one.is_active, one.count) for one in themes.options] == [
        ("Alle thema’s", False, 4),
        ("Vakmanschap", True, 2),
    ]
    assert [(one.label, one.count) for one in years.options] == [("Alle jaren", 2), ("2027", 1), ("2026", 1)]


@pytest.mark.parametrize(
    ("chosen", "titles"),
    [
        ({"soort": "webinar"}, ["Gesprek"]),
        ({"soort": "page"}, ["Over ons"]),
        ({"jaar": "2026"}, ["Bericht"]),
        ({"jaar": "2027", "soort": "news"}, []),
        ({"thema": "onzin", "jaar": "' OR 1=1"}, ["Bericht", "Gesprek", "Leergang", "Over ons"]),
    ],
)
def test_each_filter(pages: SimpleNamespace, client: Client, chosen: dict[str, str], titles: list[str]) -> None:
    assert sorted(_titles(_find(client, "gemeente", **chosen))) == titles


def test_a_theme_without_words_shows_all_of_it_newest_first(pages: SimpleNamespace, client: Client) -> None:
    found = _find(client, thema="vakmanschap")

    assert (_titles(found), found.is_asked) == (["Gesprek", "Bericht"], True)


def test_drafts_and_guarded_pages_are_never_found(
    pages: SimpleNamespace, page_tree: SimpleNamespace, client: Client, run_jobs: RunJobs
) -> None:
    pages.course.unpublish()
    PageViewRestriction.objects.create(page=pages.plain, restriction_type=PageViewRestriction.LOGIN)
    below = ContentPageFactory(parent=pages.plain, title="Onder een slot", lead="gemeenten")
    draft = pages.news.get_latest_revision_as_object()
    draft.title = "Geheime kop"
    draft.save_revision()
    run_jobs()

    assert below.live
    assert sorted(_titles(_find(client, "gemeente"))) == ["Bericht", "Gesprek"]
    assert _titles(_find(client, "geheime")) == []
    assert (
        "Geheime"
        not in client.get("/zoeken/", {"q": "geheime"}).content.decode().partition("<main")[2].partition("<h2")[2]
    )


def test_synonyms_work_in_every_direction_and_by_stem(
    page_tree: SimpleNamespace, client: Client, run_jobs: RunJobs
) -> None:
    SynonymSet.objects.create(words="in company, Maatwerk, bijscholingen")
    SynonymSet.objects.create(words="maatwerk, tailoring", language="en")
    for title in ("Training in company", "Wij leveren maatwerk", "Een bijscholing", "Tailoring"):
        ContentPageFactory(parent=page_tree.home, title=title, lead="", body="[]")
    run_jobs()

    expected = ["Een bijscholing", "Training in company", "Wij leveren maatwerk"]
    for text in ("in company", "maatwerk", "bijscholing", "In-Company"):
        assert sorted(_titles(_find(client, text))) == expected, text
    assert _titles(_find(client, "wij maatwerk")) == ["Wij leveren maatwerk"]


def test_a_title_counts_for_more_than_a_text(page_tree: SimpleNamespace, client: Client, run_jobs: RunJobs) -> None:
    ContentPageFactory(parent=page_tree.home, title="Iets anders", lead="Over gezag, gezag en gezag.")
    ContentPageFactory(parent=page_tree.home, title="Gezag", lead="")
    run_jobs()

    assert _titles(_find(client, "gezag")) == ["Gezag", "Iets anders"]


def test_what_was_typed_counts_for_more_than_a_synonym(
    page_tree: SimpleNamespace, client: Client, run_jobs: RunJobs
) -> None:
    SynonymSet.objects.create(words="cursus, training")
    ContentPageFactory(parent=page_tree.home, title="Werk", lead="Een cursus.", body="[]")
    ContentPageFactory(parent=page_tree.home, title="Anders", lead="Een training, nog een training.", body="[]")
    run_jobs()

    assert _titles(_find(client, "cursus")) == ["Werk", "Anders"]
    assert _titles(_find(client, "training")) == ["Anders", "Werk"]


def test_a_title_is_found_while_it_is_typed(page_tree: SimpleNamespace, client: Client, run_jobs: RunJobs) -> None:
    # The stem of "brood" is "brod": no beginning of the word as it is typed.
    ContentPageFactory(parent=page_tree.home, title="Broodnodig werk")
    run_jobs()

    assert _titles(_find(client, "broo")) == ["Broodnodig werk"]


def test_without_a_page_with_all_words_those_with_some_come_and_it_says_so(
    pages: SimpleNamespace, client: Client
) -> None:
    response = client.get("/zoeken/", {"q": "gemeenten zeppelin"})

    assert response.context["found"].is_partial
    assert len(_titles(response.context["found"])) == 4
    assert "Geen pagina heeft al deze woorden." in response.content.decode()


def test_nothing_found_offers_themes(pages: SimpleNamespace, client: Client) -> None:
    html = client.get("/zoeken/", {"q": "zeppelin"}).content.decode()

    assert "<h3>Niets gevonden</h3>" in html
    assert '<a class="btn alt" href="?thema=vakmanschap">Vakmanschap</a>' in html


def test_the_label_of_a_sponsored_article_stands_in_the_results(
    page_tree: SimpleNamespace, client: Client, run_jobs: RunJobs
) -> None:
    NewsPageFactory(
        parent=page_tree.news,
        title="Betaald gesprek",
        disclosure=NewsPage.Disclosure.SPONSORED,
        sponsor=OrganisationFactory.create(),
    )
    run_jobs()

    assert '<p class="label">Gesponsord</p>' in client.get("/zoeken/", {"q": "gesprek"}).content.decode()


def test_ten_a_screen(page_tree: SimpleNamespace, client: Client, run_jobs: RunJobs) -> None:
    for number in range(11):
        ContentPageFactory(parent=page_tree.home, title=f"Gezag {number}")
    run_jobs()

    first = client.get("/zoeken/", {"q": "gezag"})
    assert (len(first.context["found"].hits), first.context["found"].count) == (10, 11)
    assert 'href="?q=gezag&amp;pagina=2"' in first.content.decode()
    assert len(_titles(_find(client, "gezag", pagina="2"))) == 1


def test_search_engines_keep_it_out(page_tree: SimpleNamespace, client: Client) -> None:
    response = client.get("/zoeken/")

    assert response.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert client.post("/zoeken/").status_code == 405


def test_english_finds_english_by_its_own_rules(
    pages: SimpleNamespace, page_tree: SimpleNamespace, client: Client, run_jobs: RunJobs
) -> None:
    english, _is_new = Locale.objects.get_or_create(language_code="en")
    home = page_tree.home.copy_for_translation(english)
    home.save_revision().publish()
    ContentPageFactory(parent=home, title="Studies", lead="Learning from colleagues", locale=english)
    run_jobs()

    for text in ("study", "learned", "colleague"):
        assert _titles(_find(client, text, "/en/zoeken/")) == ["Studies"], text
    assert _titles(_find(client, "gemeente", "/en/zoeken/")) == []
    assert _titles(_find(client, "study")) == []


# People ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def ruben(page_tree: SimpleNamespace, run_jobs: RunJobs) -> Person:
    person: Person = PersonFactory.create(
        titles_before="mr. dr.",
        first_name="Ruben",
        last_name="Terpstra",
        function="onderzoeker",
        function_en="researcher",
        organisation=OrganisationFactory.create(name="Hogeschool De Brink"),
        bio="Schrijft over gemeenten & gezag.",
        bio_en="Writes about authority.",
        has_page=True,
    )
    person.expertise.set([ThemeFactory.create(name="Gezag", slug="gezag")])
    run_jobs()
    return person


@pytest.mark.parametrize("text", ["Ruben", "terps", "ruben terpstra", "onderzoekers", "gemeente"])
def test_a_person_is_found_by_name_work_and_words(ruben: Person, client: Client, text: str) -> None:
    (hit,) = _find(client, text).hits
    assert (hit.title, hit.url, hit.kind) == ("mr. dr. Ruben Terpstra", f"/mensen/{ruben.public_id}/", "Persoon")


def test_what_stands_below_the_name(ruben: Person, client: Client) -> None:
    assert next(iter(_find(client, "Ruben").hits)).snippet == "Onderzoeker, Hogeschool De Brink"
    assert next(iter(_find(client, "gemeente").hits)).snippet == (
        "… Schrijft over <mark>gemeenten</mark> &amp; gezag. …"
    )


def test_people_and_pages_stand_in_one_list(
    ruben: Person, page_tree: SimpleNamespace, client: Client, run_jobs: RunJobs
) -> None:
    page = NewsPageFactory(parent=page_tree.news, title="Bericht", lead="Ruben Terpstra sprak met ons over gezag.")
    page.themes.set(ruben.expertise.all())
    page.save()
    run_jobs()

    found = _find(client, "terpstra")

    assert _titles(found) == ["mr. dr. Ruben Terpstra", "Bericht"]
    kinds, themes, _years = found.filters
    assert [(one.label, one.count) for one in kinds.options] == [("Alles", 2), ("Mensen", 1), ("Nieuwsberichten", 1)]
    assert [(one.label, one.count) for one in themes.options] == [("Alle thema’s", 2), ("Gezag", 2)]
    assert _titles(_find(client, "terpstra", soort="person")) == ["mr. dr. Ruben Terpstra"]
    assert _titles(_find(client, thema="gezag")) == ["Bericht", "mr. dr. Ruben Terpstra"]


def test_a_person_without_a_page_is_never_found(ruben: Person, client: Client, run_jobs: RunJobs) -> None:
    ruben.has_page = False
    ruben.save()
    run_jobs()

    assert _titles(_find(client, "terpstra")) == []
    assert ruben.name not in _titles(_find(client, thema="gezag"))


def test_english_shows_people_in_english(ruben: Person, page_tree: SimpleNamespace, client: Client) -> None:
    english, _is_new = Locale.objects.get_or_create(language_code="en")
    page_tree.home.copy_for_translation(english).save_revision().publish()

    (hit,) = _find(client, "researchers", "/en/zoeken/").hits

    assert (hit.url, hit.kind, hit.snippet) == (
        f"/en/mensen/{ruben.public_id}/",
        "Person",
        "Researcher, Hogeschool De Brink",
    )
    (hit,) = _find(client, "writing", "/en/zoeken/").hits
    assert hit.snippet == "… <mark>Writes</mark> about authority. …"


# Promotions -----------------------------------------------------------------------------------------------------------


def test_promoted_pages_come_first_and_only_when_everybody_may_see_them(pages: SimpleNamespace, client: Client) -> None:
    query = Query.get("Gemeente")
    SearchPromotion.objects.create(query=query, page=pages.plain, description="Begin hier.", sort_order=1)
    SearchPromotion.objects.create(
        query=query, external_link_url="https://example.org/", external_link_text="Elders", sort_order=2
    )
    hidden = SearchPromotion.objects.create(query=query, page=pages.course, sort_order=0)
    pages.course.unpublish()

    found = _find(client, "gemeente")

    assert [(one.title, one.url, one.text) for one in found.promotions] == [
        ("Over ons", "/over-ons/", "Begin hier."),
        ("Elders", "https://example.org/", ""),
    ]
    assert hidden.title not in client.get("/zoeken/", {"q": "gemeente"}).content.decode()


# Counting -------------------------------------------------------------------------------------------------------------


def test_searches_are_counted_without_who_asked(page_tree: SimpleNamespace, client: Client, run_jobs: RunJobs) -> None:
    client.get("/zoeken/", {"q": "Gezag"})
    client.get("/zoeken/", {"q": " gezag "})
    client.get("/zoeken/", {"q": "gezag", "pagina": "2"})
    run_jobs()

    assert list(Query.objects.values_list("query_string", flat=True)) == ["gezag"]
    assert Query.objects.get().hits == 2


@pytest.mark.parametrize("text", ["p.deboer@lindewaard.example", "06-12345678", "1 2 3 4 5", ""])
def test_what_may_be_about_somebody_is_not_counted(
    page_tree: SimpleNamespace, client: Client, run_jobs: RunJobs, text: str
) -> None:
    client.get("/zoeken/", {"q": text})

    assert "cms.count_search" not in run_jobs()
    assert not Query.objects.exists()


def test_a_robot_that_tries_words_stops_being_counted(
    page_tree: SimpleNamespace, client: Client, run_jobs: RunJobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cms.actions.count_search.LIMIT", type(LIMIT)(LIMIT.name, times=1, period=LIMIT.period))
    for text in ("een", "twee", "drie"):
        client.get("/zoeken/", {"q": text})
    run_jobs()

    assert Query.objects.count() == 1


def test_old_counts_are_forgotten(db: None) -> None:
    old = Query.get("oud")
    QueryDailyHits.objects.create(query=old, date=dt.datetime.now(dt.UTC).date() - dt.timedelta(days=91), hits=1)
    Query.get("nieuw").add_hit()

    forget_searches()

    assert list(Query.objects.values_list("query_string", flat=True)) == ["nieuw"]


@pytest.mark.parametrize(("text", "cost"), [("gemeente", 13), ("terpstra", 13), ("zeppelin", 12)])
def test_it_costs_the_same_however_much_is_found(
    pages: SimpleNamespace,
    page_tree: SimpleNamespace,
    client: Client,
    warmed: Callable[[str], str],
    run_jobs: RunJobs,
    django_assert_num_queries: DjangoAssertNumQueries,
    text: str,
    cost: int,
) -> None:
    """Only pages, only people, and nothing."""

    def add(number: int) -> None:
        page = NewsPageFactory(parent=page_tree.news, title=f"Gemeente {number}")
        page.themes.add(pages.craft, ThemeFactory.create())
        page.save()
        ProgrammePageFactory(parent=page_tree.programmes, title=f"Gemeente {number}", kind=ProgrammePage.Kind.TEAM)
        person = PersonFactory.create(last_name=f"Terpstra {number}", has_page=True)
        person.expertise.set([pages.craft])

    add(0)
    run_jobs()
    warmed(f"/zoeken/?q={text}")
    with django_assert_num_queries(cost):
        client.get("/zoeken/", {"q": text})

    for number in range(1, 31):
        add(number)
    SynonymSet.objects.bulk_create(SynonymSet(words=f"woord{number}, zwoord{number}") for number in range(30))
    run_jobs()
    with django_assert_num_queries(cost):
        client.get("/zoeken/", {"q": text})


@pytest.mark.parametrize("count", [1, 5])
def test_people_among_pages_cost_one_query_more(
    page_tree: SimpleNamespace,
    warmed: Callable[[str], str],
    run_jobs: RunJobs,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for number in range(count):
        NewsPageFactory(parent=page_tree.news, title=f"Gemeente {number}")
        PersonFactory.create(bio="Werkt voor een gemeente.", has_page=True)
    run_jobs()
    warmed("/zoeken/?q=gemeente")
    with django_assert_num_queries(14):
        client.get("/zoeken/", {"q": "gemeente"})
