"""What there is to say about pages before they are published: their text against itself and against the data."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wagtail.models import Locale, Page

from cms import hooks
from cms.models import AcademyImage
from cms.notation import Language
from cms.prose import Finding, PageFacts, check
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
    found = []
    for page in pages:
        known = facts.get(str(page.pk))
        language: Language = "nl" if locales[page.locale_id].language_code == "nl" else "en"
        writing = writing_of(page, language, is_offering=known is not None, undescribed=undescribed)
        known = known or PageFacts(str(page.pk), findings=missing_ties(page, writing, offerings))
        found.append(CheckedPage(page, check(writing, known)))
    return found
