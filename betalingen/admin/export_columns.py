"""Choose the columns of an export format, with what its file then looks like."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail import blocks
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from betalingen import hooks
from betalingen.actions.choose_columns import choose_columns, mistakes_in
from betalingen.contracts import Renamed
from betalingen.queries.datasets import Dataset
from betalingen.queries.export_columns import columns_of, dataset_of, first_lines, to_json
from cms.api import NotAllowed, NotContributed, User


class ColumnsBlock(blocks.StreamBlock):
    """Columns of a dataset, in their order."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        choices = [("", _("niets")), *((column.key, column.heading) for column in dataset.columns)]
        column = blocks.StructBlock(
            [
                ("heading", blocks.CharBlock(label=_("Kop"), max_length=100)),
                ("key", blocks.ChoiceBlock(label=_("Wat erin staat"), choices=choices, required=False)),
            ],
            label=_("Kolom"),
            label_format="{heading}",
            icon="list-ul",
        )
        super().__init__([("column", column)], collapsed=True)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        mistakes = mistakes_in(_chosen(cleaned), self.dataset)
        if mistakes:
            raise StreamBlockValidationError(
                block_errors={
                    place: StructBlockValidationError({name: ValidationError(text) for name, text in told.items()})
                    for place, told in mistakes.items()
                }
            )
        return cleaned


def _chosen(value: Any) -> list[Renamed]:
    return [Renamed(heading=child.value["heading"], key=child.value["key"]) for child in value]


class ColumnsForm(forms.Form):
    def __init__(self, *args: Any, dataset: Dataset, columns: Sequence[Renamed], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        block = ColumnsBlock(dataset)
        # Each with an id of its own: by that the screen folds them.
        shown = block.to_python(
            [
                {"type": "column", "id": f"column-{place}", "value": column}
                for place, column in enumerate(to_json(columns))
            ]
        )
        self.fields["columns"] = blocks.BlockField(block=block, label=_("Kolommen"), initial=shown)


class ColumnsView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView[ColumnsForm]):
    """POST saves; with `preview` it only shows the first lines, with `restore` the format gets its own columns back."""

    permission_required = "change"
    form_class = ColumnsForm
    template_name = "betalingen/admin/export_columns.html"
    page_title = gettext_lazy("Kolommen")
    header_icon = "list-ul"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        try:
            self.export_format = hooks.export_format(self.kwargs["format_key"])
        except NotContributed as absent:
            raise Http404 from absent
        if not self.export_format.columns:
            raise Http404
        self.dataset = dataset_of(self.export_format)
        self.shown = columns_of(self.export_format)

    def get_page_subtitle(self) -> str:
        return str(self.export_format.label)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("exports:index"), "label": _("Exports")},
            {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()},
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"dataset": self.dataset, "columns": self.shown}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "restore" in request.POST:
            return self.choose(self.export_format.columns)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: ColumnsForm) -> HttpResponse:
        chosen = _chosen(form.cleaned_data["columns"])
        if "preview" in self.request.POST:
            self.shown = chosen
            return self.render_to_response(self.get_context_data(form=form))
        try:
            return self.choose(chosen)
        except NotAllowed as refusal:
            form.add_error("columns", str(refusal.reason))
            return self.form_invalid(form)

    def choose(self, columns: Sequence[Renamed]) -> HttpResponse:
        choose_columns(format_key=self.export_format.key, columns=columns, user=cast("User", self.request.user))
        messages.success(self.request, _("De kolommen zijn bewaard; ze gelden vanaf de volgende export."))
        return HttpResponseRedirect(self.request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        heading, *lines = first_lines(self.dataset, self.shown)
        return context | {
            "object": self.export_format.label,
            "heading": heading,
            "lines": lines,
            "back_url": reverse("exports:index"),
        }
