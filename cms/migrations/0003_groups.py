"""The four groups of staff with what belongs to the site. The other apps add theirs in their own migrations."""

from django.db import migrations

from cms.roles import Role, grant, permission_in_migration

# Codenames on the whole page tree. An administrator can narrow them to a branch.
PAGES = {
    Role.EDITORS: ["add", "change"],
    Role.MODERATORS: ["add", "change", "publish", "lock", "unlock"],
    Role.PROGRAMME_MANAGERS: ["add", "change", "publish"],
    Role.FINANCE: [],
}
# Wagtail asks these of its own models, also where an image or document model is custom.
FILES = {
    Role.EDITORS: ["add", "choose"],  # `add` includes changing one's own
    Role.MODERATORS: ["add", "change", "choose"],
    Role.PROGRAMME_MANAGERS: ["add", "choose"],
    Role.FINANCE: [],
}
REGISTERS = ["theme", "audience", "organisation", "person"]
SITE = {
    Role.EDITORS: [
        "wagtailadmin.access_admin",
        "wagtail_localize.submit_translation",
        *(f"cms.{verb}_{model}" for model in REGISTERS for verb in ("view", "add", "change")),
    ],
    Role.MODERATORS: [
        "wagtailadmin.access_admin",
        "wagtail_localize.submit_translation",
        *(f"cms.{verb}_{model}" for model in REGISTERS for verb in ("view", "add", "change", "delete")),
        *(f"wagtailredirects.{verb}_redirect" for verb in ("view", "add", "change", "delete")),
    ],
    Role.PROGRAMME_MANAGERS: [
        "wagtailadmin.access_admin",
        "wagtail_localize.submit_translation",
        *(f"cms.{verb}_{model}" for model in REGISTERS for verb in ("view", "add", "change", "delete")),
    ],
    # Numbers and names on an invoice come from the register of organisations.
    Role.FINANCE: ["wagtailadmin.access_admin", "cms.view_organisation", "cms.change_organisation"],
}


def make_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    root_page = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    root_collection = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)

    for role in Role:
        group, _created = Group.objects.get_or_create(name=role)
        # Wagtail's first migrations gave its two groups some of this already.
        group.permissions.clear()
        GroupPagePermission.objects.filter(group=group).delete()
        GroupCollectionPermission.objects.filter(group=group).delete()
        grant(apps, role, *SITE[role])
        for verb in PAGES[role]:
            permission = permission_in_migration(apps, f"wagtailcore.{verb}_page")
            GroupPagePermission.objects.create(group=group, page=root_page, permission=permission)
        for verb in FILES[role]:
            for model in ("wagtailimages.{}_image", "wagtaildocs.{}_document"):
                permission = permission_in_migration(apps, model.format(verb))
                GroupCollectionPermission.objects.create(
                    group=group, collection=root_collection, permission=permission
                )


def name_workflow(apps, schema_editor):
    """Editors read this name on the button under a page: "Indienen voor Eindredactie"."""
    apps.get_model("wagtailcore", "Workflow").objects.filter(name="Moderators approval").update(name="Eindredactie")
    apps.get_model("wagtailcore", "Task").objects.filter(name="Moderators approval").update(name="Eindredactie")


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0002_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]

    operations = [
        migrations.RunPython(make_groups, migrations.RunPython.noop),
        migrations.RunPython(name_workflow, migrations.RunPython.noop),
    ]
