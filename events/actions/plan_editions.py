"""Plan the editions of a contract: closed, open to its people, paid by its order."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.api import NotAllowed, User, record_audit
from events.actions.open_edition import open_edition
from events.actions.take_along import take_along
from events.locking import locked_quote
from events.models import Edition, Quote
from events.models.quotes import new_access_key
from events.queries.contract_plan import EditionPlan, PlannedRun, unsaved_edition
from events.queries.contracts import is_contract, progress_of


@transaction.atomic
def plan_editions(*, quote_id: int, plan: EditionPlan, planned_before: int, user: User | None = None) -> list[Edition]:
    """Make and open the editions, and the link by which employees choose one of them.

    `planned_before` is how many the contract had when the plan was made: the same plan sent twice makes its editions once.
    Raises NotAllowed when that changed, when the offer is no contract, when more would be planned than was agreed, or when
    an edition cannot be opened; then none is made.
    """
    contract = locked_quote(quote_id)
    if not is_contract(contract):
        raise NotAllowed(_("Edities plant u op een offerte waarop akkoord is gegeven."))
    progress = progress_of(contract)
    if progress.planned != planned_before:
        raise NotAllowed(_("Er zijn intussen al edities gepland. Kijk eerst wat er staat."))
    if len(plan.runs) > progress.missing:
        raise NotAllowed(_too_many(progress.missing))
    if not contract.employees_key:
        contract.employees_key = new_access_key()
        contract.save(update_fields=["employees_key"])
    editions = [_planned(contract, plan, run, user) for run in plan.runs]
    places = len(editions) * plan.capacity
    record_audit(contract, "events.editions_planned", user=user, count=len(editions), places=places)
    return editions


def _too_many(missing: int) -> str:
    if not missing:
        return _("Alle afgesproken edities zijn al gepland. Spreek er meer af met een aanvulling.")
    told = ngettext(
        "Er ontbreekt nog %(count)d editie. Spreek er meer af met een aanvulling.",
        "Er ontbreken nog %(count)d edities. Spreek er meer af met een aanvulling.",
        missing,
    )
    return told % {"count": missing}


def _planned(contract: Quote, plan: EditionPlan, run: PlannedRun, user: User | None) -> Edition:
    edition = unsaved_edition(contract, plan, run)
    edition.save()
    if plan.example:
        take_along(source_id=plan.example.pk, edition_id=edition.pk, user=user)
    return open_edition(edition_id=edition.pk, user=user)
