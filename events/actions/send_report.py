"""Let an organisation read the closing report of its contract."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, record_audit
from events.locking import locked_quote
from events.models import ClosingReport
from events.queries.closing_reports import report_url
from events.queries.contracts import is_contract, progress_of
from events.queries.snapshots import quote_view
from events.quote_mails import mail_report


@transaction.atomic
def send_report(*, quote_id: int, user: User | None = None) -> ClosingReport:
    """Mail the contact that it is on the page of the offer, each time it is sent. Raises NotAllowed while editions are to come."""
    contract = locked_quote(quote_id)
    if not is_contract(contract) or not progress_of(contract).is_finished:
        raise NotAllowed(_("Het eindverslag verstuurt u als alle geplande edities zijn afgerond."))
    now = timezone.now()
    report, _made = ClosingReport.objects.update_or_create(quote=contract, defaults={"sent_at": now})
    record_audit(contract, "events.report_sent", user=user)
    mail_report(quote_view(contract), report_url(contract), now)
    return report
