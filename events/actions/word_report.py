"""Write what a closing report says beside its figures."""

from django.db import transaction
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, record_audit
from events.locking import locked_quote
from events.models import ClosingReport, Quote
from events.queries.closing_reports import department_choices, names_in
from events.queries.contracts import is_contract, progress_of


@transaction.atomic
def word_report(
    *, quote_id: int, remarks: str, department_question: str = "", user: User | None = None
) -> ClosingReport:
    """What was sent already says it at once. Raises NotAllowed when nothing was delivered yet, when nobody was asked that question, or
    when somebody who took part is named."""
    contract = locked_quote(quote_id)
    if not is_contract(contract) or not progress_of(contract).delivered:
        raise NotAllowed(_("Een eindverslag schrijft u als er een editie is afgerond."))
    if department_question and department_question not in department_choices(contract):
        raise NotAllowed(_("Deze vraag is aan de deelnemers niet gesteld."))
    check_nobody_named(contract, remarks)
    report, _made = ClosingReport.objects.update_or_create(
        quote=contract, defaults={"remarks": remarks, "department_question": department_question}
    )
    record_audit(contract, "events.report_worded", user=user)
    return report


def check_nobody_named(contract: Quote, text: str) -> None:
    """Raise NotAllowed with the names of participants in a text."""
    if named := names_in(contract, text):
        raise NotAllowed(_("Noem geen deelnemers bij naam: %(names)s.") % {"names": ", ".join(named)})
