"""A programme manager gives people to a session in the form of the edition, and hears that one of them is elsewhere."""

from collections.abc import Callable
from types import SimpleNamespace

from django.urls import reverse
from playwright.sync_api import Page, expect

from cms.models import User
from tests.factories.cms import PersonFactory
from tests.factories.events import SessionFactory, SessionPersonFactory
from tests.journeys.accessibility import desk_complaints
from tests.journeys.offerings import programme


def test_people_are_chosen_in_the_form_and_stand_on_the_screen(
    page_of: Callable[[User], Page], programme_manager: User, page_tree: SimpleNamespace
) -> None:
    edition = programme(page_tree, capacity=3, sessions=1)
    person = PersonFactory.create(first_name="Ruben", last_name="Terpstra", function="lector")
    session = edition.sessions.get()
    other = SessionFactory.create(
        starts_at=session.starts_at, ends_at=session.ends_at, edition__offering__title="Modern Gezag"
    )
    SessionPersonFactory.create(session=other, person=person)

    desk = page_of(programme_manager)
    desk.goto(reverse("editions:edit", args=[edition.pk]))
    # A new day has a place for people of its own; an empty one that is thrown away asks nothing.
    desk.locator("#id_sessions-ADD").click()
    desk.locator("#id_sessions-1-people-ADD").click()
    expect(desk.locator("#id_sessions-1-people-0-role")).to_be_visible()
    desk.locator("#id_sessions-1-DELETE-button").press("Enter")

    desk.locator("#id_sessions-0-people-ADD").click()
    desk.locator("#id_sessions-0-people-0-role").select_option("guest")
    desk.locator("#id_sessions-0-people-0-function").fill("wethouder")
    desk.locator("#id_sessions-0-people-0-person-chooser").get_by_role("button").first.click()
    desk.get_by_role("dialog").get_by_role("link", name="Ruben Terpstra").click()
    expect(desk.get_by_role("dialog")).to_have_count(0)
    assert desk_complaints(desk) == []
    desk.locator("#w-editor-form footer button[type=submit]").press("Enter")

    expect(desk.get_by_text("De editie is bijgewerkt.")).to_be_visible()
    expect(desk.get_by_text("Ruben Terpstra, te gast, wethouder bij")).to_be_visible()
    expect(desk.get_by_text("ook bij Modern Gezag")).to_be_visible()
    assert desk_complaints(desk) == []
