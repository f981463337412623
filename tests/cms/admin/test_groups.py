"""What each group of staff may do on the site itself, word for word."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from cms.roles import Role, grant

pytestmark = pytest.mark.django_db

OUR_APPS = ["cms", "wagtailadmin", "wagtail_localize", "wagtailredirects", "wagtailsearchpromotions"]
REGISTERS = ("audience", "competence", "organisation", "person", "synonymset", "theme")


def _site(role: Role) -> set[str]:
    found = Group.objects.get(name=role).permissions.filter(content_type__app_label__in=OUR_APPS)
    return {f"{permission.content_type.app_label}.{permission.codename}" for permission in found}


def _registers(*verbs: str) -> set[str]:
    return {f"cms.{verb}_{model}" for verb in verbs for model in REGISTERS}


def _pages(role: Role) -> set[str]:
    found = GroupPagePermission.objects.filter(group__name=role, page__depth=1)
    return {permission.permission.codename for permission in found}


def _files(role: Role) -> set[str]:
    found = GroupCollectionPermission.objects.filter(group__name=role, collection__depth=1)
    return {permission.permission.codename for permission in found}


def test_editors_write_pages_and_registers_but_do_not_publish() -> None:
    assert _site(Role.EDITORS) == {
        "wagtailadmin.access_admin",
        "wagtail_localize.submit_translation",
        "cms.view_externallink",
        *_registers("view", "add", "change"),
        "cms.view_lead",
    }
    assert _pages(Role.EDITORS) == {"add_page", "change_page"}
    assert _files(Role.EDITORS) == {"add_image", "choose_image", "add_document", "choose_document"}


def test_moderators_publish() -> None:
    assert _site(Role.MODERATORS) == {
        "wagtailadmin.access_admin",
        "wagtail_localize.submit_translation",
        "cms.view_externallink",
        *_registers("view", "add", "change", "delete"),
        *(f"wagtailredirects.{verb}_redirect" for verb in ("view", "add", "change", "delete")),
        "cms.view_lead",
        "cms.change_lead",
        *(f"wagtailsearchpromotions.{verb}_searchpromotion" for verb in ("view", "add", "change", "delete")),
    }
    assert _pages(Role.MODERATORS) == {"add_page", "change_page", "publish_page", "lock_page", "unlock_page"}
    assert _files(Role.MODERATORS) == {
        "add_image",
        "change_image",
        "choose_image",
        "add_document",
        "change_document",
        "choose_document",
    }


def test_programme_managers_publish_too() -> None:
    assert _site(Role.PROGRAMME_MANAGERS) == {
        "wagtailadmin.access_admin",
        "wagtail_localize.submit_translation",
        "cms.view_externallink",
        *_registers("view", "add", "change", "delete"),
        "cms.view_lead",
        "cms.change_lead",
    }
    assert _pages(Role.PROGRAMME_MANAGERS) == {"add_page", "change_page", "publish_page"}
    assert _files(Role.PROGRAMME_MANAGERS) == {"add_image", "choose_image", "add_document", "choose_document"}


def test_finance_touches_no_page_and_no_file() -> None:
    assert _site(Role.FINANCE) == {"wagtailadmin.access_admin", "cms.view_organisation", "cms.change_organisation"}
    assert not GroupPagePermission.objects.filter(group__name=Role.FINANCE).exists()
    assert not GroupCollectionPermission.objects.filter(group__name=Role.FINANCE).exists()


def test_there_are_no_other_groups() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == {role.value for role in Role}


def test_grant_refuses_a_permission_that_no_model_has() -> None:
    with pytest.raises(LookupError, match="No model of cms has the permission fly_theme"):
        grant(apps, Role.FINANCE, "cms.fly_theme")

    assert "cms.fly_theme" not in _site(Role.FINANCE)
