"""Parts that the lists of this app share."""

from typing import Any

import django_filters
from django.utils import timezone
from wagtail.admin.ui.tables import Column
from wagtail.models import Page

from events.models import Edition


class TemplateColumn(Column):
    """A column with a template of its own, which gets `instance`."""

    def __init__(self, name: str, *, template: str, **kwargs: Any) -> None:
        super().__init__(name, accessor=kwargs.pop("accessor", lambda _instance: ""), **kwargs)
        self.cell_template_name = template


class EditionChoiceField(django_filters.fields.ModelChoiceField):
    """Editions of one programme are told apart by their name or their first day."""

    def label_from_instance(self, obj: Edition) -> str:
        first_at = getattr(obj, "first_at", None)
        return f"{obj}, {timezone.localtime(first_at):%d-%m-%Y}" if first_at else str(obj)


class EditionFilter(django_filters.ModelChoiceFilter):
    """One edition."""

    field_class = EditionChoiceField


class OfferingFilter(django_filters.ModelChoiceFilter):
    """The programmes and webinars that have an edition."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=lambda _request: Page.objects.filter(editions__isnull=False).distinct(), **kwargs)
