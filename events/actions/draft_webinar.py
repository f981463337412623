"""A webinar as a draft: nobody sees it until an editor publishes it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.api import NotAllowed, User, record_audit
from events.models import AgendaPage, WebinarPage


@dataclass(frozen=True)
class WebinarFacts:
    """What is known of a webinar; dates and times are local. `speakers` and `hosts` are (key in the register, role)."""

    title: str
    lead: str = ""
    date: dt.date | None = None
    start: dt.time | None = None
    end: dt.time | None = None
    walk_in: dt.time | None = None
    medium: str = ""
    capacity: int | None = None
    meeting_url: str = ""
    audience: str = ""
    body: Sequence[tuple[str, str]] = ()
    speakers: Sequence[tuple[int, str]] = ()
    hosts: Sequence[tuple[int, str]] = ()

    def at(self, time: dt.time | None) -> dt.datetime | None:
        """That moment on the day of the webinar."""
        if self.date is None or time is None:
            return None
        return timezone.make_aware(dt.datetime.combine(self.date, time))


def draft_webinar(*, agenda: AgendaPage, facts: WebinarFacts, user: User | AnonymousUser) -> WebinarPage:
    """Make the page under the agenda, as a draft. Raises NotAllowed for who may not add pages there."""
    if not agenda.permissions_for_user(user).can_add_subpage():
        raise NotAllowed(_("U mag geen pagina’s toevoegen aan de agenda."))
    page = WebinarPage(
        title=facts.title,
        lead=facts.lead,
        starts_at=facts.at(facts.start),
        ends_at=facts.at(facts.end),
        walk_in_at=facts.at(facts.walk_in),
        capacity=facts.capacity,
        meeting_url=facts.meeting_url,
        audience_text=facts.audience,
        body=[{"type": kind, "value": value} for kind, value in facts.body],
        speakers=[
            {"type": "person", "value": {"person": key, "role": role, "function": ""}} for key, role in facts.speakers
        ],
        hosts=[
            {"type": "partner", "value": {"organisation": key, "role": role, "receives": ""}}
            for key, role in facts.hosts
        ],
        live=False,
        owner=user if isinstance(user, User) else None,
    )
    if facts.medium:
        page.medium = facts.medium
    with transaction.atomic():
        agenda.add_child(instance=page)
        page.save_revision(user=user, log_action=True, clean=False)
        record_audit(page, "events.webinar_drafted", user=user)
    return page
