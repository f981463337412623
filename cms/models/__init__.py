"""Data of the site."""

from cms.models.links import DeletedPage, ExternalLink
from cms.models.media import AcademyDocument, AcademyImage, AcademyRendition
from cms.models.message import Message
from cms.models.pages import (
    ContentPage,
    HomePage,
    IntroMixin,
    NewsIndexPage,
    NewsPage,
    ProgrammeIndexPage,
    ProgrammePage,
)
from cms.models.registers import Audience, Organisation, Person, Theme
from cms.models.search import SynonymSet
from cms.models.site_settings import AcademySettings
from cms.models.user import User

__all__ = [
    "AcademyDocument",
    "AcademyImage",
    "AcademyRendition",
    "AcademySettings",
    "Audience",
    "ContentPage",
    "DeletedPage",
    "ExternalLink",
    "HomePage",
    "IntroMixin",
    "Message",
    "NewsIndexPage",
    "NewsPage",
    "Organisation",
    "Person",
    "ProgrammeIndexPage",
    "ProgrammePage",
    "SynonymSet",
    "Theme",
    "User",
]
