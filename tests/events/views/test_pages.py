"""Pages of the site with what editions add to them."""

import datetime as dt
import re
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page

from cms.models import NewsPage
from cms.queries.external_links import external_urls
from events.models import Edition, Session
from tests.events.bookings import paid_edition
from tests.factories.cms import PersonFactory
from tests.factories.events import (
    EditionFactory,
    ProgrammePageFactory,
    SessionFactory,
    SessionPersonFactory,
    WebinarPageFactory,
    noon_in,
)

pytestmark = pytest.mark.django_db


def test_the_agenda_and_its_calendar_show_the_same(page_tree: SimpleNamespace, client: Client) -> None:
    for title in ("Goed werk", "Tegenspraak"):
        WebinarPageFactory.create(parent=page_tree.agenda, title=title).save_revision().publish()
    Edition.objects.filter(offering__title="Tegenspraak").update(status="cancelled")
    text = client.get("/agenda/").content.decode()
    feed = client.get("/agenda.ics")
    calendar = Calendar.from_ical(feed.content)

    assert "Goed werk" in text
    assert "Gaat niet door" in text
    assert [str(event["summary"]) for event in calendar.walk("VEVENT")] == ["Goed werk"]
    assert b"meet.example.org" not in feed.content.replace(b"\r\n ", b"")


def test_an_empty_agenda_says_so(page_tree: SimpleNamespace, client: Client) -> None:
    assert "Nog geen datums" in client.get("/agenda/").content.decode()


def test_a_filter_that_leaves_nothing_offers_everything(page_tree: SimpleNamespace, client: Client) -> None:
    WebinarPageFactory.create(parent=page_tree.agenda).save_revision().publish()
    Edition.objects.update(capacity=1, taken=1)

    assert "Bekijk alles" in client.get("/agenda/?vrij=ja").content.decode()


def test_a_programme_shows_its_edition_seats_price_and_buttons(page_tree: SimpleNamespace, client: Client) -> None:
    page = ProgrammePageFactory.create(parent=page_tree.programmes, slug="hrm", in_company=True)
    edition = paid_edition(offering=page, minimum=8, taken=6)
    text = client.get("/opleidingen/hrm/").content.decode()

    assert text.count(f'href="/inschrijven/{edition.public_id}/"') == 3
    assert f"/in-company/{page.translation_key}/aanvragen/" in text
    for shown in ("Nog 2 aanmeldingen nodig", "Vanaf 8 gaat het door", "1.875,50", "Van dag tot dag", "Open editie"):
        assert shown in text


def test_the_days_say_who_is_there_and_what_one_learns(page_tree: SimpleNamespace, client: Client) -> None:
    page = ProgrammePageFactory.create(parent=page_tree.programmes, slug="hrm")
    edition = EditionFactory.create(offering=page, sessions=2, sessions__goals="Doorvragen\n\nLuisteren")
    Session.objects.update(meeting=1)
    facts = {"first_name": "Ruben", "last_name": "Terpstra", "function": "lector", "organisation": None}
    shown = PersonFactory.create(**facts, has_page=True)
    for session in edition.sessions.all():  # one meeting of two days: named once
        SessionPersonFactory.create(session=session, person=shown)
        SessionPersonFactory.create(session=session, role="guest", function="wethouder", sort_order=1)
    text = " ".join(client.get("/opleidingen/hrm/").content.decode().split())
    (days,) = re.findall(r'<ol class="timeline">.*?</ol>', text)

    address = f'<a href="/mensen/{shown.public_id}/">Ruben Terpstra</a>'
    assert days.count(f"<b>{address}</b>, kerndocent, lector</p></li>") == 1
    assert re.search(r"<b>Lotte Mulder \d+</b>, te gast, wethouder bij", days)
    assert days.index("Ruben Terpstra") < days.index("Lotte Mulder")
    assert days.count("<li>Doorvragen</li><li>Luisteren</li>") == 2


def test_of_each_edition_it_tells_when_where_and_for_how_much(page_tree: SimpleNamespace, client: Client) -> None:
    page = ProgrammePageFactory.create(parent=page_tree.programmes, slug="hrm")
    paid_edition(offering=page, subsidy_scheme=None, label="voorjaar", sessions__medium="Jitsi")
    autumn = EditionFactory.create(offering=page, label="najaar", sessions=0)
    for number, place in enumerate(("Ede", "Zwolle"), start=1):
        start = noon_in(90 + 7 * number)
        SessionFactory.create(edition=autumn, starts_at=start, meeting=number, mode="on_site", place=place)
    EditionFactory.create(offering=page, label="winter", status="cancelled", sessions__medium="Teams")
    text = client.get("/opleidingen/hrm/").content.decode()
    spring_told, winter_told, autumn_told = re.findall(
        r'<section class="panel" aria-labelledby="editie-.*?</section>', text, re.DOTALL
    )

    assert "Editie voorjaar</b> ·" in text  # the days beside the panels are of the first
    assert "<dd>Jitsi</dd>" in spring_told
    assert "<b>€ 3.100,-</b> per persoon, exclusief btw" in spring_told
    assert "<details" not in spring_told
    assert all(
        words in autumn_told for words in ("<details", "op locatie, Ede", "op locatie, Zwolle", "<b>kosteloos</b>")
    )
    assert not any(words in winter_told for words in ("Teams", "kosteloos"))


def test_an_edition_by_itself_is_not_told_twice(page_tree: SimpleNamespace, client: Client) -> None:
    EditionFactory.create(offering=ProgrammePageFactory.create(parent=page_tree.programmes, slug="hrm"), label="najaar")
    text = client.get("/opleidingen/hrm/").content.decode()

    assert "Editie najaar</b> ·" not in text
    assert "<b>kosteloos</b>" not in text


def test_a_programme_without_dates_offers_what_is_left(page_tree: SimpleNamespace, client: Client) -> None:
    ProgrammePageFactory.create(parent=page_tree.programmes, slug="hrm", in_company=True)
    text = client.get("/opleidingen/hrm/").content.decode()

    assert "Er zijn nog geen datums" in text
    assert "Vraag een voorstel" in text


def test_a_webinar_names_who_answers_and_afterwards_shows_its_recording(
    page_tree: SimpleNamespace, client: Client
) -> None:
    person = PersonFactory.create(first_name="Lotte", last_name="Mulder", phone="030 123 45 67")
    facts = {"slug": "goed", "contact": person, "recording_url": "https://video.example.org/opname/"}
    page = WebinarPageFactory.create(parent=page_tree.agenda, **facts)
    page.save_revision().publish()
    path = "/agenda/goed/"

    before = client.get(path).content.decode()
    moments = {"starts_at": timezone.now() - dt.timedelta(hours=3), "ends_at": timezone.now() - dt.timedelta(hours=2)}
    Session.objects.update(**moments, walk_in_at=None)
    after = client.get(path).content.decode()

    recording = '<a class="btn" href="https://video.example.org/opname/">'
    assert (recording in before, recording in after) == (False, True)
    assert "Lotte Mulder" in before
    assert 'href="tel:0301234567"' in before
    assert external_urls(page) == {"https://video.example.org/opname/"}


def test_the_home_page_shows_what_is_next(page_tree: SimpleNamespace, client: Client) -> None:
    WebinarPageFactory.create(parent=page_tree.agenda, title="Goed werk", slug="goed-werk").save_revision().publish()
    programme = ProgrammePageFactory.create(parent=page_tree.programmes, title="Leernetwerk HRM")
    EditionFactory.create(offering=programme, minimum=8)
    page_tree.home.featured = programme
    page_tree.home.save()
    text = client.get("/").content.decode()

    assert 'href="/agenda/goed-werk/#aanmelden"' in text
    assert "Uitgelicht" in text
    assert "Hele agenda (2)" in text


def test_an_article_about_a_webinar_has_the_card_to_sign_up(page_tree: SimpleNamespace, client: Client) -> None:
    webinar = WebinarPageFactory.create(parent=page_tree.agenda, slug="goed-werk")
    webinar.save_revision().publish()
    text = client.get(about(page_tree, webinar)).content.decode()

    assert 'href="/agenda/goed-werk/#aanmelden"' in text
    assert "Plaatsen vrij" in text


def about(page_tree: SimpleNamespace, offering: Page) -> str:
    """The address of an article about it."""
    page_tree.news.add_child(
        instance=NewsPage(title="Nieuws", slug="bericht", offering=offering, published_on=dt.date(2026, 11, 19))
    )
    return "/nieuws/bericht/"


def test_an_article_about_a_full_webinar_leads_to_its_waiting_list(page_tree: SimpleNamespace, client: Client) -> None:
    page = WebinarPageFactory.create(parent=page_tree.agenda, slug="goed-werk", capacity=1)
    page.save_revision().publish()
    Edition.objects.update(taken=1)
    text = client.get(about(page_tree, page)).content.decode()

    assert 'href="/agenda/goed-werk/#wachtlijst"' in text
    assert 'id="wachtlijst"' in client.get("/agenda/goed-werk/").content.decode()
    assert "#formulier" not in text


def test_an_article_about_a_full_programme_offers_the_waiting_list_and_the_next_dates(
    page_tree: SimpleNamespace, client: Client
) -> None:
    page = ProgrammePageFactory.create(parent=page_tree.programmes, slug="hrm")
    EditionFactory.create(offering=page, status="cancelled")
    full = EditionFactory.create(offering=page, capacity=1, taken=1)
    address = about(page_tree, page)
    text = client.get(address).content.decode()

    assert f'href="/wachtlijst/{full.public_id}/"' in text
    assert 'href="/opleidingen/hrm/#formulier"' in text
    assert 'id="formulier"' in client.get("/opleidingen/hrm/").content.decode()
    later = EditionFactory.create(offering=page)
    text = client.get(address).content.decode()
    assert f'href="/inschrijven/{later.public_id}/"' in text
    assert "/wachtlijst/" not in text
    assert "#formulier" not in text


def test_an_article_about_a_programme_without_dates_asks_who_wants_to_hear(
    page_tree: SimpleNamespace, client: Client
) -> None:
    page = ProgrammePageFactory.create(parent=page_tree.programmes, slug="hrm")
    text = client.get(about(page_tree, page)).content.decode()

    assert "Er zijn nog geen datums." in text
    assert 'href="/opleidingen/hrm/#formulier"' in text


@pytest.mark.parametrize("count", [1, 30])
def test_the_agenda_page_costs_the_same_however_long(
    page_tree: SimpleNamespace, client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _number in range(count):
        EditionFactory.create(offering=ProgrammePageFactory.create(parent=page_tree.programmes))
    client.get("/agenda/")
    with django_assert_num_queries(15):
        client.get("/agenda/")
