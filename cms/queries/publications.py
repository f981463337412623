"""Reading the publications: the list, and the facts of one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page as Slice
from django.core.paginator import Paginator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cms import notation
from cms.components import Fact
from cms.models import AcademyDocument, AcademyImage, PublicationIndexPage, PublicationPage, Theme
from cms.queries.pages import public, with_picture
from cms.queries.pictures import load_renditions
from cms.queries.registers import themes_of

PER_PAGE = 20


@dataclass(frozen=True)
class Publication:
    """A publication with its facts."""

    cover: AcademyImage | None
    themes: Sequence[Theme]
    facts: Sequence[Fact]
    document: AcademyDocument | None


def publication_list(index: PublicationIndexPage, number: str | int) -> Slice[PublicationPage]:
    """One screen of the publications, the newest first."""
    pages = with_picture(public(PublicationPage.objects.child_of(index))).order_by("-published_on", "-pk")
    return Paginator(pages, PER_PAGE).get_page(number)


def publication(page: PublicationPage) -> Publication:
    """What stands beside the text of a publication, whether it is published or previewed."""
    load_renditions([page.image, *(block.value["person"].photo for block in page.authors if block.value["person"])])
    return Publication(
        cover=page.image,
        themes=themes_of(page.themes.all(), page.locale),
        facts=_facts(page),
        document=page.document,
    )


def _facts(page: PublicationPage) -> list[Fact]:
    language: notation.Language = "en" if get_language() == "en" else "nl"
    facts = [
        Fact(_("Verschenen"), notation.date_of(page.published_on, language) if page.published_on else ""),
        Fact(_("In opdracht van"), page.commissioner.name if page.commissioner else ""),
        Fact(_("Uitgever"), page.publisher),
        Fact(_("ISBN"), page.isbn),
        Fact(_("Omvang"), _extent(page.pages) if page.pages else ""),
    ]
    return [fact for fact in facts if fact.value]


def _extent(pages: int) -> str:
    return ngettext("%(count)d pagina", "%(count)d pagina’s", pages) % {"count": pages}
