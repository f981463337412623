"""The panels of this app on the admin's first screen."""

from django.http import HttpRequest

from cms.api import DashboardPanel
from events.queries.work_to_do import edition_work, people_work, quote_work


def panels(request: HttpRequest) -> list[DashboardPanel]:
    """Only what there is to do, and only for whom it concerns: nobody else costs a query."""
    found = []
    if request.user.has_perm("events.change_edition") and (editions := edition_work()):
        found.append(
            DashboardPanel(
                "events.editions",
                "events/admin/panels/editions.html",
                {"work": editions},
                permission="events.change_edition",
                order=20,
            )
        )
    if request.user.has_perm("events.change_registration") and (people := people_work()):
        found.append(
            DashboardPanel(
                "events.people",
                "events/admin/panels/people.html",
                {"work": people},
                permission="events.change_registration",
                order=25,
            )
        )
    if request.user.has_perm("events.change_quote") and (quotes := quote_work()):
        found.append(
            DashboardPanel(
                "events.quotes",
                "events/admin/panels/quotes.html",
                {"work": quotes},
                permission="events.change_quote",
                order=30,
            )
        )
    return found
