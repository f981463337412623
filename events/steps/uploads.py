"""A field for a file that is kept as soon as it is chosen, so that a mistake elsewhere in the form does not lose it.

What the field holds is not the file but a signed note of where it is kept, or why it was not: events.forms.uploads puts
that in the place of each file that comes in.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

SALT = "events.upload"
REFUSED = "refused:"


@dataclass(frozen=True)
class KeptFile:
    """A file that is kept for this form; `upload` is the public id."""

    upload: str
    name: str


def note_of(kept: KeptFile) -> str:
    """For a hidden field; nobody can make one up."""
    return signing.dumps([kept.upload, kept.name], salt=SALT)


def kept_in(note: Any) -> KeptFile | None:
    """None for what is no note of ours."""
    try:
        return KeptFile(*signing.loads(str(note or ""), salt=SALT))
    except signing.BadSignature:
        return None


class UploadInput(forms.FileInput):
    """Chooses a file; one that is kept already is named, travels along, and can be taken away."""

    template_name = "components/upload_input.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ARG002  # files are kept by now
        return "" if data.get(f"{name}-remove") else data.get(name, "")

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:  # noqa: ARG002
        return name not in data

    def format_value(self, value: Any) -> Any:
        return value

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        return context | {"kept": kept_in(value), "note": value}

    def use_required_attribute(self, initial: Any) -> bool:  # noqa: ARG002  # what is kept already is enough
        return False


class UploadField(forms.Field):
    """Cleans to a KeptFile, or None."""

    widget = UploadInput

    def clean(self, value: Any) -> KeptFile | None:
        if str(value or "").startswith(REFUSED):
            raise forms.ValidationError(str(value).removeprefix(REFUSED))
        kept = kept_in(value)
        if value and kept is None:
            raise forms.ValidationError(_("Kies het bestand nog eens."))
        self.validate(kept)
        return kept
