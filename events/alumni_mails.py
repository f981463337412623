"""The mail that asks somebody on the alumni list to come again; as in events.mails it has a key that names the event."""

from typing import Any, Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from cms.api import RenderedMail, queue_mail, rendered_mail
from events.models import Edition, Registration
from events.queries.offerings import live_offerings
from events.queries.snapshots import edition_view, registration_url
from events.queries.wording import when_and_where

TEMPLATE: Final = "events/alumnus_invited"
USUAL_WORDS: Final = _("U deed eerder met ons mee. We nodigen u graag uit om hier ook bij te zijn.")


def mail_alumnus_invited(registration: Registration, edition: Edition, words: str) -> None:
    """What it is, when and where, the way to its page and the way off the list; once for each edition."""
    queue_mail(
        key=f"registration:{registration.public_id}:invited:{edition.public_id}",
        to=registration.email,
        template=TEMPLATE,
        context=_context(registration, edition, words),
        language=registration.booking.language,
        about=f"registration:{registration.public_id}",
    )


def preview_invitation(registration: Registration, edition: Edition, words: str) -> RenderedMail:
    """The mail as this person would get it; nothing is stored or sent."""
    return rendered_mail(TEMPLATE, _context(registration, edition, words), registration.booking.language)


def _context(registration: Registration, edition: Edition, words: str) -> dict[str, Any]:
    language, key = registration.booking.language, edition.offering.translation_key
    with translation.override(language):
        page = live_offerings([key], language)[key]
        facts = when_and_where(edition_view(edition, language, title=page.title).sessions)
    return {
        "name": registration.name,
        "title": page.title,
        "words": words,
        "facts": facts,
        "url": page.full_url or f"{settings.SITE_URL}/",
        "leave_url": registration_url(registration, "alumni"),
    }
