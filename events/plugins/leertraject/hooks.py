"""What this plugin answers."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.api import HelpPart, hookimpl
from events.api import CertificateObjections, EditionScreen, PortalPage, PortalSection, RegistrationView
from events.plugins.leertraject import views
from events.plugins.leertraject.actions.forget_participant import forget_participant
from events.plugins.leertraject.admin.routes import respond
from events.plugins.leertraject.queries import missing_for_certificates, tasks_of

KEY = "leertraject"


@hookimpl
def portal_sections(registration: RegistrationView) -> Sequence[PortalSection]:
    tasks = tasks_of(registration)
    return [PortalSection(KEY, "leertraject/section.html", {"tasks": tasks}, 10)] if tasks else []


@hookimpl
def portal_pages() -> Sequence[PortalPage]:
    return [PortalPage(KEY, views.respond)]


@hookimpl
def edition_screens() -> Sequence[EditionScreen]:
    return [EditionScreen(KEY, gettext_lazy("Opdrachten"), respond)]


@hookimpl
def certificate_objections(registrations: Sequence[RegistrationView]) -> Sequence[CertificateObjections]:
    told = _("nog niet behaald: %(titles)s")
    missing = missing_for_certificates(registrations)
    return [CertificateObjections(KEY, {who: told % {"titles": ", ".join(titles)} for who, titles in missing.items()})]


@hookimpl
def registration_cancelled(registration: RegistrationView) -> None:
    forget_participant(registration=registration)


@hookimpl
def help_parts() -> Sequence[HelpPart]:
    return [HelpPart("leertraject.assignments", "leertraject/admin/help.html", "events.change_edition", 150)]
