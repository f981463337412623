"""What editors build rules about money from."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError


class CancellationStepBlock(blocks.StructBlock):
    """Until so many days before the start, this part of the price."""

    days = blocks.IntegerBlock(
        label=gettext_lazy("Tot en met zoveel dagen ervoor"), min_value=0, max_value=365, default=30
    )
    percentage = blocks.IntegerBlock(
        label=gettext_lazy("Kosten, in procenten van de prijs"), min_value=0, max_value=100, default=0
    )

    class Meta:
        icon = "decimal"
        label = gettext_lazy("Stap")
        preview_value = {"days": 30, "percentage": 50}


class CancellationStepsBlock(blocks.StreamBlock):
    """Steps in any order. Nearer to the start cancelling never costs less."""

    step = CancellationStepBlock()

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        mistakes: dict[int, StructBlockValidationError] = {}
        for number, child in enumerate(cleaned):
            others = [each.value for place, each in enumerate(cleaned) if place != number]
            if told := _mistake(child.value, others):
                mistakes[number] = StructBlockValidationError(
                    {name: ValidationError(message) for name, message in told.items()}
                )
        if mistakes:
            raise StreamBlockValidationError(block_errors=mistakes)
        return cleaned

    class Meta:
        required = False
        max_num = 8


def _mistake(step: Any, others: Any) -> dict[str, str]:
    """What is wrong with a step beside the others, by field."""
    if any(other["days"] == step["days"] for other in others):
        return {"days": _("Er zijn twee stappen met dit aantal dagen.")}
    if any(other["days"] > step["days"] and other["percentage"] > step["percentage"] for other in others):
        return {"percentage": _("Eerder afmelden kost nu meer dan later. Vul hier een hoger percentage in.")}
    return {}
