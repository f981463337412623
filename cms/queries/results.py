"""What came of an offering, and the project that a page belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass

from wagtail.models import Page

from cms.models import Organisation, ProjectPage
from cms.queries.listings import ListedPage, listed, newest_first
from cms.queries.tied_pages import tied_pages


@dataclass(frozen=True)
class Acknowledgement:
    """The project of a page, and who pays for it."""

    project: ProjectPage
    funders: Sequence[Organisation]


def results(page: Page) -> list[ListedPage]:
    """The reports and publications about something to sign up for, the newest first."""
    return listed(newest_first(tied_pages(page).results))


def acknowledgement(page: Page) -> Acknowledgement | None:
    """None for a page that belongs to no project that visitors may see."""
    tied = tied_pages(page)
    return Acknowledgement(tied.project, tied.funders) if tied.project else None
