"""Somebody no longer wants to be quoted."""

from django.db import transaction

from cms.api import withdraw_quotation
from events.models import Evaluation


@transaction.atomic
def take_back_quote(*, evaluation_id: int) -> None:
    """At any time, also long after the evaluation closed; the answers stay. What is gone already stays gone."""
    evaluation = Evaluation.objects.select_for_update(of=("self",)).get(pk=evaluation_id)
    if evaluation.quotation_id:
        withdraw_quotation(quotation_id=evaluation.quotation_id)
