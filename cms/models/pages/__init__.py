"""The pages of the site that need no registration."""

from cms.models.pages.home import ContentPage, HomePage
from cms.models.pages.mixins import IntroMixin, OfferingMixin, ProjectMixin
from cms.models.pages.news import NewsIndexPage, NewsPage, SeriesPage
from cms.models.pages.programmes import ProgrammeIndexPage, ProgrammePage
from cms.models.pages.projects import ProjectIndexPage, ProjectPage
from cms.models.pages.publications import PublicationIndexPage, PublicationPage

__all__ = [
    "ContentPage",
    "HomePage",
    "IntroMixin",
    "NewsIndexPage",
    "NewsPage",
    "OfferingMixin",
    "ProgrammeIndexPage",
    "ProgrammePage",
    "ProjectIndexPage",
    "ProjectMixin",
    "ProjectPage",
    "PublicationIndexPage",
    "PublicationPage",
    "SeriesPage",
]
