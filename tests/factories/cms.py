"""Pages, people, organisations, themes and pictures that are valid as they are. Pages want a `parent`."""

import datetime as dt
import uuid
from typing import Any

import factory
import wagtail_factories
from wagtail.models import Locale

from cms.models import (
    AcademyDocument,
    AcademyImage,
    Audience,
    CallPage,
    CallPlace,
    Competence,
    ContactPage,
    ContentPage,
    Lead,
    NewsPage,
    Organisation,
    Person,
    ProgrammePage,
    ProjectIndexPage,
    ProjectPage,
    PublicationIndexPage,
    PublicationPage,
    SeriesPage,
    Theme,
)


class AcademyImageFactory(wagtail_factories.ImageFactory):
    title = factory.Sequence(lambda number: f"Beeld {number}")
    credit = "Tekening: Vakwerk Academie"
    description = "Een muur van vakwerk"
    portrait_consent = True  # nobody is on it

    class Meta:
        model = AcademyImage


class OrganisationFactory(factory.django.DjangoModelFactory[Organisation]):
    name = factory.Sequence(lambda number: f"Gemeente Lindewaard {number}")

    class Meta:
        model = Organisation


class PersonFactory(factory.django.DjangoModelFactory[Person]):
    first_name = "Lotte"
    last_name = factory.Sequence(lambda number: f"Mulder {number}")
    function = "redacteur"
    organisation = factory.SubFactory(OrganisationFactory)

    class Meta:
        model = Person


class ThemeFactory(factory.django.DjangoModelFactory[Theme]):
    name = factory.Sequence(lambda number: f"Thema {number}")
    slug = factory.Sequence(lambda number: f"thema-{number}")
    locale = factory.LazyFunction(Locale.get_default)

    class Meta:
        model = Theme


class AudienceFactory(factory.django.DjangoModelFactory[Audience]):
    name = factory.Sequence(lambda number: f"Doelgroep {number}")
    slug = factory.Sequence(lambda number: f"doelgroep-{number}")
    locale = factory.LazyFunction(Locale.get_default)

    class Meta:
        model = Audience


class CompetenceFactory(factory.django.DjangoModelFactory[Competence]):
    name = factory.Sequence(lambda number: f"competentie {number}")
    dimension = Competence.Dimension.RELATING

    class Meta:
        model = Competence


class ContentPageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence(lambda number: f"Pagina {number}")
    body = factory.LazyFunction(lambda: stream([("text", "<p>Een alinea.</p>")]))

    class Meta:
        model = ContentPage


class ContactPageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence(lambda number: f"Contact {number}")

    class Meta:
        model = ContactPage


class CallPageFactory(wagtail_factories.PageFactory):
    """One place for a municipality and two for an agency of the state; publish it to have them counted."""

    title = factory.Sequence(lambda number: f"Oproep {number}")
    places = factory.LazyFunction(
        lambda: stream(
            [
                ("place", {"kind": "municipality", "label": "", "places": 1}),
                ("place", {"kind": "central_government", "label": "rijksuitvoeringsorganisatie", "places": 2}),
            ]
        )
    )

    class Meta:
        model = CallPage


class CallPlaceFactory(factory.django.DjangoModelFactory[CallPlace]):
    call_key = factory.LazyFunction(uuid.uuid4)
    kind = "municipality"
    places = 1

    class Meta:
        model = CallPlace


class LeadFactory(factory.django.DjangoModelFactory[Lead]):
    """A message that nobody took up yet."""

    kind = Lead.Kind.CONTACT
    page_title = "Contact"
    name = "Sanne Visser"
    email = factory.Sequence(lambda number: f"s.visser{number}@lindewaard.example")
    organisation_name = "Gemeente Lindewaard"
    message = "Kunt u mij bellen?"

    class Meta:
        model = Lead


class ApplicationFactory(LeadFactory):
    """An organisation that wants a place in a call."""

    kind = Lead.Kind.APPLICATION
    page_title = "Oproep"
    place = factory.SubFactory(CallPlaceFactory)


class NewsPageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence(lambda number: f"Bericht {number}")
    lead = "Een inleiding."
    published_on = dt.date(2026, 11, 19)
    body = factory.LazyFunction(lambda: stream([("text", "<p>Een alinea.</p>")]))

    class Meta:
        model = NewsPage


class ProgrammePageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence(lambda number: f"Leergang {number}")
    lead = "Een inleiding."
    kind = ProgrammePage.Kind.COURSE

    class Meta:
        model = ProgrammePage


class SeriesPageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence(lambda number: f"Reeks {number}")

    class Meta:
        model = SeriesPage


class PublicationIndexPageFactory(wagtail_factories.PageFactory):
    title = "Publicaties"
    slug = "publicaties"

    class Meta:
        model = PublicationIndexPage


class PublicationPageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence(lambda number: f"Boek {number}")
    lead = "Een inleiding."
    published_on = dt.date(2026, 11, 19)

    class Meta:
        model = PublicationPage


class ProjectIndexPageFactory(wagtail_factories.PageFactory):
    title = "Projecten"
    slug = "projecten"

    class Meta:
        model = ProjectIndexPage


class ProjectPageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence(lambda number: f"Project {number}")
    lead = "Een inleiding."

    class Meta:
        model = ProjectPage


class DocumentFactory(factory.django.DjangoModelFactory[AcademyDocument]):
    title = "Verslag van de leerkring"
    file = factory.django.FileField(filename="verslag.pdf", data=b"%PDF-1.7 voorbeeld")
    file_size = 412_000

    class Meta:
        model = AcademyDocument


def stream(blocks: list[tuple[str, Any]]) -> list[dict[str, Any]]:
    """Raw StreamField data: [("text", "<p>…</p>"), ("person", {"person": 1, "role": "…"})]."""
    return [{"type": kind, "value": value} for kind, value in blocks]
