"""Panels of page forms that choose among what fits."""

from typing import Any

from django import forms
from wagtail.admin.panels import FieldPanel, PageChooserPanel

from cms.blocks.choosers import offering_types
from cms.models.registers import in_source_language


class TermsPanel(FieldPanel):
    """Themes or audiences to tick: those of the source language, which a page shares with its translations."""

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options.setdefault("widgets", {})[self.field_name] = forms.CheckboxSelectMultiple
        return options

    class BoundPanel(FieldPanel.BoundPanel):
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            if self.bound_field is not None:
                terms = self.bound_field.field
                terms.queryset = terms.queryset.filter(in_source_language())


class OfferingChooserPanel(PageChooserPanel):
    """Chooses among the pages that people can sign up for, whatever app their type comes from."""

    def on_model_bound(self) -> None:
        super().on_model_bound()
        self.page_type = offering_types()
