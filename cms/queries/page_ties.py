"""Pages that belong together and do not lead to each other: a report and what it reports on, and the project of both."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from wagtail.models import Page, get_page_models

from cms.models import NewsPage, OfferingMixin, ProjectPage, PublicationPage
from cms.prose import Finding, Kind, Writing

SHORTEST_NAME = 12  # "Gesprek" in a text is seldom the webinar of that name


@dataclass(frozen=True)
class Offering:
    """A published page to sign up for, with the project that it belongs to."""

    pk: int
    key: UUID
    locale: int
    title: str
    project: str | None


def published_offerings(pages: Iterable[Page]) -> list[Offering]:
    """One query when there is a page among these that should lead to them, else none."""
    if not any(isinstance(page, NewsPage | PublicationPage | ProjectPage) for page in pages):
        return []
    models = [model for model in get_page_models() if issubclass(model, OfferingMixin)]
    facts = ("pk", "translation_key", "locale_id", "title", "project__title")
    first, *others = (model.objects.live().values_list(*facts) for model in models)
    return [Offering(*row) for row in first.union(*others, all=True)]


def missing_ties(page: Page, writing: Writing, offerings: Sequence[Offering]) -> list[Finding]:
    """What an editor should choose or link on this page."""
    told = []
    about: set[UUID] = set()
    if isinstance(page, NewsPage | PublicationPage):
        chosen = next((one for one in offerings if one.pk == page.offering_id), None)
        told += _about(page, chosen)
        about = {chosen.key} if chosen else about
    led_to = about | {one.key for one in offerings if one.pk in writing.leads_to}
    if isinstance(page, NewsPage | PublicationPage | ProjectPage):
        told += _named(page, writing, [one for one in offerings if one.key not in led_to])
    return [Finding(Kind.UNTIED, sentence) for sentence in told]


def _about(page: NewsPage | PublicationPage, chosen: Offering | None) -> list[str]:
    if page.offering_id is None:
        is_report = isinstance(page, NewsPage) and page.kind == NewsPage.Kind.REPORT
        told = _("Dit verslag wijst niet naar een bijeenkomst. Kies haar bij “Gaat over dit programma of webinar”.")
        return [told] if is_report else []
    if chosen is None:
        return [_("Het programma of webinar waar dit over gaat, staat niet op de site.")]
    if chosen.project and page.project_id is None:
        told = _("“%(title)s” hoort bij het project “%(project)s”. Kies dat project ook hier.")
        return [told % {"title": chosen.title, "project": chosen.project}]
    if page.project_id and not chosen.project:
        told = _("Deze pagina hoort bij een project. Kies het ook bij “%(title)s”.")
        return [told % {"title": chosen.title}]
    return []


def _named(page: Page, writing: Writing, offerings: Sequence[Offering]) -> list[str]:
    text = "\n".join(passage.text for passage in writing.passages).casefold()
    told = _("De tekst noemt “%(title)s”. Maak er een link van, of kies die pagina bij deze.")
    return [
        told % {"title": one.title}
        for one in offerings
        if one.locale == page.locale_id and len(one.title) >= SHORTEST_NAME and _holds(text, one.title.casefold())
    ]


def _holds(text: str, name: str) -> bool:
    return name in text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None
