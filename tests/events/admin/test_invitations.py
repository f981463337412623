"""Pasting an invitation in the admin: read, correct, make a draft."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from cms.models import Organisation, Person, User
from events.models import Edition, WebinarPage
from tests.factories.cms import OrganisationFactory, PersonFactory
from tests.factories.events import local

LogIn = Callable[[User], Client]
ADDRESS = "/admin/uitnodiging/"
TEXT = """\
Uitnodiging webinar ‘Zin van een code’

Academie Vakwerk en de Bond voor Ambtenaren nodigen u uit voor een webinar.

Datum Woensdag 15 december 2048
Tijd 12.30 – 14.00 uur. Digitale inloop vanaf 12.15 uur
Medium Webex

Anna Bakker gaat in gesprek met Joris van der Linden (programmamanager).

Het programma: https://voorbeeld.example/programma/
"""


@pytest.fixture
def anna(page_tree: SimpleNamespace) -> Person:
    person: Person = PersonFactory.create(first_name="Anna", last_name="Bakker")
    return person


@pytest.fixture
def academy(page_tree: SimpleNamespace) -> Organisation:
    organisation: Organisation = OrganisationFactory.create(name="Academie Vakwerk")
    return organisation


def proposal(**changes: Any) -> dict[str, Any]:
    return {
        "create": "1",
        "text": TEXT,
        "title": "Zin van een code",
        "date": "2048-12-15",
        "start": "12:30",
        "end": "14:00",
        "walk_in": "12:15",
        "medium": "Webex",
        "capacity": "80",
        "body": "Een zin.\n\nAanmelden\nHet is kosteloos.",
        **changes,
    }


def test_what_was_read_is_shown_to_correct(anna: Person, academy: Organisation, editor: User, log_in: LogIn) -> None:
    response = log_in(editor).post(ADDRESS, {"text": TEXT})
    html = response.content.decode()
    assert response.context["form"].initial == {
        "text": TEXT.strip(),
        "title": "Zin van een code",
        "date": dt.date(2048, 12, 15),
        "start": dt.time(12, 30),
        "end": dt.time(14),
        "walk_in": dt.time(12, 15),
        "medium": "Webex",
        "meeting_url": "",
        "audience": "",
        "body": (
            "Academie Vakwerk en de Bond voor Ambtenaren nodigen u uit voor een webinar.\n\n"
            "Anna Bakker gaat in gesprek met Joris van der Linden (programmamanager)."
        ),
        "speakers": [anna.pk],
        "hosts": [academy.pk],
    }
    assert "“Woensdag 15 december 2048” klopt niet: 15 december 2048 is een dinsdag." in html
    assert "Joris van der Linden (programmamanager)" in html.split("Nog niet in de registers")[1].split("</section>")[0]
    assert "Bond voor Ambtenaren" in html.split("Nog niet in de registers")[1].split("</section>")[0]
    assert "Het programma: https://voorbeeld.example/programma/" in html
    assert not WebinarPage.objects.exists()


def test_one_click_makes_a_draft(anna: Person, academy: Organisation, editor: User, log_in: LogIn) -> None:
    response = log_in(editor).post(
        ADDRESS, proposal(speakers=[anna.pk], hosts=[academy.pk], title="Zin en onzin van een code")
    )

    page = WebinarPage.objects.get()
    assert response["Location"] == f"/admin/pages/{page.pk}/edit/"
    assert not page.live
    draft = page.get_latest_revision_as_object()
    assert draft.title == "Zin en onzin van een code"
    assert draft.slug == "zin-en-onzin-van-een-code"
    assert draft.starts_at == local(2048, 12, 15, 12, 30)
    assert draft.ends_at == local(2048, 12, 15, 14)
    assert draft.walk_in_at == local(2048, 12, 15, 12, 15)
    assert draft.medium == "Webex"
    assert draft.capacity == 80
    assert [(b.block_type, str(getattr(b.value, "source", b.value))) for b in draft.body] == [
        ("text", "<p>Een zin.</p>"),
        ("heading", "Aanmelden"),
        ("text", "<p>Het is kosteloos.</p>"),
        ("text", '<ul><li><a href="https://voorbeeld.example/programma/">Het programma</a></li></ul>'),
    ]
    assert [(b.value["person"], b.value["role"]) for b in draft.speakers] == [(anna, "spreker")]
    assert [(b.value["organisation"], b.value["role"]) for b in draft.hosts] == [(academy, "organisator")]
    assert not Edition.objects.exists()
    assert set(PageLogEntry.objects.filter(page=page.pk).values_list("action", "user")) >= {
        ("wagtail.create", editor.pk),
        ("events.webinar_drafted", editor.pk),
    }
    assert not ModelLogEntry.objects.filter(action="events.webinar_drafted").exists()


def test_the_draft_opens_in_the_editor(anna: Person, editor: User, log_in: LogIn) -> None:
    client = log_in(editor)
    response = client.post(ADDRESS, proposal(speakers=[anna.pk]), follow=True)
    html = response.content.decode()
    assert response.status_code == 200
    assert "“Zin van een code” is gemaakt als concept." in html


def test_an_invitation_without_facts_gives_a_draft_with_a_title(
    page_tree: SimpleNamespace, editor: User, log_in: LogIn
) -> None:
    log_in(editor).post(ADDRESS, {"create": "1", "text": "Zomaar tekst.", "title": "Later meer"})
    page = WebinarPage.objects.get()
    assert (page.title, page.starts_at, page.live) == ("Later meer", None, False)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"title": ""}, "Dit is een verplicht veld."),
        ({"end": "12:00"}, "De eindtijd ligt voor de begintijd."),
        ({"walk_in": "13:00"}, "De inloop begint na de begintijd."),
        ({"date": "31-31-2048"}, "Voer een geldige datum in."),
        ({"meeting_url": "geen adres"}, "Voer een geldige URL in."),
    ],
)
def test_a_mistake_keeps_what_was_typed(
    page_tree: SimpleNamespace, editor: User, log_in: LogIn, change: dict[str, str], complaint: str
) -> None:
    response = log_in(editor).post(ADDRESS, proposal(lead="Mijn eigen inleiding.", **change))
    html = response.content.decode()
    assert list(response.context["form"].errors.values()) == [[complaint]]
    assert "Mijn eigen inleiding." in html
    assert "Het is kosteloos." in html
    assert not WebinarPage.objects.exists()


def test_nothing_pasted(page_tree: SimpleNamespace, editor: User, log_in: LogIn) -> None:
    response = log_in(editor).post(ADDRESS, {"text": "  "})
    assert response.context["form"].errors == {"text": ["Dit is een verplicht veld."]}


def test_a_person_that_the_text_does_not_name_is_refused(anna: Person, editor: User, log_in: LogIn) -> None:
    stranger = PersonFactory.create(first_name="Iemand", last_name="Anders")
    response = log_in(editor).post(ADDRESS, proposal(speakers=[stranger.pk]))
    assert response.status_code == 200
    assert not WebinarPage.objects.exists()


def test_who_may_not_add_pages_is_refused(page_tree: SimpleNamespace, bookkeeper: User, log_in: LogIn) -> None:
    client = log_in(bookkeeper)
    for response in (client.get(ADDRESS), client.post(ADDRESS, proposal())):
        assert response.status_code == 302
        assert response["Location"] == "/admin/"
    assert not Page.objects.filter(title="Zin van een code").exists()


def test_the_agenda_and_the_menu_lead_to_it(page_tree: SimpleNamespace, editor: User, log_in: LogIn) -> None:
    client = log_in(editor)
    explorer = client.get(f"/admin/pages/{page_tree.agenda.pk}/").content.decode()
    assert (
        explorer.count(ADDRESS) > client.get(f"/admin/pages/{page_tree.news.pk}/").content.decode().count(ADDRESS) > 0
    )


def test_without_an_agenda_there_is_nothing_to_paste_in(
    page_tree: SimpleNamespace, editor: User, log_in: LogIn
) -> None:
    page_tree.agenda.delete()
    assert log_in(editor).get(ADDRESS).status_code == 302


def test_a_date_without_a_year_is_the_next_one(page_tree: SimpleNamespace, editor: User, log_in: LogIn) -> None:
    client = log_in(editor)
    with time_machine.travel(dt.datetime.now(dt.UTC).replace(month=6, day=1), tick=False):
        year = dt.datetime.now(dt.UTC).year
        response = client.post(ADDRESS, {"text": "Over code\n\nDatum: 15 maart"})
    assert response.context["form"].initial["date"] == dt.date(year + 1, 3, 15)
