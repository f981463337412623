"""Everybody and every assignment of an edition in one table, to tick off."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from events.plugins.leertraject.actions.note_accomplished import Cell, note_accomplished
from events.plugins.leertraject.admin.screen import VisitView
from events.plugins.leertraject.queries import Grid, grid_of


def cells_in(texts: list[str]) -> set[Cell]:
    """What the boxes say, "<assignment>:<registration>"; what is not like that is passed over."""
    found = set()
    for text in texts:
        assignment, _colon, registration = text.partition(":")
        try:
            found.add((UUID(assignment), UUID(registration)))
        except ValueError:
            continue
    return found


class GridView(VisitView):
    """`listed` is what stood on the screen: what came in meanwhile was not judged."""

    page_title = gettext_lazy("Opdrachten")
    template_name = "leertraject/admin/grid.html"
    button_label = gettext_lazy("Bewaar")
    success_message = gettext_lazy("Bewaard wie wat behaald heeft.")

    @cached_property
    def grid(self) -> Grid:
        return grid_of(self.visit.edition)

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        listed = cells_in(self.request.POST.getlist("listed"))
        done = cells_in(self.request.POST.getlist("done"))
        column = self.request.POST.get("everybody")
        if column:
            done |= {cell for cell in listed if str(cell[0]) == column}
        note_accomplished(
            edition=self.visit.edition.public_id, listed=listed, accomplished=done & listed, user=self.staff
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"grid": self.grid}
