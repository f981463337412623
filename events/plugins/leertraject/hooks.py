"""What this plugin answers."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.api import HelpPart, hookimpl
from events.api import CertificateObjections, EditionScreen, EditionView, PortalPage, PortalSection, RegistrationView
from events.plugins.leertraject import group_views, poll_views, views
from events.plugins.leertraject.actions.copy_assignments import copy_assignments
from events.plugins.leertraject.actions.forget_participant import forget_participant
from events.plugins.leertraject.admin import polls as poll_screens
from events.plugins.leertraject.admin.group import GroupView
from events.plugins.leertraject.admin.routes import respond
from events.plugins.leertraject.parts import ASSIGNMENTS, GROUP, POLLS, parts_of
from events.plugins.leertraject.polls import open_polls_of
from events.plugins.leertraject.queries import missing_for_certificates, tasks_of
from events.plugins.leertraject.wishes import is_member

KEY = "leertraject"
GROUP_KEY = "groep"
POLL_KEY = "datumprikker"


@hookimpl
def portal_sections(registration: RegistrationView) -> Sequence[PortalSection]:
    parts = parts_of(registration.edition.public_id) if registration.takes_part else ()
    sections = []
    if ASSIGNMENTS in parts:
        sections.append(PortalSection(KEY, "leertraject/section.html", {"tasks": tasks_of(registration)}, 10))
    if GROUP in parts and is_member(registration):
        sections.append(PortalSection(GROUP_KEY, "leertraject/group_section.html", order=20))
    if POLLS in parts and (asked := open_polls_of(registration)):
        sections.append(PortalSection(POLL_KEY, "leertraject/poll_section.html", {"asked": asked}, 5))
    return sections


@hookimpl
def portal_pages() -> Sequence[PortalPage]:
    return [
        PortalPage(KEY, views.respond),
        PortalPage(GROUP_KEY, group_views.respond),
        PortalPage(POLL_KEY, poll_views.respond),
    ]


@hookimpl
def edition_screens() -> Sequence[EditionScreen]:
    return [
        EditionScreen(KEY, gettext_lazy("Opdrachten"), respond),
        EditionScreen(GROUP_KEY, gettext_lazy("Leerwensen"), GroupView.respond),
        EditionScreen(POLL_KEY, gettext_lazy("Datumprikker"), poll_screens.respond),
    ]


@hookimpl
def certificate_objections(registrations: Sequence[RegistrationView]) -> Sequence[CertificateObjections]:
    told = _("nog niet behaald: %(titles)s")
    missing = missing_for_certificates(registrations)
    return [CertificateObjections(KEY, {who: told % {"titles": ", ".join(titles)} for who, titles in missing.items()})]


@hookimpl
def registration_cancelled(registration: RegistrationView) -> None:
    forget_participant(registration=registration)


@hookimpl
def edition_copied(source: EditionView, copy: EditionView, days: int | None) -> None:
    copy_assignments(source=source, copy=copy, days=days)


@hookimpl
def help_parts() -> Sequence[HelpPart]:
    return [
        HelpPart("leertraject.assignments", "leertraject/admin/help.html", "events.change_edition", 150),
        HelpPart("leertraject.group", "leertraject/admin/group_help.html", "events.change_edition", 151),
        HelpPart("leertraject.polls", "leertraject/admin/poll_help.html", "events.change_edition", 152),
    ]
