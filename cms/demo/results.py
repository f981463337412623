"""What came of the work, for the demo: a series, a project and its publications."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile
from wagtail.models import Page

from cms.demo.documents import one_page_pdf
from cms.demo.pictures import wall_png
from cms.demo.stream import stream
from cms.models import (
    AcademyDocument,
    AcademyImage,
    ContentPage,
    HomePage,
    NewsIndexPage,
    Organisation,
    Person,
    ProjectIndexPage,
    ProjectPage,
    PublicationIndexPage,
    PublicationPage,
    SeriesPage,
)

SERIES = "uit-de-uitvoering"
TABLE = {
    "caption": "Wat teams zelf besluiten",
    "columns": [
        {"type": "text", "heading": "Besluit"},
        {"type": "text", "heading": "Wie"},
        {"type": "number", "heading": "Teams"},
    ],
    "rows": [
        {"values": ["Het rooster", "het team", "14"]},
        {"values": ["Een uitzondering voor een inwoner", "twee collega’s samen", "9"]},
        {"values": ["Uitgaven tot € 500", "de teamleider", "6"]},
    ],
}


def load_series(news: NewsIndexPage) -> tuple[SeriesPage, SeriesPage]:
    """Create the series that some articles belong to, and the regional label of a programme, which has a logo."""
    stories = SeriesPage(
        title="Uit de uitvoering",
        slug=SERIES,
        lead="Verhalen van mensen die de regels uitvoeren, en weten waar ze schuren.",
    )
    label = SeriesPage(
        title="Samen leren langs de Leije",
        slug="langs-de-leije",
        lead="Zes gemeenten en een waterschap leren van en met elkaar. Dit hoort daarbij.",
        logo=_drawing("leije", "Beeldmerk van Samen leren langs de Leije", 480, 192),
    )
    for page in (stories, label):
        news.add_child(instance=page)
        page.save_revision(log_action=True).publish()
    return stories, label


def load_project(home: HomePage, organisations: Mapping[str, Organisation]) -> ProjectPage:
    """Create the list of projects and the one that others refer to."""
    index = home.add_child(
        instance=ProjectIndexPage(
            title="Projecten",
            slug="projecten",
            lead="Wat we samen met anderen onderzoeken en maken.",
        )
    )
    page = ProjectPage(
        title="Ruimte voor vakmanschap",
        slug="ruimte-voor-vakmanschap",
        lead="Zes gemeenten onderzoeken twee jaar lang wat hun mensen nodig hebben om goed werk te doen.",
        starts_on=dt.date(2026, 1, 1),
        ends_on=dt.date(2027, 12, 31),
        body=stream(
            [
                ("text", "<p>Elke gemeente koos één team. Dat team schrijft op waar het werk stokt, probeert iets anders en vertelt het verder. Hogeschool De Brink volgt wat er verandert.</p>"),
                ("themes", {"themes": [{"title": "Zelf besluiten", "text": "Wat mag een team regelen zonder handtekening?"}, {"title": "Tegenspraak", "text": "Hoe komt een bezwaar waar het hoort?"}, {"title": "Leren van wat misgaat", "text": "Zonder schuldige, met een afspraak."}]}),
                ("table", {"table": TABLE, "rows_have_headings": True, "source": "opgave van vijftien teams, najaar 2026"}),
                ("organisations", {"heading": "Deze organisaties doen mee", "organisations": [organisations[key].pk for key in ("lindewaard", "merwestein", "zandhoven", "oosterbeemd", "vlietstad", "havermeer")]}),
            ]
        ),
        funders=stream([("funder", organisations["fonds"].pk)]),
        partners=stream([("partner", (organisations["brink"].pk, "onderzoeker", "")), ("partner", (organisations["kring"].pk, "klankbord", ""))]),
    )  # fmt: skip
    index.add_child(instance=page)
    page.save_revision(log_action=True).publish()
    about = ContentPage.objects.get(slug="over-ons")
    link = {"page": index.pk, "url": "", "label": "Projecten die we met anderen doen"}
    about.body = [*about.body.raw_data, *stream([("links", {"heading": "", "links": [link]})])]
    about.save_revision(log_action=True).publish()
    return page


def load_publications(
    home: HomePage,
    project: ProjectPage,
    offerings: Mapping[str, Page],
    organisations: Mapping[str, Organisation],
    people: Mapping[str, Person],
    *,
    today: dt.date,
) -> None:
    """Create the list of publications, one to download and one to order."""
    index = home.add_child(
        instance=PublicationIndexPage(
            title="Publicaties",
            slug="publicaties",
            show_in_menus=True,
            lead="Onderzoek, verslagen en boeken, om te lezen en te gebruiken.",
        )
    )
    document: AcademyDocument = AcademyDocument.objects.create(
        title="Ruimte maken: lessen van zes gemeenten",
        file=ContentFile(one_page_pdf("Ruimte maken: lessen van zes gemeenten"), name="ruimte-maken.pdf"),
    )
    document.get_file_size()
    facts: list[dict[str, Any]] = [
        {
            "title": "Ruimte maken: lessen van zes gemeenten",
            "slug": "ruimte-maken",
            "lead": "Het tussenverslag van het project: wat teams zelf gingen besluiten, en wat dat opleverde.",
            "published_on": today - dt.timedelta(days=40),
            "pages": 24,
            "publisher": "Hogeschool De Brink",
            "commissioner": organisations["fonds"],
            "document": document,
            "project": project,
            "offering": offerings.get("leernetwerk-hrm"),
            "authors": stream([("person", (people["marijn"].pk, "auteur"))]),
            "body": stream(
                [
                    ("text", "<p>Na een jaar is het eerste verslag klaar. Teams die zelf over hun rooster gaan, melden zich minder ziek.[1] Dat bewijst nog niet dat het een het ander veroorzaakt.[2]</p>"),
                    ("key_figures", {"figures": [{"figure": "15", "text": "teams deden mee", "source": "presentielijsten, 2026"}, {"figure": "9 van 15", "text": "besluiten nu zelf over uitzonderingen", "source": "opgave van de teams, najaar 2026"}]}),
                    ("download", {"document": document.pk, "title": "", "text": "Het hele verslag, met de vragenlijst."}),
                    ("notes", stream([("source", {"author": "Smit, M.", "year": "2026", "title": "Wie roostert er?", "place": "Merwestein", "publisher": "Hogeschool De Brink", "url": ""}), ("note", "<p>Het onderzoek loopt nog een jaar door.</p>")])),
                ]
            ),
        },
        {
            "title": "Het goede gesprek op het gemeentehuis",
            "slug": "het-goede-gesprek",
            "lead": "Een handzaam boek over tegenspraak, met twaalf oefeningen voor een team.",
            "published_on": today - dt.timedelta(days=400),
            "pages": 96,
            "publisher": "Balk en Leem",
            "isbn": "978-90-0000-000-0",
            "order_url": "https://balkenleem.example/het-goede-gesprek",
            "authors": stream([("person", (people["noor"].pk, "auteur"))]),
            "body": stream([("text", "<p>Tegenspreken kunt u leren. Dit boek laat zien hoe, met gesprekken die echt gevoerd hadden kunnen zijn.</p>")]),
        },
    ]  # fmt: skip
    for one in facts:
        cover = _drawing(f"omslag-{one['slug']}", "Omslag met een vakwerkmuur", 600, 840)
        page = PublicationPage(image=cover, **one)
        index.add_child(instance=page)
        page.save_revision(log_action=True).publish()


def _drawing(seed: str, description: str, width: int, height: int) -> AcademyImage:
    drawing: AcademyImage = AcademyImage.objects.create(
        title=f"{description} ({seed})",
        description=description,
        credit="Tekening: Vakwerk Academie",
        licence="eigen werk",
        portrait_consent=True,
        file=ContentFile(wall_png(seed, width, height), name=f"{seed}.png"),
    )
    return drawing
