"""Finance handles money. Nobody deletes any of it, and what a customer agreed to is changed by actions only."""

from django.db import migrations

from cms.roles import Role, grant

FINANCE = [
    "betalingen.view_order",
    "betalingen.settle_order",
    "betalingen.export_order",
    "betalingen.view_discrepancy",
    "betalingen.change_discrepancy",
    *(f"betalingen.{verb}_{model}" for model in ("vatrule", "subsidyscheme") for verb in ("view", "add", "change")),
]


def grant_permissions(apps, schema_editor):
    grant(apps, Role.FINANCE, *FINANCE)


class Migration(migrations.Migration):
    dependencies = [("betalingen", "0001_initial"), ("cms", "0003_groups")]

    operations = [migrations.RunPython(grant_permissions, migrations.RunPython.noop)]
