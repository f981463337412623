"""The groups of staff, and how a migration gives them permissions.

Migrations, not a signal after them: what an administrator changes in a group afterwards stays.
"""

from enum import StrEnum
from typing import Any

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions


class Role(StrEnum):
    """The names of the groups; Wagtail itself makes the first two."""

    EDITORS = "Editors"
    MODERATORS = "Moderators"
    PROGRAMME_MANAGERS = "Programme managers"
    FINANCE = "Finance"


def grant(apps: Apps, role: Role, *permissions: str) -> None:
    """Give a group permissions ("events.change_edition") in a migration; raises LookupError for one that is unknown.

    The migration depends on ("cms", "0003_groups") and on the one that made the model:

        def grant_permissions(apps, schema_editor):
            grant(apps, Role.FINANCE, "betalingen.view_order", "betalingen.change_order")

    Django makes permissions after the last migration only, so this makes those of the model's app first.
    """
    group = apps.get_model("auth", "Group").objects.get(name=role)
    for permission in permissions:
        group.permissions.add(permission_in_migration(apps, permission))


def permission_in_migration(apps: Apps, permission: str) -> Any:
    """The historical Permission called "app.codename", made if needed; raises LookupError when no model has it."""
    label, codename = permission.split(".")
    config = apps.get_app_config(label)
    if not hasattr(config, "models_module"):
        config.models_module = True  # type: ignore[assignment]  # else a historical app counts as one without models
    create_permissions(config, apps=apps, verbosity=0)
    found = (
        apps.get_model("auth", "Permission").objects.filter(content_type__app_label=label, codename=codename).first()
    )
    if found is None:
        raise LookupError(f"No model of {label} has the permission {codename} at this migration.")
    return found
