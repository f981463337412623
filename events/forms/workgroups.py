"""The choice of a workgroup: full ones are shown and cannot be chosen."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext as _

from cms.api import AcademyForm
from events.actions.choose_workgroup import full
from events.contracts import EditionView
from events.queries.workgroups import WorkgroupPlaces, workgroup_places

Form = TypeVar("Form", bound=AcademyForm)


class WorkgroupSelect(forms.RadioSelect):
    """Radio buttons of which those of `closed` workgroups cannot be pressed."""

    closed: frozenset[str] = frozenset()

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if str(value) in self.closed:
            option["attrs"]["disabled"] = True
        return option


class WorkgroupField(forms.ChoiceField):
    """One of the workgroups, or none yet. `kept` is the key of the one they have: it stays theirs when it is full."""

    def __init__(self, places: Sequence[WorkgroupPlaces], *, kept: str = "", **kwargs: Any) -> None:
        titles = {each.workgroup.key: each.workgroup.title_text for each in places}
        self.full = {
            each.workgroup.key: each.workgroup.title_text
            for each in places
            if not each.left and each.workgroup.key != kept
        }
        select = WorkgroupSelect()
        select.closed = frozenset(self.full)
        choices = [*titles.items(), ("", _("Ik kies later"))]
        super().__init__(choices=choices, widget=select, required=False, initial=kept, **kwargs)

    def validate(self, value: str) -> None:
        super().validate(value)
        if value in self.full:
            raise forms.ValidationError(full(self.full[value]))


def choosing(form_class: type[Form], edition: EditionView, *, kept: str = "") -> type[Form]:
    """`form_class` with the choice of a workgroup behind its own fields; as it is when the edition has none."""
    places = workgroup_places(edition.public_id, edition.workgroups)
    if not places:
        return form_class
    hints = {each.workgroup.key: _hint(each) for each in places}
    parts = {
        "workgroup": WorkgroupField(places, kept=kept, label=_("Werkgroep")),
        "choice_hints": {**form_class.choice_hints, "workgroup": hints},
    }
    return type(form_class.__name__, (form_class,), parts)


def _hint(places: WorkgroupPlaces) -> str:
    """nog 3 plaatsen. Begeleider: Anna Smit. Over ..."""
    workgroup = places.workgroup
    host = _("Begeleider: %(name)s") % {"name": workgroup.host} if workgroup.host else ""
    return " · ".join(filter(None, [places.words, host, workgroup.description_text]))
