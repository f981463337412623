"""A page is made of remembered pieces: whatever changes one of them shows at the next request, and a seat asks for none of them."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from cms.models import AcademySettings, Audience, Competence, NewsPage, Organisation, Person, ProgrammePage
from cms.page_cache import changes
from cms.page_cache.changes import ask_again
from cms.page_cache.remembered import remembered, remembered_of
from events.actions.cancel_edition import cancel_edition
from events.actions.cancel_registration import cancel_registration
from events.models import Edition, Session
from tests.events.bookings import PIETER, SANNE, book, paid_edition
from tests.factories.cms import (
    AcademyImageFactory,
    AudienceFactory,
    CompetenceFactory,
    NewsPageFactory,
    OrganisationFactory,
    PersonFactory,
    ProgrammePageFactory,
    ThemeFactory,
    stream,
)
from tests.journeys.offerings import webinar

pytestmark = pytest.mark.django_db(transaction=True)

Read = Callable[[], str]
PROGRAMME = "/opleidingen/hrm/?nooit=bewaard"  # with an unknown parameter, so that the page itself is never kept


@pytest.fixture
def read(client: Client) -> Read:
    """The page of the programme as the next visitor gets it."""

    def read() -> str:
        response = client.get(PROGRAMME, headers={"Host": "localhost"})
        assert response.status_code == 200
        return response.content.decode()

    return read


@pytest.fixture
def programme(page_tree: SimpleNamespace) -> ProgrammePage:
    """A programme with everything on it, and an edition with three places."""
    page_tree.news.show_in_menus = True
    page_tree.news.save()
    speaker = PersonFactory.create(last_name="Spreker", bio="Oude zin.", photo=AcademyImageFactory())
    page: ProgrammePage = ProgrammePageFactory(
        parent=page_tree.programmes,
        slug="hrm",
        title="Leernetwerk HRM",
        in_company=True,
        image=AcademyImageFactory(),
        body=stream([("text", "<p>Oude tekst.</p>")]),
        competences=stream([("competence", CompetenceFactory.create(name="luisteren").pk)]),
        people=stream([("person", {"person": speaker.pk, "role": "docent", "function": ""})]),
        partners=stream(
            [
                (
                    "partner",
                    {"organisation": OrganisationFactory.create(name="Oude partner").pk, "role": "", "receives": ""},
                )
            ]
        ),
        contact=PersonFactory.create(last_name="Contact", phone="010 111 11 11"),
    )
    page.audiences.add(AudienceFactory.create(name="oude doelgroep"))
    theme = ThemeFactory.create()
    page.themes.add(theme)
    page.save()
    article = NewsPageFactory(parent=page_tree.news, title="Oud bericht")
    article.themes.add(theme)
    article.save()
    NewsPageFactory(parent=page_tree.news, title="Oud verslag", kind=NewsPage.Kind.REPORT, offering=page)
    paid_edition(offering=page, subsidy_scheme=None, capacity=3, label="voorjaar")
    return page


def saved(model: type[Any], **fields: Any) -> Callable[[], None]:
    """Save the one row that has the old values with the new ones: name=("old", "new")."""

    def save() -> None:
        row = model.objects.get(**{name: old for name, (old, _new) in fields.items()})
        for name, (_old, new) in fields.items():
            setattr(row, name, new)
        row.save()

    return save


def _publish_text() -> None:
    page = ProgrammePage.objects.get(slug="hrm")
    page.body = stream([("text", "<p>Nieuwe tekst.</p>")])
    page.save_revision().publish()


def _move_session() -> None:
    session = Session.objects.get()
    session.starts_at, session.ends_at = (
        moment.replace(year=2031, month=3, day=4) for moment in (session.starts_at, session.ends_at)
    )
    session.walk_in_at = None
    session.save()


CHANGES = {
    "text": (_publish_text, "Oude tekst.", "Nieuwe tekst."),
    "title": (saved(ProgrammePage, title=("Leernetwerk HRM", "Leernetwerk P&O")), "Leernetwerk HRM", "Leernetwerk P&amp;O"),
    "person": (saved(Person, bio=("Oude zin.", "Nieuwe zin.")), "Oude zin.", "Nieuwe zin."),
    "person in data": (saved(Person, last_name=("Spreker", "Nieuweling")), "Lotte Spreker", '"name":"Lotte Nieuweling"'),
    "contact": (saved(Person, phone=("010 111 11 11", "010 222 22 22")), "010 111 11 11", "010 222 22 22"),
    "partner": (saved(Organisation, name=("Oude partner", "Nieuwe partner")), "Oude partner", "Nieuwe partner"),
    "competence": (saved(Competence, name=("luisteren", "doorvragen")), "Luisteren", "Doorvragen"),
    "audience": (saved(Audience, name=("oude doelgroep", "nieuwe doelgroep")), "oude doelgroep", "nieuwe doelgroep"),
    "related": (saved(NewsPage, title=("Oud bericht", "Nieuw bericht")), "Oud bericht", "Nieuw bericht"),
    "result": (saved(NewsPage, title=("Oud verslag", "Nieuw verslag")), "Oud verslag", "Nieuw verslag"),
    "menu": (saved(Page, slug=("nieuws", "nieuws"), title=("Nieuws", "Berichten")), ">Nieuws<", ">Berichten<"),
    "foot": (saved(AcademySettings, phone=("088 111 11 11", "088 222 22 22")), "088 111 11 11", "088 222 22 22"),
    "capacity": (saved(Edition, capacity=(3, 2)), "Nog 3 plaatsen van de 3.", "Nog 2 plaatsen van de 2."),
    "price": (saved(Edition, gross_price_cents=(310_000, 200_000)), "3.100,-", "2.000,-"),
    "label": (saved(Edition, label=("voorjaar", "najaar")), "Editie voorjaar", "Editie najaar"),
    "days": (_move_session, '"startDate":"20', "maart 2031"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "old", "new"), CHANGES.values(), ids=CHANGES)
def test_a_change_shows_at_the_next_request(
    programme: ProgrammePage, page_tree: SimpleNamespace, read: Read, change: Callable[[], None], old: str, new: str
) -> None:
    AcademySettings.objects.update_or_create(site=page_tree.site, defaults={"phone": "088 111 11 11"})
    read()
    before = read()
    change()
    after = read()

    assert (old in before, new in before) == (True, False)
    assert (old in after and old != '"startDate":"20', new in after) == (False, True)


def test_after_a_seat_the_page_asks_for_nothing_but_seats(programme: ProgrammePage, read: Read) -> None:
    read()
    edition = Edition.objects.get()
    for count, words in ((2, "Nog 1 plaats van de 3."), (1, "Vol")):
        placed = book(edition, *([PIETER, SANNE] if count == 2 else [_somebody()]))
        ask_again()
        with CaptureQueriesContext(connection) as captured:
            html = read()

        assert words in html
        assert [query["sql"].split(" FROM ")[1].split()[0] for query in captured] == [
            "cms_page_change",
            '"events_edition"',
        ]
    cancel_registration(registration_id=placed.registrations[0].pk)

    assert "Nog 1 plaats van de 3." in read()


@pytest.mark.parametrize("count", [1, 8])
def test_more_editions_ask_for_no_more_and_each_follows_its_sessions(
    programme: ProgrammePage, read: Read, count: int
) -> None:
    for number in range(count):
        last = paid_edition(offering=programme, subsidy_scheme=None, label=f"nummer {number}", sessions=3)
    assert "Jitsi" not in read()
    ask_again()
    with CaptureQueriesContext(connection) as captured:
        read()
    assert len(captured) == 2
    session = last.sessions.all()[0]
    session.medium = "Jitsi"
    session.save()

    assert "Jitsi" in read()


def _somebody() -> Any:
    return type(PIETER)("Iemand Anders", "iemand@lindewaard.example")


def test_a_decision_shows_at_the_next_request(programme: ProgrammePage, read: Read) -> None:
    assert "Gaat niet door" not in read()
    cancel_edition(edition_id=Edition.objects.get().pk, reason="De zaal is weg.")

    assert "Gaat niet door" in read()


def test_an_edition_that_is_over_is_left_out_with_nobody_doing_anything(programme: ProgrammePage, read: Read) -> None:
    session = Session.objects.get()
    with time_machine.travel(session.ends_at - dt.timedelta(seconds=2), tick=False) as clock:
        ask_again()
        assert "Editie voorjaar" in read()
        clock.shift(dt.timedelta(seconds=3))
        assert "Editie voorjaar" not in read()


def test_a_page_is_guarded_from_the_next_request_on(programme: ProgrammePage, read: Read) -> None:
    assert "Oude tekst." in read()
    PageViewRestriction.objects.create(page=programme, restriction_type="password", password="geheim-woord")

    assert "Oude tekst." not in read()


def test_a_draft_in_a_preview_is_made_of_its_own(programme: ProgrammePage, read: Read) -> None:
    published = read()
    draft = ProgrammePage.objects.get(pk=programme.pk)
    draft.title = "Nog niet zo genoemd"
    draft.body = stream([("text", "<p>Nog niet.</p>")])
    draft.people = draft.partners = draft.competences = []
    draft.contact = None
    previewed = draft.make_preview_request().rendered_content

    assert all(words in previewed for words in ("Nog niet zo genoemd", "Nog niet."))
    assert not any(
        words in previewed for words in ("Oude tekst.", "Oude zin.", "Oude partner", "010 111 11 11", "Luisteren")
    )
    assert "Nog niet" not in read()
    assert "Oude tekst." in published


def test_a_card_in_a_text_shows_the_seats_of_now(
    programme: ProgrammePage, page_tree: SimpleNamespace, client: Client
) -> None:
    article = NewsPageFactory(
        parent=page_tree.news,
        slug="kaart",
        body=stream([("offering", {"page": programme.pk}), ("text", "<p>Tekst.</p>")]),
    )
    path = f"{article.url}?nooit=bewaard"
    assert "Nog 3 plaatsen van de 3." in client.get(path, headers={"Host": "localhost"}).content.decode()
    book(Edition.objects.get(), PIETER)

    assert "Nog 2 plaatsen van de 3." in client.get(path, headers={"Host": "localhost"}).content.decode()


def test_an_article_follows_what_stands_around_it(page_tree: SimpleNamespace, client: Client) -> None:
    author = PersonFactory.create(last_name="Oud")
    article = NewsPageFactory(parent=page_tree.news, slug="bericht", author=author, published_on=dt.date(2026, 11, 2))
    older = NewsPageFactory(parent=page_tree.news, title="Vroeger", published_on=dt.date(2026, 11, 1))

    def shown() -> str:
        return client.get(f"{article.url}?nooit=bewaard", headers={"Host": "localhost"}).content.decode()

    assert all(words in shown() for words in ("Lotte Oud", "Vroeger"))
    author.last_name = "Nieuw"
    author.save()
    assert "Lotte Nieuw" in shown()
    older.unpublish()
    assert "Vroeger" not in shown()


def test_a_webinar_and_its_receipt_follow_their_webinar(page_tree: SimpleNamespace, client: Client) -> None:
    edition = webinar(page_tree)
    paths = ("/agenda/beroepscode/?nooit=bewaard", f"/aanmelden/{edition.public_id}/gelukt/")

    def shown() -> list[str]:
        return [client.get(path, headers={"Host": "localhost"}).content.decode() for path in paths]

    assert all("Webex" in html for html in shown())
    session = edition.sessions.get()
    session.medium = "Jitsi"
    session.save()
    assert all("Jitsi" in html and "Webex" not in html for html in shown())
    OrganisationFactory.create(name="Waterschap Nieuw")
    assert "Waterschap Nieuw" in shown()[0]


def test_a_webinar_follows_what_is_alike(page_tree: SimpleNamespace, client: Client) -> None:
    theme = ThemeFactory.create()
    page = webinar(page_tree).offering.specific
    article = NewsPageFactory(parent=page_tree.news, title="Oud bericht", live=False)
    for one in (page, article):
        one.themes.add(theme)
        one.save()

    def shown() -> str:
        return client.get(f"{page.url}?nooit=bewaard", headers={"Host": "localhost"}).content.decode()

    assert "Lees ook" not in shown()
    article.save_revision().publish()
    assert "Oud bericht" in shown()
    saved(NewsPage, title=("Oud bericht", "Nieuw bericht"))()
    assert "Nieuw bericht" in shown()
    NewsPage.objects.get(pk=article.pk).unpublish()
    assert "Lees ook" not in shown()


def test_signing_up_takes_14_statements_and_a_transaction(
    page_tree: SimpleNamespace, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From page to receipt: the page asks the number of changes and the seats of now, the receipt the number.

    The form: number, seats, pace, organisation, booking, registration, log line, mail, job, number of
    changes, and the seats that are taken.
    """
    edition = webinar(page_tree)
    monkeypatch.setattr(changes, "LEASE", 0.5)  # longer than sending the form takes on a busy machine

    def visit(number: int) -> None:
        typed = {"name": "Pieter", "email": f"p{number}@lindewaard.example", "organisation_name": "Lindewaard"}
        ask_again()  # what was asked less than a moment ago is asked once
        assert client.get("/agenda/beroepscode/", headers={"Host": "localhost"}).status_code == 200
        ask_again()
        sent = client.post(f"/aanmelden/{edition.public_id}/", typed, headers={"Host": "localhost"})
        ask_again()
        assert client.get(sent["Location"], headers={"Host": "localhost"}).status_code == 200

    visit(1)
    with CaptureQueriesContext(connection) as captured:
        visit(2)
    statements = [query["sql"] for query in captured]

    assert [sql for sql in statements if sql in {"BEGIN", "COMMIT"}] == ["BEGIN", "COMMIT"]
    assert len(statements) == 14 + len(("BEGIN", "COMMIT"))


def test_a_count_leaves_what_is_remembered_and_content_does_not(programme: ProgrammePage) -> None:
    asked: list[int] = []

    def find() -> int:
        asked.append(len(asked))
        return len(asked)

    assert [remembered("word", find), remembered("word", find)] == [1, 1]
    changes.counts_changed()
    assert remembered("word", find) == 1
    changes.pages_changed()
    assert remembered("word", find) == 2


def test_nothing_is_remembered_longer_than_a_page_is_kept(
    monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    now = [1_000.0]
    monkeypatch.setattr("cms.page_cache.remembered.time", SimpleNamespace(monotonic=lambda: now[0]))
    settings.PAGE_CACHE_SECONDS = 300
    found = []
    for seconds in (0, 299, 1):
        now[0] += seconds
        found.append(remembered("word", lambda: now[0]))

    assert found == [1_000.0, 1_000.0, 1_300.0]


def test_only_a_page_that_was_found_by_its_address_is_remembered(programme: ProgrammePage) -> None:
    draft = ProgrammePage.objects.get(pk=programme.pk)

    assert remembered_of(draft, "word", lambda: "first") == "first"
    assert remembered_of(draft, "word", lambda: "second") == "second"


def test_what_a_request_sets_on_its_page_is_not_there_for_the_next(
    programme: ProgrammePage, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def context(page: Any, *_arguments: Any) -> dict[str, Any]:
        seen.append(getattr(page, "visitor", None))
        page.visitor = "somebody"
        return {"page": page}

    monkeypatch.setattr(ProgrammePage, "get_context", context)
    for _visit in range(2):
        read()

    assert seen == [None, None]


def test_pieces_are_forgotten_before_they_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cms.page_cache.remembered.MOST", 3)
    for number in range(4):
        remembered(f"word {number}", lambda: "first")

    assert [remembered(f"word {number}", lambda: "second") for number in (3, 2, 1, 0)] == ["first"] * 3 + ["second"]
