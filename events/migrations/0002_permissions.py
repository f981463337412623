"""What the groups of staff may do with editions, registrations and offers."""

from django.db import migrations

from cms.roles import Role, grant

# Editors and finance see none of it: registrations are personal data.
MANAGED = {
    "edition": ("view", "add", "change", "delete"),
    "registration": ("view", "add", "change"),
    "quoterequest": ("view",),
    "quote": ("view", "add", "change"),
}


def grant_permissions(apps, schema_editor):
    grant(
        apps,
        Role.PROGRAMME_MANAGERS,
        *(f"events.{verb}_{model}" for model, verbs in MANAGED.items() for verb in verbs),
    )


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial"), ("cms", "0003_groups")]

    operations = [migrations.RunPython(grant_permissions, migrations.RunPython.noop)]
