"""Every kind of page in every state, with the content of the demo: for everybody, on every screen and on paper."""

import re
from types import SimpleNamespace

import pytest
from django.conf import LazySettings
from django.utils import timezone
from playwright.sync_api import Page, expect

from betalingen.demo import load_rules
from betalingen.sandbox import Sandbox
from cms.demo import load_articles, load_call, load_contact, load_english, load_site
from events.demo.offerings import load_offerings
from events.demo.quotes import load_quotes
from tests.journeys import states
from tests.journeys.accessibility import complaints, frame_complaints, other_complaints
from tests.journeys.visitor import title

# So that two processes can share the work; each part makes all the content again.
PARTS = 2
# With the menu on no page of its own, on one that it leads to, and in the other language.
FRAMES = ("home", "agenda", "English: agenda")


@pytest.fixture
def content(settings: LazySettings, transactional_db: None) -> SimpleNamespace:
    """The pages of the demo, without the crowd that signs up."""
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.journeys.error_urls"
    today = timezone.localdate()
    site = load_site()
    rules = load_rules(funder=site.organisations["fonds"], today=today)
    offerings = load_offerings(site, rules, today=today)
    load_articles(site, today=today, offerings={**site.programmes, **offerings.webinars})
    programme = site.programmes["leernetwerk-hrm"]
    webinar = offerings.webinars["webinar-beroepscode"]
    contact = load_contact(site)
    call = load_call(site, today=today)
    load_english([site.home, offerings.agenda, webinar, programme.get_parent().specific, programme, contact])
    load_quotes(site, rules, today=today)
    return SimpleNamespace(site=site, offerings=offerings, contact=contact, call=call)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_kind_of_page_in_every_state(part: int, page: Page, content: SimpleNamespace, sandbox: Sandbox) -> None:
    addresses = {
        **states.site(content),
        **states.webinars(content),
        **states.registrations(),
        **states.more_to_ask(),
        **states.subsidies(),
        **states.waiting_list(),
        **states.consents(),
        **states.hosts(),
        **states.guests(),
        **states.interviews(),
        **states.payments(sandbox),
        **states.quotes(content),
        **states.english(content),
    }
    found = []
    for name, address in [*addresses.items()][part::PARTS]:
        page.goto(address)
        expect(title(page)).to_be_visible()
        found += [f"{name}: {complaint}" for complaint in complaints(page) + other_complaints(page)]
        if name in FRAMES:
            found += [f"{name}: {complaint}" for complaint in frame_complaints(page)]
    assert found == []


def test_the_site_in_english(page: Page, content: SimpleNamespace) -> None:
    page.goto("/")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile("/en/$"))
    expect(title(page)).to_have_text("Good work is a craft")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="View the agenda").click()
    page.get_by_role("link", name="A professional code for civil servants").click()
    expect(page.get_by_role("button", name="Register me")).to_be_visible()
    expect(page.get_by_text("12:30 – 14:00")).to_be_visible()
    page.get_by_role("link", name="Nederlands").click()
    expect(page.get_by_role("button", name="Meld mij aan")).to_be_visible()

    # A screen that is no page of the site is there in both languages too.
    page.goto("/account/login/code/")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile("/en/account/login/code/$"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
