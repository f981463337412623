"""Data of the site."""

from cms.models.contact_pages import CallPage, ContactPage
from cms.models.import_record import ImportRecord
from cms.models.leads import CallPlace, Lead
from cms.models.links import DeletedPage, ExternalLink
from cms.models.media import AcademyDocument, AcademyImage, AcademyRendition
from cms.models.message import Message
from cms.models.pages import (
    ContentPage,
    HomePage,
    IntroMixin,
    NewsIndexPage,
    NewsPage,
    OfferingMixin,
    ProgrammeIndexPage,
    ProgrammePage,
    ProjectIndexPage,
    ProjectMixin,
    ProjectPage,
    PublicationIndexPage,
    PublicationPage,
    SeriesPage,
)
from cms.models.quotations import Quotation
from cms.models.registers import Audience, Competence, Organisation, Person, Theme
from cms.models.search import SynonymSet
from cms.models.site_settings import AcademySettings
from cms.models.user import User

__all__ = [
    "AcademyDocument",
    "AcademyImage",
    "AcademyRendition",
    "AcademySettings",
    "Audience",
    "CallPage",
    "CallPlace",
    "Competence",
    "ContactPage",
    "ContentPage",
    "DeletedPage",
    "ExternalLink",
    "HomePage",
    "ImportRecord",
    "IntroMixin",
    "Lead",
    "Message",
    "NewsIndexPage",
    "NewsPage",
    "OfferingMixin",
    "Organisation",
    "Person",
    "ProgrammeIndexPage",
    "ProgrammePage",
    "ProjectIndexPage",
    "ProjectMixin",
    "ProjectPage",
    "PublicationIndexPage",
    "PublicationPage",
    "Quotation",
    "SeriesPage",
    "SynonymSet",
    "Theme",
    "User",
]
