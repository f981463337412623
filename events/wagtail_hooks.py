"""The admin of this app: one menu, with editions, registrations and offers."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.admin.widgets.button import Button

from events.admin.alumni import AlumnusViewSet
from events.admin.bulk_actions import CancelRegistrations, MarkAbsent, MarkAttended
from events.admin.editions import EditionViewSet
from events.admin.invitations import PasteInvitationView
from events.admin.invite_alumni import InviteAlumni
from events.admin.mail_texts import MailTextViewSet
from events.admin.occupancy import OccupancyViewSet
from events.admin.page_columns import ProgrammePageViewSet, WebinarPageViewSet
from events.admin.permissions import register_policies
from events.admin.quote_requests import QuoteRequestViewSet
from events.admin.quotes import QuoteViewSet
from events.admin.registrations import RegistrationViewSet
from events.admin.waiting_list import WaitingListViewSet
from events.admin.write_to_many import WriteToRegistrations
from events.models import AgendaPage
from events.queries.invitations import agenda_for_drafts
from events.queries.materials import is_material

register_policies()


class RegistrationsGroup(ViewSetGroup):
    menu_label = _("Inschrijvingen")
    menu_name = "registrations"
    menu_icon = "group"
    menu_order = 150
    items = (
        EditionViewSet,
        RegistrationViewSet,
        WaitingListViewSet,
        AlumnusViewSet,
        QuoteRequestViewSet,
        QuoteViewSet,
        MailTextViewSet,
        OccupancyViewSet,
    )


@hooks.register("register_admin_viewset")
def registrations_group() -> RegistrationsGroup:
    return RegistrationsGroup()


@hooks.register("before_serve_document")
def material_is_for_participants(document: Any, request: HttpRequest) -> None:
    """Colleagues still open it from the library; for anybody else its public address is not there."""
    if is_material(document) and not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404


@hooks.register("register_permissions")
def reading_evaluations() -> QuerySet[Permission]:
    """Evaluations have no list of their own that would register it."""
    return Permission.objects.filter(content_type__app_label="events", codename="view_evaluation")


@hooks.register("register_admin_viewset")
def explorer_of_offerings() -> list[PageViewSet]:
    return [WebinarPageViewSet(), ProgrammePageViewSet()]


@hooks.register("register_admin_urls")
def paste_url() -> list[URLPattern]:
    return [path("uitnodiging/", PasteInvitationView.as_view(), name="vakwerk_paste_invitation")]


class PasteMenuItem(MenuItem):
    """For whoever may add pages to the agenda."""

    def is_shown(self, request: HttpRequest) -> bool:
        return agenda_for_drafts(request.user) is not None


@hooks.register("register_admin_menu_item")
def paste_menu_item() -> MenuItem:
    return PasteMenuItem(
        _("Plak uitnodiging"),
        reverse("vakwerk_paste_invitation"),
        name="paste-invitation",
        icon_name="clipboard-list",
        order=155,
    )


@hooks.register("register_page_header_buttons")
def paste_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:  # noqa: ARG001
    """On the screens of the agenda."""
    if isinstance(page.specific, AgendaPage) and page.permissions_for_user(user).can_add_subpage():
        yield Button(
            _("Plak een uitnodiging"), reverse("vakwerk_paste_invitation"), icon_name="clipboard-list", priority=15
        )


for bulk_action in (MarkAttended, MarkAbsent, CancelRegistrations, WriteToRegistrations, InviteAlumni):
    hooks.register("register_bulk_action", bulk_action)
