"""What the groups of staff may do with what visitors send; finance sees none of it."""

from django.db import migrations

from cms.roles import Role, grant

MAY = {
    Role.EDITORS: ["cms.view_lead"],
    Role.MODERATORS: ["cms.view_lead", "cms.change_lead"],
    Role.PROGRAMME_MANAGERS: ["cms.view_lead", "cms.change_lead"],
}


def grant_permissions(apps, schema_editor):
    for role, permissions in MAY.items():
        grant(apps, role, *permissions)


class Migration(migrations.Migration):
    dependencies = [("cms", "0008_finding_permissions")]

    operations = [migrations.RunPython(grant_permissions, migrations.RunPython.noop)]
