"""Fields for dates that one may type as well as pick."""

from typing import Any

from django.db import models
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput


class _TypedInput:
    def get_config(self) -> dict[str, Any]:
        """The picker would replace what it cannot read by today, without a word. The form reads more, and says what it cannot."""
        config: dict[str, Any] = super().get_config()  # type: ignore[misc]
        return config | {"validateOnBlur": False}


class DateInput(_TypedInput, AdminDateInput):
    """A day."""


class DateTimeInput(_TypedInput, AdminDateTimeInput):
    """A moment."""


def register() -> None:
    """Make these the fields of every form in the admin."""
    register_form_field_override(models.DateField, override={"widget": DateInput})
    register_form_field_override(models.DateTimeField, override={"widget": DateTimeInput})
