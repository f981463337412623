"""What there is to sign up for in these journeys, on pages of the site."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.utils import timezone
from wagtail.models import Locale, Page

from events.actions.schedule_webinar import schedule_webinar
from events.models import Edition
from tests.events.bookings import paid_edition
from tests.factories.cms import stream
from tests.factories.events import ProgrammePageFactory, WebinarPageFactory


def webinar(page_tree: SimpleNamespace, **facts: Any) -> Edition:
    """A published webinar in thirty days at half past twelve, with a walk-in of a quarter of an hour."""
    day = timezone.localdate() + dt.timedelta(days=30)
    starts_at = timezone.make_aware(dt.datetime.combine(day, dt.time(12, 30)))
    facts = {
        "title": "Een beroepscode voor ambtenaren",
        "slug": "beroepscode",
        "starts_at": starts_at,
        "body": stream([("text", "<p>Artsen hebben er een.</p>")]),
        **facts,
    }
    edition = schedule_webinar(page=WebinarPageFactory(parent=page_tree.agenda, **facts))
    assert edition
    return edition


def programme(page_tree: SimpleNamespace, **facts: Any) -> Edition:
    """An open edition of € 1.550,- and € 325,50 VAT for a participant, in thirty days, for at most twelve people."""
    page = ProgrammePageFactory(
        parent=page_tree.programmes,
        title="Leernetwerk HRM",
        slug="leernetwerk-hrm",
        in_company=True,
        body=stream([("text", "<p>Acht maanden, twaalf vakgenoten.</p>")]),
    )
    return paid_edition(offering=page, **facts)


def addresses_in(language: str, *pages: Page) -> list[str]:
    """Where these pages are in this language, published there too; those above come first."""
    if language == settings.LANGUAGE_CODE:
        return [page.url for page in pages]
    locale = Locale.objects.get(language_code=language)
    for page in pages:
        page.copy_for_translation(locale).save_revision().publish()
    return [page.get_translation(locale).url for page in pages]
