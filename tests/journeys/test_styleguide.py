import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from tests.journeys.accessibility import complaints, sideways_scroll, small_targets

WIDTHS = [320, 360, 768, 1280]


@pytest.fixture(autouse=True)
def _demo(page_tree: SimpleNamespace, settings: Settings) -> None:
    settings.DEMO = True
    for page in (page_tree.programmes, page_tree.news, page_tree.agenda):
        page.show_in_menus = True
        page.save()


def test_every_part_is_accessible_at_every_width(page: Page) -> None:
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto("/stijlgids/")
    assert complaints(page) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert (width, sideways_scroll(page)) == (width, 0)
        assert small_targets(page) == []
    assert refused == []  # by the content policy


def test_the_menu_opens_without_a_script(open_page: Callable[..., Page]) -> None:
    page = open_page(viewport={"width": 360, "height": 900}, java_script_enabled=False)
    page.goto("/stijlgids/")
    news = page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Nieuws")
    expect(news).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(news).to_be_visible()
    news.click()
    expect(page).to_have_url(re.compile("/nieuws/$"))


def test_the_skip_link_is_the_first_stop_of_the_keyboard(page: Page) -> None:
    page.goto("/stijlgids/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Naar de inhoud")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_line_of_the_error_summary_leads_to_its_field(page: Page) -> None:
    page.goto("/stijlgids/")
    page.get_by_role("link", name="Uw e-mailadres: Vul een volledig e-mailadres in").click()
    expect(page.locator("#id_wrong-email")).to_be_focused()


def test_the_error_summary_takes_focus_when_the_page_comes_up(page: Page) -> None:
    page.set_content('<div class="notice bad" role="alert" tabindex="-1" autofocus>Fout</div>')
    expect(page.get_by_role("alert")).to_be_focused()


def test_a_link_can_be_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/stijlgids/")
    page.get_by_role("button", name="Kopieer de link").click()
    expect(page.get_by_role("button", name="Gekopieerd")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "https://vakwerk.example/inschrijving/voorbeeld/"


def test_paper_has_no_buttons_and_no_menu(page: Page) -> None:
    page.emulate_media(media="print")
    page.goto("/stijlgids/")
    expect(page.get_by_role("link", name="Meld u aan")).to_have_count(0)
    expect(page.locator(".nav")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_shapes_stay_visible_in_forced_colours(open_page: Callable[..., Page]) -> None:
    page = open_page(viewport={"width": 1280, "height": 900}, forced_colors="active")
    page.goto("/stijlgids/")
    shape = "e => getComputedStyle(e, '::before').backgroundImage"
    assert page.locator(".status.few").first.evaluate(shape).startswith("conic-gradient")
    assert page.locator(".seats").first.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(59, 42, 31)"
