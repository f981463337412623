"""Whatever changes what a page shows, the next visit shows it; what no page shows, throws nothing away."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Site

from cms.mail.outbox import queue_mail
from cms.models import AcademySettings, NewsPage, ProgrammePage, User
from cms.page_cache import changes
from events.actions.cancel_edition import cancel_edition
from events.actions.cancel_registration import cancel_registration
from events.models import Edition
from tests.events.bookings import PIETER, SANNE, book, paid_edition
from tests.events.discounts import example_discounts
from tests.factories.cms import AcademyImageFactory, NewsPageFactory, PersonFactory, ProgrammePageFactory, ThemeFactory
from tests.journeys.offerings import webinar

pytestmark = pytest.mark.django_db

Visitor = Callable[..., Client]


def number() -> int:
    changes.ask_again()
    return changes.numbers().pages


@pytest.fixture
def read(visitor: Visitor) -> Callable[[str], str]:
    """A function that gives the text of a page as a visitor gets it."""

    def read(path: str) -> str:
        response = visitor().get(path)
        assert response.status_code == 200
        return response.content.decode()

    return read


@pytest.fixture
def article(page_tree: SimpleNamespace) -> NewsPage:
    page: NewsPage = NewsPageFactory(parent=page_tree.news, slug="bericht", title="Kweekvijver")
    return page


def test_publishing_and_unpublishing_show_in_lists_at_once(article: NewsPage, read: Callable[[str], str]) -> None:
    assert "Kweekvijver" in read("/nieuws/")
    article.title = "Herzien"
    article.save_revision().publish()
    assert "Herzien" in read("/nieuws/")
    article.unpublish()
    assert "Herzien" not in read("/nieuws/")


def test_a_draft_throws_nothing_away(article: NewsPage) -> None:
    before = number()
    article.title = "Nog niet"
    article.save_revision()

    assert number() == before


def test_moving_and_deleting_a_page_show_at_once(
    article: NewsPage, page_tree: SimpleNamespace, visitor: Visitor, read: Callable[[str], str]
) -> None:
    first = NewsPageFactory(parent=page_tree.news, slug="eerste", title="Eerste")
    assert "Kweekvijver" in read("/nieuws/bericht/")
    article.move(page_tree.agenda, pos="last-child")
    assert visitor().get("/nieuws/bericht/")["Location"] == "/agenda/bericht/"
    assert "Eerste" in read("/nieuws/")
    NewsPage.objects.get(pk=first.pk).delete()
    assert "Eerste" not in read("/nieuws/")


def test_a_page_that_is_scheduled_shows_once_it_is_published(
    article: NewsPage, visitor: Visitor, read: Callable[[str], str]
) -> None:
    now = timezone.now()
    article.go_live_at, article.expire_at = now + dt.timedelta(hours=1), now + dt.timedelta(hours=2)
    article.live = False
    article.save()
    article.save_revision(approved_go_live_at=article.go_live_at)
    article.latest_revision.publish()
    assert "Kweekvijver" not in read("/nieuws/")
    with time_machine.travel(now + dt.timedelta(minutes=61), tick=True):
        call_command("publish_scheduled")
        assert "Kweekvijver" in read("/nieuws/")
    with time_machine.travel(now + dt.timedelta(minutes=121), tick=True):
        call_command("publish_scheduled")
        assert "Kweekvijver" not in read("/nieuws/")


@pytest.mark.parametrize(
    "make",
    [
        ThemeFactory.create,
        PersonFactory.create,
        AcademyImageFactory.create,
        lambda: AcademySettings.objects.update_or_create(site=Site.objects.get(), defaults={"phone": "088 000 00 00"}),
    ],
    ids=["theme", "person", "image", "settings"],
)
def test_registers_settings_and_pictures_count(page_tree: SimpleNamespace, make: Callable[[], Any]) -> None:
    before = number()
    made = make()
    after = number()
    assert after > before
    if isinstance(made, tuple):
        made = made[0]
    made.delete()
    assert number() > after


def test_relations_count(page_tree: SimpleNamespace) -> None:
    page, theme = ProgrammePageFactory(parent=page_tree.programmes), ThemeFactory.create()
    before = number()
    page.themes.add(theme)
    page.themes.commit()

    assert number() > before


def _frame() -> int:
    changes.ask_again()
    return changes.numbers().frame


def test_what_stands_around_every_page_moves_its_number(page_tree: SimpleNamespace) -> None:
    academy = AcademySettings.for_site(page_tree.site)
    article = NewsPageFactory(parent=page_tree.news)
    beside_menu = NewsPageFactory(parent=page_tree.news)
    moves: list[Callable[[], Any]] = [
        academy.save,
        page_tree.site.save,
        page_tree.news.locale.save,
        page_tree.news.save,
        page_tree.site.root_page.save,
        lambda: article.move(page_tree.agenda, pos="last-child"),
        page_tree.agenda.delete,
        changes.pages_changed,
    ]
    for move in moves:
        before = _frame()
        move()
        assert _frame() > before, move
    Site.objects.update(root_page=page_tree.news)
    before = _frame()
    beside_menu.save()  # what lay deep lies right below the home page of this site
    assert _frame() == before + 1


def test_a_home_page_moves_the_number_wherever_it_lies(page_tree: SimpleNamespace) -> None:
    article = NewsPageFactory(parent=page_tree.news)
    article.locale = Locale.objects.get(language_code="en")
    article.translation_key = page_tree.site.root_page.translation_key
    before = _frame()
    article.save()

    assert _frame() == before + 1


def test_what_stands_inside_pages_leaves_the_frame_alone(page_tree: SimpleNamespace) -> None:
    page: ProgrammePage = ProgrammePageFactory(parent=page_tree.programmes)
    before, pages = _frame(), number()
    page.title = "Herzien"
    page.themes.add(ThemeFactory.create())
    page.save_revision().publish()
    PersonFactory.create()
    paid_edition(offering=page)
    NewsPageFactory(parent=page_tree.news).delete()

    assert _frame() == before
    assert number() > pages


def test_mail_accounts_and_history_do_not(page_tree: SimpleNamespace) -> None:
    user = User.objects.create_user("lezer@example.org")
    before = number()
    user.last_login = timezone.now()
    user.save()
    queue_mail(key="k", to="lezer@example.org", template="account/notice", context={}, language="nl")
    PersonFactory.build()

    assert number() == before


def test_a_seat_taken_and_given_back_shows_at_the_next_request(
    page_tree: SimpleNamespace, read: Callable[[str], str]
) -> None:
    page = ProgrammePageFactory(parent=page_tree.programmes, slug="hrm", title="Leernetwerk HRM")
    edition = paid_edition(offering=page, gross_price_cents=0, subsidy_scheme=None, capacity=3)
    assert "Nog 3 plaatsen van de 3." in read("/opleidingen/hrm/")
    placed = book(edition, PIETER, SANNE)
    assert "Nog 1 plaats van de 3." in read("/opleidingen/hrm/")
    cancel_registration(registration_id=placed.registrations[0].pk)
    assert "Nog 2 plaatsen van de 3." in read("/opleidingen/hrm/")


def test_a_refused_sign_up_throws_nothing_away(page_tree: SimpleNamespace) -> None:
    edition = paid_edition(gross_price_cents=0, subsidy_scheme=None, capacity=1)
    book(edition, PIETER)
    before = number()
    with pytest.raises(Exception, match="Alle plaatsen zijn bezet"):
        book(edition, SANNE)

    assert number() == before


def test_a_status_shows_at_the_next_request(page_tree: SimpleNamespace, read: Callable[[str], str]) -> None:
    page = ProgrammePageFactory(parent=page_tree.programmes, slug="hrm", title="Leernetwerk HRM")
    edition = paid_edition(offering=page)
    assert "Gaat niet door" not in read("/opleidingen/hrm/")
    cancel_edition(edition_id=edition.pk, reason="De zaal is weg.")
    assert "Gaat niet door" in read("/opleidingen/hrm/")


def test_a_deadline_a_start_and_an_end_show_when_they_come(
    page_tree: SimpleNamespace, read: Callable[[str], str]
) -> None:
    edition = webinar(page_tree)
    session = edition.sessions.get()
    Edition.objects.update(closes_at=session.starts_at - dt.timedelta(hours=2))
    second = dt.timedelta(seconds=1)
    told = []
    for moment in (session.starts_at - dt.timedelta(hours=2), session.starts_at, session.ends_at):
        with time_machine.travel(moment - 2 * second, tick=False) as clock:
            before = read("/agenda/beroepscode/")
            clock.shift(second)
            assert read("/agenda/beroepscode/") == before
            clock.shift(second)
            told.append(read("/agenda/beroepscode/"))

    for text, words in zip(told, ["Aanmelden gesloten", "Is begonnen", "Geweest"], strict=True):
        assert words in text


def test_midnight_ends_every_page(article: NewsPage, read: Callable[[str], str]) -> None:
    with time_machine.travel(dt.datetime(2026, 12, 31, 22, 59, 59, tzinfo=dt.UTC), tick=False) as clock:
        assert "© 2026" in read("/nieuws/bericht/")
        clock.shift(dt.timedelta(seconds=1))
        assert "© 2027" in read("/nieuws/bericht/")


def test_a_discount_ends_at_midnight(page_tree: SimpleNamespace, read: Callable[[str], str]) -> None:
    page = ProgrammePageFactory(parent=page_tree.programmes, slug="hrm")
    edition = paid_edition(offering=page)
    starts_on = timezone.localdate(edition.sessions.get().starts_at) + dt.timedelta(weeks=10)
    start = timezone.make_aware(dt.datetime.combine(starts_on, dt.time(9, 30)))
    edition.sessions.update(starts_at=start, ends_at=start + dt.timedelta(hours=7), walk_in_at=None)
    last_day = starts_on - dt.timedelta(weeks=6)
    late = timezone.make_aware(dt.datetime.combine(last_day, dt.time(23, 59, 58)))
    second = dt.timedelta(seconds=1)
    with example_discounts(), time_machine.travel(late, tick=False) as clock:
        before = read("/opleidingen/hrm/")
        clock.shift(second)
        assert read("/opleidingen/hrm/") == before
        clock.shift(second)
        after = read("/opleidingen/hrm/")
    assert ("Vroegboekkorting" in before, "Vroegboekkorting" in after) == (True, False)
    assert "1.500,-" in before
    assert "1.550,-" in after


def test_the_form_on_a_kept_page_works(
    page_tree: SimpleNamespace, visitor: Visitor, read: Callable[[str], str]
) -> None:
    edition = webinar(page_tree)
    text = read("/agenda/beroepscode/")
    assert read("/agenda/beroepscode/") == text
    assert "csrfmiddlewaretoken" not in text
    form = {"name": "Pieter de Boer", "email": "p@example.org", "organisation_name": "Lindewaard"}
    strict = Client(enforce_csrf_checks=True, HTTP_HOST="localhost")
    answer = strict.post(f"/aanmelden/{edition.public_id}/", form, headers={"Sec-Fetch-Site": "same-origin"})

    assert (answer.status_code, answer["Location"]) == (302, f"/aanmelden/{edition.public_id}/gelukt/")
    edition.refresh_from_db()
    assert edition.taken == 1


def test_whoever_has_a_receipt_still_gets_kept_pages(page_tree: SimpleNamespace, visitor: Visitor) -> None:
    edition = webinar(page_tree)
    client = visitor()
    client.post(f"/aanmelden/{edition.public_id}/", {"name": "P", "email": "p@example.org", "organisation_name": "L"})
    client.cookies["aanmelding"] = "signed"
    changes.ask_again()
    first, again = client.get("/agenda/"), client.get("/agenda/")

    assert first["ETag"] == again["ETag"]


def test_a_booking_throws_pages_away_once_and_its_payment_not_at_all(page_tree: SimpleNamespace) -> None:
    edition = paid_edition()
    before = number()
    placed = book(edition, PIETER, SANNE, provider="invoice")

    assert number() == before + 1  # for the seats
    placed.booking.save()
    placed.registrations[0].save()
    assert number() == before + 1
