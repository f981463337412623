"""A series: what it holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page as Slice
from django.core.paginator import Paginator

from cms.models import AcademyImage, NewsPage, ProgrammePage, SeriesPage
from cms.queries.news import PER_PAGE, listed
from cms.queries.pictures import load_renditions
from cms.queries.programmes import ProgrammeCard, cards


@dataclass(frozen=True)
class Series:
    """The page of a series: its logo, its programmes, and one screen of its articles."""

    logo: AcademyImage | None
    image: AcademyImage | None
    programmes: Sequence[ProgrammeCard]
    articles: Slice[NewsPage]


def series(page: SeriesPage, number: str | int) -> Series:
    """What a series holds, the newest article first, in the language of its page."""
    of_series = {"series__translation_key": page.translation_key, "locale": page.locale_id}
    load_renditions([page.logo, page.image])
    articles = Paginator(listed(NewsPage.objects.filter(**of_series)), PER_PAGE).get_page(number)
    return Series(page.logo, page.image, cards(ProgrammePage.objects.filter(**of_series)), articles)
