"""Filters of lists."""

from collections.abc import Callable
from typing import Any

import django_filters
from django import forms
from django.utils import timezone
from wagtail.admin.filters import DateRangePickerWidget


class StatusFilter(django_filters.MultipleChoiceFilter):
    """Any of the ticked states."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.CheckboxSelectMultiple, **kwargs)


class PeriodFilter(django_filters.DateFromToRangeFilter):
    """From a day up to and including a day, through a function that narrows the list where the field alone does not."""

    def __init__(self, narrow: Callable[..., Any] | None = None, **kwargs: Any) -> None:
        super().__init__(widget=DateRangePickerWidget, **kwargs)
        self.narrow = narrow

    def filter(self, qs: Any, value: Any) -> Any:
        if self.narrow is None or not value:
            return super().filter(qs, value)
        days = [timezone.localtime(moment).date() if moment else None for moment in (value.start, value.stop)]
        return self.narrow(qs, *days)
