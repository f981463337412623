"""Parts that the lists of this app share."""

from collections.abc import Callable
from typing import Any

import django_filters
from django import forms
from django.utils import timezone
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.ui.tables import Column

from events.models import Edition


class TemplateColumn(Column):
    """A column with a template of its own, which gets `instance`."""

    def __init__(self, name: str, *, template: str, **kwargs: Any) -> None:
        super().__init__(name, accessor=kwargs.pop("accessor", lambda _instance: ""), **kwargs)
        self.cell_template_name = template


class PeriodFilter(django_filters.DateFromToRangeFilter):
    """From a day up to and including a day, through a function that narrows the list."""

    def __init__(self, narrow: Callable[..., Any] | None = None, **kwargs: Any) -> None:
        super().__init__(widget=DateRangePickerWidget, **kwargs)
        self.narrow = narrow

    def filter(self, qs: Any, value: Any) -> Any:
        if self.narrow is None or not value:
            return super().filter(qs, value)
        days = [timezone.localtime(moment).date() if moment else None for moment in (value.start, value.stop)]
        return self.narrow(qs, *days)


class StatusFilter(django_filters.MultipleChoiceFilter):
    """Any of the ticked states."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.CheckboxSelectMultiple, **kwargs)


class EditionChoiceField(django_filters.fields.ModelChoiceField):
    """Editions of one programme are told apart by their name or their first day."""

    def label_from_instance(self, obj: Edition) -> str:
        first_at = getattr(obj, "first_at", None)
        return f"{obj}, {timezone.localtime(first_at):%d-%m-%Y}" if first_at else str(obj)


class EditionFilter(django_filters.ModelChoiceFilter):
    """One edition."""

    field_class = EditionChoiceField
