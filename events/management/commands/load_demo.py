"""`manage.py load_demo`: content for the demo, made through the same actions that people use."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from betalingen.demo import customers, load_claim, load_instalments, load_rules
from cms.demo import load_articles, load_call, load_contact, load_english, load_finding, load_plugins, load_site
from events.demo.bookings import load_bookings
from events.demo.hosts import load_hosts
from events.demo.mails import load_mails
from events.demo.offerings import load_offerings
from events.demo.quotes import load_quotes


class Command(BaseCommand):
    """Fills an empty database; refuses outside the demo and the tests."""

    help = "Load the demo content into an empty database."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Load everything."""
        if not settings.DEMO:
            raise CommandError("Demo content is for the demo; this site runs without DEMO.")
        today = timezone.localdate()
        site = load_site()
        rules = load_rules(funder=site.organisations["fonds"], today=today)
        offerings = load_offerings(site, rules, today=today)
        load_articles(site, today=today, offerings={**site.programmes, **offerings.webinars})
        programme = site.programmes["leernetwerk-hrm"]
        load_finding(site)
        webinar = offerings.webinars["webinar-beroepscode"]
        contact = load_contact(site)
        load_call(site, today=today)
        load_english([site.home, offerings.agenda, webinar, programme.get_parent().specific, programme, contact])
        load_claim(rules, today=today)
        with customers() as paying:
            load_bookings(offerings, paying)
        load_instalments(rules, today=today)
        load_mails(offerings)
        load_quotes(site, rules, today=today)
        load_hosts(site, offerings)
        load_plugins()
