"""Forms of the public site: `AcademyForm` renders each field as label, hint, error and input, with the right attributes.

    class SignUpForm(AcademyForm):
        name = forms.CharField(label=_("Uw naam"), widget=forms.TextInput(attrs={"autocomplete": "name"}))
        payment = forms.ChoiceField(label=..., choices=..., widget=forms.RadioSelect)
        choice_hints = {"payment": {"invoice": _("We sturen de factuur als de editie doorgaat.")}}

In a template: `{% include "components/error_summary.html" with links=form.error_links %}`, then `{{ form.name.as_field_group }}` for one
field or `{{ form }}` for all. Django takes care of `required`, `aria-describedby` and `aria-invalid`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField, BoundWidget
from django.forms.renderers import TemplatesSetting
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cms.models import Organisation
from cms.page_cache.remembered import remembered

Text = str | Promise


@dataclass(frozen=True)
class ErrorLink:
    """One mistake: `href` leads to the input, and is empty for a mistake of the form as a whole."""

    label: str
    message: str
    href: str


@dataclass(frozen=True)
class Choice:
    """One radio button or tick box with its words."""

    tag: str
    label: str
    hint: Text


class AcademyBoundField(BoundField):
    """A field that knows how the house shows it."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        shown = widget or self.field.widget
        if not isinstance(shown, forms.CheckboxInput | forms.RadioSelect) and not shown.is_hidden:
            attrs["class"] = f"input {shown.attrs.get('class', '')}".strip()
        return attrs

    @property
    def is_single_tick(self) -> bool:
        """One tick box: its label stands behind it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def has_choices_shown(self) -> bool:
        """Radio buttons or tick boxes: a group with a legend."""
        return isinstance(self.field.widget, forms.RadioSelect)

    @property
    def is_optional(self) -> bool:
        """Whether the label says that the field may stay empty."""
        return not self.field.required and not self.field.disabled

    @property
    def choices(self) -> Iterator[Choice]:
        """The radio buttons or tick boxes, each with its explanation."""
        hints: Mapping[str, Text] = getattr(self.form, "choice_hints", {}).get(self.name, {})
        for widget in self.subwidgets:
            yield Choice(widget.tag(), widget.choice_label, hints.get(str(widget.data["value"]), ""))

    @property
    def first_id(self) -> str:
        """The id of the input that takes focus from the error summary."""
        if self.has_choices_shown and len(self.subwidgets):
            first: BoundWidget = self.subwidgets[0]
            return first.id_for_label
        return self.id_for_label


class AcademyRenderer(TemplatesSetting):
    """Renders fields with templates/components/field.html; widgets keep Django's own templates."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
    bound_field_class = AcademyBoundField


class AcademyFormMixin(forms.BaseForm):
    """The look of the house for any form: `class QuoteForm(AcademyFormMixin, forms.ModelForm)`."""

    default_renderer = AcademyRenderer
    choice_hints: Mapping[str, Mapping[str, Text]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.error_messages.get("required") is forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _missing(field)

    @property
    def error_links(self) -> list[ErrorLink]:
        """Every mistake in the order of the fields, for the error summary."""
        return error_links(self)


class AcademyForm(AcademyFormMixin, forms.Form):
    """A form in the look of the house. Give its <form> `novalidate`: the server's summary says more than the browser."""


class OrganisationInput(forms.TextInput):
    """A text field that suggests the organisations of our register; anything else may be typed too.

    A script asks for suggestions while one types, also by KvK number and OIN; without it there is a list of names.
    """

    template_name = "components/organisation_input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        list_id = f"{(attrs or {}).get('id', name)}-register"
        told = {
            "list": list_id,
            "data-organisations": reverse("cms:organisations"),
            "data-label": _("Organisaties die we kennen"),
            "data-found": _("Gevonden organisaties: 0. Kies met de pijltjes."),
        }
        context = super().get_context(name, value, {**(attrs or {}), **told})
        context["list_id"] = list_id
        context["suggestions"] = remembered("names of organisations", _names_of_organisations)
        return context


def _names_of_organisations() -> list[str]:
    return list(Organisation.objects.order_by("name").values_list("name", flat=True)[:500])


def _missing(field: forms.Field) -> str:
    """What to do about an empty field, instead of "this field is required"."""
    if isinstance(field, forms.BooleanField):
        return _("Zet hier een vinkje.")
    if isinstance(field, forms.ChoiceField):
        return _("Maak een keuze.")
    return _("Vul dit in.")


def error_links(*bound: forms.BaseForm) -> list[ErrorLink]:
    """The mistakes of several forms on one page, for one error summary."""
    links = []
    for form in bound:
        for field in form:
            target = field.first_id if isinstance(field, AcademyBoundField) else field.id_for_label
            label = str(field.label).rstrip(".?!: ")
            links += [ErrorLink(label, str(message), f"#{target}") for message in field.errors]
        links += [ErrorLink("", str(message), "") for message in form.non_field_errors()]
    return links
