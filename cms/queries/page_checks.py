"""What there is to say about pages before they are published: their text against itself and against the data."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from cms import hooks
from cms.models import AcademyDocument, AcademyImage
from cms.notation import Language
from cms.prose import Finding, Kind, PageFacts, Writing, check
from cms.queries.page_ties import missing_ties, published_offerings
from cms.queries.page_writing import picture_ids, writing_of


@dataclass(frozen=True)
class CheckedPage:
    """A page with what there is to say about it, contradictions first."""

    page: Page
    findings: Sequence[Finding]

    @property
    def contradictions(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.is_contradiction]


def checked(pages: Iterable[Page]) -> list[CheckedPage]:
    """Check specific pages, drafts as they are. The number of queries does not depend on how many there are."""
    pages = list(pages)
    facts = hooks.page_facts(pages)
    locales = Locale.objects.in_bulk({page.locale_id for page in pages})
    pictures = {pk for page in pages for pk in picture_ids(page)}
    undescribed = set(
        AcademyImage.objects.filter(pk__in=pictures, description="").values_list("pk", flat=True) if pictures else ()
    )
    offerings = published_offerings(pages)
    writings = []
    for page in pages:
        language: Language = "nl" if locales[page.locale_id].language_code == "nl" else "en"
        known = facts.get(str(page.pk))
        is_offering = known is not None and known.is_offering
        writings.append(writing_of(page, language, is_offering=is_offering, undescribed=undescribed))
    documents = _unreadable_documents(writings)
    portraits = _pictures_without_consent(writings)
    found = []
    for page, writing in zip(pages, writings, strict=True):
        own = [
            *missing_ties(page, writing, offerings),
            *_about_documents(writing, documents),
            *_about_portraits(writing, portraits),
        ]
        known = facts.get(str(page.pk), PageFacts(str(page.pk)))
        found.append(CheckedPage(page, check(writing, replace(known, findings=[*known.findings, *own]))))
    return found


def _unreadable_documents(writings: Iterable[Writing]) -> dict[int, str]:
    """The titles of PDFs without tags or language, of those that these texts lead to; no query when they lead to none."""
    led_to = {pk for writing in writings for passage in writing.passages for pk in passage.documents}
    if not led_to:
        return {}
    poor = AcademyDocument.objects.filter(pk__in=led_to, is_readable_aloud=False)
    return dict(poor.values_list("pk", "title"))


def _about_documents(writing: Writing, documents: Mapping[int, str]) -> Iterator[Finding]:
    told = _(
        "Een schermlezer kan “%(title)s” niet goed voorlezen. Bewaar het als toegankelijke pdf, met koppen en een taal."
    )
    for passage in writing.passages:
        for pk in passage.documents:
            if pk in documents:
                yield Finding(Kind.DOCUMENT, told % {"title": documents[pk]}, passage.where)


def _pictures_without_consent(writings: Iterable[Writing]) -> dict[int, str]:
    """The titles of pictures of which nobody noted that whoever can be recognised agreed; no query when there are none."""
    shown = {picture.image for writing in writings for picture in writing.pictures}
    if not shown:
        return {}
    unasked = AcademyImage.objects.filter(pk__in=shown, portrait_consent=False)
    return dict(unasked.values_list("pk", "title"))


def _about_portraits(writing: Writing, portraits: Mapping[int, str]) -> Iterator[Finding]:
    told = _(
        "Bij “%(title)s” staat niet dat wie herkenbaar in beeld is toestemming gaf. Vink het aan bij de afbeelding, ook als er niemand"
        " op staat."
    )
    for picture in writing.pictures:
        if picture.image in portraits:
            yield Finding(Kind.PORTRAIT, told % {"title": portraits[picture.image]}, picture.where)
