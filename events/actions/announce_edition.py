"""Tell whoever wanted to hear of the next dates that there are some."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, notation, record_audit, tell_interested
from events.locking import OPEN_TO_BOOKINGS, locked_edition
from events.models import Edition
from events.queries.offerings import live_offerings
from events.queries.snapshots import edition_view
from events.queries.wording import dates_of, language


@transaction.atomic
def announce_edition(*, edition_id: int, user: User | None = None) -> int:
    """Mail the interest list of its programme, once; returns how many mails.

    Raises NotAllowed when it is closed, when one cannot sign up for it, or its page is not on the site: the mail would lead nowhere.
    """
    edition = locked_edition(edition_id)
    first = edition.sessions.first()
    if edition.is_closed:
        raise NotAllowed(_("Deze editie is besloten; wie op de hoogte wilde blijven kan er niet bij."))
    if edition.status not in OPEN_TO_BOOKINGS or first is None or first.starts_at <= timezone.now():
        raise NotAllowed(_("Men kan zich voor deze editie niet aanmelden; er valt niets te melden."))
    if not live_offerings([edition.offering.translation_key]):
        raise NotAllowed(_("Het programma staat niet op de site; de mail zou nergens heen leiden."))
    mails = tell_interested(
        page_key=edition.offering.translation_key, context=lambda code: _announcement(edition, code), user=user
    )
    if mails:
        record_audit(edition, "events.edition_announced", user=user, mails=mails)
    return mails


def _announcement(edition: Edition, code: str) -> dict[str, Any]:
    with translation.override(code):
        page = live_offerings([edition.offering.translation_key], code)[edition.offering.translation_key]
        view = edition_view(edition, code, title=page.title)
        when = notation.days(dates_of(view.sessions), language())
        return {"title": page.title, "when": when, "url": page.full_url or f"{settings.SITE_URL}/"}
