"""On the day of the decision whoever plans editions is asked to decide."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cms.api import Role, User
from events.mails import mail_decision_due
from events.queries.work_to_do import to_decide


@transaction.atomic
def remind_decisions() -> int:
    """Mail every programme manager about each open edition whose day has come; returns how many editions those are.

    Once for each day that it is set to: the key of the mail holds that day, so nobody is asked again every morning, and a
    morning on which nothing ran is made good on the next. Nothing changes but the outbox, which is the trace.
    """
    editions = list(to_decide(timezone.localdate()).order_by("decision_date", "pk"))
    managers = User.objects.filter(is_active=True, groups__name=Role.PROGRAMME_MANAGERS) if editions else []
    for edition in editions:
        url = f"{settings.SITE_URL}{reverse('editions:decide', args=[edition.pk])}"
        for manager in managers:
            mail_decision_due(edition, manager, url)
    return len(editions)
