"""What one participant handed in for one assignment, to read and to judge."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from events.api import EditionVisit
from events.plugins.leertraject.actions.note_accomplished import note_accomplished
from events.plugins.leertraject.admin.screen import VisitView
from events.plugins.leertraject.queries import Row, Task, grid_of


def work_of(visit: EditionVisit, assignment: UUID, registration: UUID) -> tuple[Row, Task]:
    """Raises Http404 for what is not of this edition."""
    for row in grid_of(visit.edition).rows:
        for task in row.tasks:
            if (row.registration.public_id, task.assignment.public_id) == (registration, assignment):
                return row, task
    raise Http404


class JudgeForm(forms.Form):
    accomplished = forms.BooleanField(label=gettext_lazy("Behaald"), required=False)


class WorkView(VisitView):
    page_title = gettext_lazy("Ingeleverd werk")
    template_name = "leertraject/admin/work.html"
    form_class = JudgeForm
    button_label = gettext_lazy("Bewaar")
    success_message = gettext_lazy("Bewaard wie wat behaald heeft.")

    @cached_property
    def found(self) -> tuple[Row, Task]:
        return work_of(self.visit, self.kwargs["assignment"], self.kwargs["registration"])

    def get_initial(self) -> dict[str, Any]:
        return {"accomplished": self.found[1].is_accomplished}

    def decide(self, form: forms.Form) -> None:
        cell = (self.kwargs["assignment"], self.kwargs["registration"])
        note_accomplished(
            edition=self.visit.edition.public_id,
            listed=[cell],
            accomplished=[cell] if form.cleaned_data["accomplished"] else [],
            user=self.staff,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, task = self.found
        file_url = f"{self.visit.url}bestand/{task.assignment.public_id}/{row.registration.public_id}/"
        return super().get_context_data(**kwargs) | {"row": row, "task": task, "file_url": file_url}
