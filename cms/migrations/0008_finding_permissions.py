"""Who keeps synonyms, promotions in the search results and broken links."""

from django.db import migrations

from cms.roles import Role, grant


def grant_permissions(apps, schema_editor):
    for role in (Role.EDITORS, Role.MODERATORS, Role.PROGRAMME_MANAGERS):
        grant(apps, role, *(f"cms.{verb}_synonymset" for verb in ("view", "add", "change")))
        grant(apps, role, "cms.view_externallink")
    for role in (Role.MODERATORS, Role.PROGRAMME_MANAGERS):
        grant(apps, role, "cms.delete_synonymset")
    grant(
        apps,
        Role.MODERATORS,
        *(f"wagtailsearchpromotions.{verb}_searchpromotion" for verb in ("view", "add", "change", "delete")),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0007_page_changes"),
        ("wagtailsearchpromotions", "0005_switch_query_model"),
    ]

    operations = [migrations.RunPython(grant_permissions, migrations.RunPython.noop)]
