"""What reading an invitation needs from the database."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from cms.api import Organisation, Person, User
from events.invitation import Registers
from events.models import AgendaPage


def registers() -> Registers:
    """Every name in the registers; two queries."""
    people = Person.objects.values_list("pk", "first_name", "last_name")
    organisations = Organisation.objects.values_list("name", "pk")
    return Registers(
        people={f"{first_name} {last_name}": key for key, first_name, last_name in people},
        organisations=dict(organisations),
    )


def agenda_for_drafts(user: User | AnonymousUser) -> AgendaPage | None:
    """The agenda in the site's first language, if this user may add pages to it."""
    agendas = AgendaPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).order_by("path")
    return next((agenda for agenda in agendas if agenda.permissions_for_user(user).can_add_subpage()), None)
