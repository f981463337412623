"""The demo's database, made ready before it serves: migrated, and filled when it is empty."""

import django
from django.apps import apps
from django.core.management import call_command


def prepare() -> None:
    """Migrate; load the demo's content unless there is a page already."""
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    if not apps.get_model("cms", "HomePage").objects.exists():
        call_command("load_demo")


if __name__ == "__main__":
    prepare()
