"""The demo's database, made ready before it serves: migrated, and filled when it is empty."""

import gc
from urllib.parse import urlsplit

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command


def prepare() -> None:
    """Migrate; load the demo's content unless there is a page already."""
    django.setup()
    # Migrating makes and drops thousands of historical models; looking for their cycles takes a quarter of its time.
    gc.disable()
    call_command("migrate", interactive=False, verbosity=0)
    gc.enable()
    if not apps.get_model("cms", "HomePage").objects.exists():
        call_command("load_demo")
    _move_site()


def _move_site() -> None:
    """Canonical addresses, the sitemap and feeds follow --port."""
    address = urlsplit(settings.SITE_URL)
    site = apps.get_model("wagtailcore", "Site").objects.get(is_default_site=True)
    if (site.hostname, site.port) != (address.hostname, address.port):
        site.hostname, site.port = address.hostname, address.port
        site.save()


if __name__ == "__main__":
    prepare()
