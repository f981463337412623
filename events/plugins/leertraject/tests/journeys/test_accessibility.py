"""Every page and screen of this plugin: what axe finds, wide and narrow, by day and by night."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from cms.api import User
from events.api import RegistrationView, participants_of
from events.plugins.leertraject.actions.hand_in import hand_in
from events.plugins.leertraject.actions.keep_wish import WishFacts, keep_wish
from events.plugins.leertraject.actions.set_group import open_group
from events.plugins.leertraject.models import Assignment, DatePoll, LearningWish
from events.plugins.leertraject.tests.making import make_assignment, make_edition, make_poll, people_of
from tests.journeys.accessibility import SCHEMES, Scheme, complaints, other_complaints, screen_complaints

LONG = "Beschrijf een vraag uit uw eigen werk in een halve pagina.\n\nWie heeft er last van, en wie beslist erover?"


@pytest.fixture
def assignments(page_tree: SimpleNamespace, transactional_db: None) -> list[Assignment]:
    """Of an edition with two people, of whom Anna handed in the first."""
    edition = make_edition("Anna Visser", "Bert van Nieuwenhuijzen-Scheltema")
    first, second = edition.sessions.order_by("starts_at")
    made = [
        make_assignment(
            edition, title="Uw strategische vraag", description=LONG, session=second.public_id, days_before=7
        ),
        make_assignment(edition, title="Een dag meelopen bij een ander", handed_in="tick", session=first.public_id),
        make_assignment(edition, title="Eindpresentatie", handed_in="nothing", required=True),
    ]
    anna = next(person for person in people_of(edition) if person.name.startswith("Anna"))
    hand_in(registration=anna, assignment=made[0].public_id, text="Wie kan over twee jaar nog keuren?")
    open_group(edition=edition.public_id)
    for person in people_of(edition):
        keep_wish(registration=person, facts=WishFacts(text="Een moeilijk gesprek openen.", shared="named"))
    make_poll(edition)
    return made


def people(assignments: list[Assignment]) -> list[RegistrationView]:
    return participants_of(assignments[0].edition)


def test_what_a_participant_sees(page: Page, assignments: list[Assignment]) -> None:
    anna = next(each for each in people(assignments) if each.name.startswith("Anna"))
    below = [f"leertraject/opdracht/{each.public_id}/" for each in assignments]
    wish = LearningWish.objects.get(registration=anna.public_id).public_id
    poll = DatePoll.objects.get().public_id
    for address in ["", *below, "groep/", f"groep/wens/{wish}/", f"datumprikker/{poll}/"]:
        page.goto(f"{anna.personal_url}{address}")
        assert complaints(page) + other_complaints(page) == [], address
    page.get_by_role("button", name="Geef mijn antwoord").click()
    assert complaints(page) + other_complaints(page) == [], "mistakes in the date poll"


def test_handing_in_on_a_phone_without_a_script(phone: Page, assignments: list[Assignment]) -> None:
    bert = next(each for each in people(assignments) if each.name.startswith("Bert"))
    phone.goto(bert.personal_url)
    phone.get_by_role("link", name="Uw strategische vraag").click()
    phone.get_by_label("Uw tekst").fill("Hoe houden we vakmensen?")
    phone.get_by_role("button", name="Lever in").click()
    expect(phone.get_by_text("Uw werk is ingeleverd.")).to_be_visible()
    expect(phone.get_by_label("Uw tekst")).to_have_value("Hoe houden we vakmensen?")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_a_colleague_sees(
    scheme: Scheme, page_of: Callable[[User], Page], administrator: User, assignments: list[Assignment]
) -> None:
    desk = page_of(administrator)
    desk.emulate_media(color_scheme=scheme)
    anna = next(each for each in people(assignments) if each.name.startswith("Anna"))
    first = assignments[0].public_id
    desk.goto(reverse("editions:index"))
    desk.get_by_role("link", name="Leernetwerk strategisch HRM").first.click()
    desk.get_by_role("link", name="Opdrachten", exact=True).click()
    start = desk.url
    for rest in ("", "nieuw/", f"wijzig/{first}/", f"weg/{first}/", f"werk/{first}/{anna.public_id}/"):
        assert screen_complaints(desk, f"{start}{rest}", scheme) == [], rest
    assert screen_complaints(desk, start.replace("leertraject", "groep"), scheme) == []
    poll = DatePoll.objects.get()
    moment = poll.moments.all()[0].public_id
    for rest in ("", "nieuw/", f"{poll.public_id}/", f"{poll.public_id}/weg/", f"{poll.public_id}/kies/{moment}/"):
        assert screen_complaints(desk, f"{start.replace('leertraject', 'datumprikker')}{rest}", scheme) == [], rest


def test_sharing_a_wish_on_a_phone_without_a_script(phone: Page, assignments: list[Assignment]) -> None:
    anna, bert = sorted(people(assignments), key=lambda each: each.name)
    phone.goto(bert.personal_url)
    phone.get_by_role("link", name="Naar de pagina van uw groep").click()
    phone.get_by_label("Uw wens of voorstel").fill("Een middag over lastige bewoners")
    phone.get_by_label("met de groep, zonder mijn naam").check()
    phone.get_by_role("button", name="Bewaar").click()
    expect(phone.get_by_text("Bewaard en gedeeld met de groep.")).to_be_visible()
    phone.goto(f"{anna.personal_url}groep/")
    expect(phone.get_by_text("Een middag over lastige bewoners")).to_be_visible()


def test_answering_a_date_poll_on_a_phone_without_a_script(phone: Page, assignments: list[Assignment]) -> None:
    _anna, bert = sorted(people(assignments), key=lambda each: each.name)
    phone.goto(bert.personal_url)
    phone.get_by_role("link", name="Terugkomdag").click()
    phone.get_by_role("button", name="Geef mijn antwoord").click()
    expect(phone.get_by_text("Maak een keuze.").first).to_be_visible()
    for group, answer in zip(phone.get_by_role("group").all(), ("ja", "als het moet"), strict=True):
        group.get_by_label(answer, exact=True).check()
    phone.get_by_role("button", name="Geef mijn antwoord").click()
    expect(phone.get_by_text("u gaf antwoord en kunt het nog wijzigen")).to_be_visible()
