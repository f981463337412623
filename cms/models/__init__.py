"""Data of the site."""

from cms.models.import_record import ImportRecord
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
from cms.models.site_settings import AcademySettings
from cms.models.user import User

__all__ = [
    "AcademyDocument",
    "AcademyImage",
    "AcademyRendition",
    "AcademySettings",
    "Audience",
    "ContentPage",
    "HomePage",
    "ImportRecord",
    "IntroMixin",
    "Message",
    "NewsIndexPage",
    "NewsPage",
    "Organisation",
    "Person",
    "ProgrammeIndexPage",
    "ProgrammePage",
    "Theme",
    "User",
]
