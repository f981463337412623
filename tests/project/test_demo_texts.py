"""The texts of the demo are held against the checks that editors get: nothing in them may raise a false alarm."""

import pytest
from django.utils import timezone
from wagtail.models import Page

from betalingen.demo import load_rules
from cms.demo import load_articles, load_english, load_site
from cms.queries.page_checks import checked
from events.demo.offerings import load_offerings
from events.models import Edition
from events.queries.wording import day

pytestmark = pytest.mark.django_db


def test_the_checks_say_nothing_of_the_demo_that_is_not_so() -> None:
    today = timezone.localdate()
    site = load_site()
    rules = load_rules(funder=site.organisations["fonds"], today=today)
    offerings = load_offerings(site, rules, today=today)
    load_articles(site, today=today, offerings={**site.programmes, **offerings.webinars})
    webinar, programme = offerings.webinars["webinar-beroepscode"], site.programmes["leernetwerk-hrm"]
    load_english([site.home, offerings.agenda, webinar, programme.get_parent().specific, programme])
    pages = list(Page.objects.live().filter(depth__gt=1).specific())
    assert len(pages) > 30

    found = {page.page.slug: [f"{f.kind.value}: {f.sentence}" for f in page.findings] for page in checked(pages)}

    # The edition that is still being planned has days to go, and one closes on a Sunday: that is what the report is for.
    closes = Edition.objects.get(offering=programme).closes_at
    on_sunday = f"planning: Aanmelden sluit op {day(closes)}: wie dan nog een vraag heeft, krijgt geen antwoord."
    assert {slug: sentences for slug, sentences in found.items() if sentences} == {
        "ambtelijk-vakmanschap": ["count: Er staat 5-7 dagen, maar de bijeenkomsten zijn samen 4 dagen."],
        "leernetwerk-hrm": [on_sunday],
        "learning-network-hrm": [on_sunday],
    }
