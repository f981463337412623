"""What a site with these plugins answers; runs as a process of its own and prints JSON."""

import json

import django

django.setup()  # before anything that needs models

from django.core.checks import run_checks
from django.test import Client
from wagtail.models import Page, Site

from betalingen import hooks as betalingen_hooks
from cms.models import HomePage
from events import hooks as events_hooks
from events.models import AgendaPage

if __name__ == "__main__":
    root = Page.get_first_root_node()
    root.get_children().delete()
    root.refresh_from_db()
    home = root.add_child(instance=HomePage(title="Academie Vakwerk", slug="home"))
    home.add_child(instance=AgendaPage(title="Agenda", slug="agenda"))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", port=80, root_page=home, is_default_site=True)
    client = Client(SERVER_NAME="localhost")
    facts = {
        "pages": [client.get(path).status_code for path in ("/", "/agenda/", "/account/login/")],
        "contributed": sorted(
            item.key
            for items in (
                betalingen_hooks.payment_providers(),
                betalingen_hooks.export_formats(),
                events_hooks.meeting_providers(),
            )
            for item in items
        ),
        "errors": [message.id for message in run_checks(databases=["default"]) if message.is_serious()],
    }
    print(json.dumps(facts))  # noqa: T201
