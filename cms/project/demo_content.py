"""The demo's database, made ready before it serves: migrated, and filled when it is empty."""

import gc

import django
from django.apps import apps
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


if __name__ == "__main__":
    prepare()
