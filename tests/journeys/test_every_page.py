"""Every kind of page with the content of the demo: accessible, light and dark, from a small phone to a desk."""

import re
from types import SimpleNamespace

import pytest
from django.conf import LazySettings
from django.utils import timezone
from playwright.sync_api import Page, expect

from betalingen.demo import load_rules
from cms.demo import load_articles, load_call, load_contact, load_english, load_site
from cms.models import ContentPage, NewsPage
from events.demo.offerings import load_offerings
from events.demo.quotes import load_quotes
from events.models import Quote
from tests.journeys.accessibility import complaints
from tests.journeys.visitor import title


@pytest.fixture
def content(settings: LazySettings, transactional_db: None) -> SimpleNamespace:
    """The pages of the demo, without the crowd that signs up."""
    settings.DEMO = True
    today = timezone.localdate()
    site = load_site()
    rules = load_rules(funder=site.organisations["fonds"], today=today)
    offerings = load_offerings(site, rules, today=today)
    load_articles(site, today=today, offerings={**site.programmes, **offerings.webinars})
    programme = site.programmes["leernetwerk-hrm"]
    webinar = offerings.webinars["webinar-beroepscode"]
    contact = load_contact(site)
    load_call(site, today=today)
    load_english([site.home, offerings.agenda, webinar, programme.get_parent().specific, programme, contact])
    load_quotes(site, rules, today=today)
    return SimpleNamespace(site=site, offerings=offerings)


def test_every_kind_of_page(page: Page, content: SimpleNamespace) -> None:
    programmes = content.site.programmes
    article = NewsPage.objects.live().exclude(disclosure="").first()
    report = NewsPage.objects.live().exclude(attendance=None).first()
    plain = ContentPage.objects.live().first()
    assert article
    assert report
    assert plain
    quote = Quote.objects.filter(status="sent").latest("pk")
    found = {}
    for address in (
        "/",
        "/agenda/",
        "/agenda/webinar-beroepscode/",
        "/programmas/",
        programmes["leernetwerk-hrm"].url,
        programmes["ambtelijk-vakmanschap"].url,
        "/nieuws/",
        article.url,
        report.url,
        "/nieuws/uit-de-uitvoering/",
        "/publicaties/",
        "/publicaties/ruimte-maken/",
        "/projecten/",
        "/projecten/ruimte-voor-vakmanschap/",
        content.site.people["ruben"].get_absolute_url(),
        plain.url,
        "/contact/",
        "/oproep-meedoen/",
        programmes["goed-werk-in-uw-team"].url,
        "/en/contact/",
        f"/offerte/{quote.access_key}/",
        "/account/login/",
        "/account/login/code/",
        "/deze-pagina-is-er-niet/",
    ):
        page.goto(address)
        expect(title(page)).to_be_visible()
        if wrong := complaints(page):
            found[address] = wrong
    assert found == {}


def test_the_site_in_english(page: Page, content: SimpleNamespace) -> None:
    page.goto("/")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile("/en/$"))
    expect(title(page)).to_have_text("Good work is a craft")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert complaints(page) == []
    page.get_by_role("link", name="View the agenda").click()
    page.get_by_role("link", name="A professional code for civil servants").click()
    expect(page.get_by_role("button", name="Register me")).to_be_visible()
    expect(page.get_by_text("12:30 – 14:00")).to_be_visible()
    assert complaints(page) == []
    page.get_by_role("link", name="Nederlands").click()
    expect(page.get_by_role("button", name="Meld mij aan")).to_be_visible()

    # A screen that is no page of the site is there in both languages too.
    page.goto("/account/login/code/")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile("/en/account/login/code/$"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert complaints(page) == []
