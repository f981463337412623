"""Inline children through a form of our own: Wagtail's panel has no way to say which."""

from typing import Any

from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import InlinePanel
from wagtail.admin.panels.base import get_form_for_model


class InlineFormPanel(InlinePanel):
    """An InlinePanel whose children are `child_form`s."""

    def __init__(self, *args: Any, child_form: type[WagtailAdminModelForm], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.child_form = child_form

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "child_form": self.child_form}

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        form = get_form_for_model(self.db_field.related_model, form_class=self.child_form)
        options["formsets"][self.relation_name]["form"] = form
        return options


def filled_in(formset: Any) -> list[Any]:
    """The children that will be there after saving: changed or known before, and not thrown away."""
    formset.is_valid()  # only then it is known which are thrown away
    return [
        form
        for form in formset.forms
        if (form.instance.pk or form.has_changed()) and not formset._should_delete_form(form)  # noqa: SLF001
    ]
