"""Choose which columns a file has, in which order and under which headings."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Site

from betalingen import hooks
from betalingen.contracts import Renamed
from betalingen.models import FinanceSettings
from betalingen.queries.datasets import Dataset
from betalingen.queries.export_columns import dataset_of, to_json
from cms.api import NotAllowed, User, record_audit


@transaction.atomic
def choose_columns(*, format_key: str, columns: Sequence[Renamed], user: User) -> None:
    """Files of a format have these columns from the next run on; its own are not stored, so that they follow the plugin.

    Raises NotAllowed for no columns at all, for what `mistakes_in` finds and for a format without columns of its own; NotContributed
    for one that is not there.
    """
    export_format = hooks.export_format(format_key)
    if not export_format.columns:
        raise NotAllowed(_("Van deze bestandsvorm liggen de kolommen vast."))
    if not columns:
        raise NotAllowed(_("Kies minstens één kolom."))
    for mistake in mistakes_in(columns, dataset_of(export_format)).values():
        raise NotAllowed(next(iter(mistake.values())))
    kept, _is_new = FinanceSettings.objects.select_for_update().get_or_create(
        site=Site.objects.get(is_default_site=True)
    )
    chosen = to_json(columns)
    kept.export_columns.pop(format_key, None)
    if chosen != to_json(export_format.columns):
        kept.export_columns[format_key] = chosen
    kept.save(update_fields=["export_columns"])
    record_audit(kept, "betalingen.columns_chosen", user=user, export_format=format_key, count=len(columns))


def mistakes_in(columns: Sequence[Renamed], dataset: Dataset) -> Mapping[int, Mapping[str, str]]:
    """What is wrong, by the place of a column and by field ("key" or "heading")."""
    known = {column.key for column in dataset.columns}
    keys: set[str] = set()
    headings: set[str] = set()
    found: dict[int, dict[str, str]] = {}
    for place, column in enumerate(columns):
        heading = str(column.heading).strip().casefold()
        if column.key and column.key not in known:
            found[place] = {"key": _("Deze kolom bestaat niet.")}
        elif column.key in keys:
            found[place] = {"key": _("Deze kolom staat er al.")}
        elif not heading:
            found[place] = {"heading": _("Vul een kop in.")}
        elif heading in headings:
            found[place] = {"heading": _("Deze kop staat er al.")}
        keys.update({column.key} - {""})
        headings.add(heading)
    return found
