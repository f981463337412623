"""The admin of this app: one menu, with editions, registrations and offers."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.pages import PageViewSet

from events.admin.bulk_actions import CancelRegistrations, MarkAbsent, MarkAttended
from events.admin.editions import EditionViewSet
from events.admin.page_columns import ProgrammePageViewSet, WebinarPageViewSet
from events.admin.permissions import register_policies
from events.admin.quote_requests import QuoteRequestViewSet
from events.admin.quotes import QuoteViewSet
from events.admin.registrations import RegistrationViewSet

register_policies()


class RegistrationsGroup(ViewSetGroup):
    menu_label = _("Inschrijvingen")
    menu_name = "registrations"
    menu_icon = "group"
    menu_order = 150
    items = (EditionViewSet, RegistrationViewSet, QuoteRequestViewSet, QuoteViewSet)


@hooks.register("register_admin_viewset")
def registrations_group() -> RegistrationsGroup:
    return RegistrationsGroup()


@hooks.register("register_admin_viewset")
def explorer_of_offerings() -> list[PageViewSet]:
    return [WebinarPageViewSet(), ProgrammePageViewSet()]


for bulk_action in (MarkAttended, MarkAbsent, CancelRegistrations):
    hooks.register("register_bulk_action", bulk_action)
