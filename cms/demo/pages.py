"""Builds the demo site: registers, pages, pictures. Everything is made through Wagtail, as an editor would have made it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Page, Site

from cms.demo import articles, programmes, registers
from cms.demo.pictures import wall_png
from cms.demo.plain import PLAIN_PAGES
from cms.demo.results import load_project, load_publications, load_series
from cms.demo.stream import stream
from cms.models import (
    AcademyImage,
    AcademySettings,
    Audience,
    ContentPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    Organisation,
    Person,
    ProgrammeIndexPage,
    ProgrammePage,
    SynonymSet,
    Theme,
)


@dataclass(frozen=True)
class DemoSite:
    """What the demos of the other apps build upon; the mappings go by slug or by the short keys of `registers`."""

    home: HomePage
    news: NewsIndexPage
    programmes: Mapping[str, ProgrammePage]
    themes: Mapping[str, Theme]
    audiences: Mapping[str, Audience]
    organisations: Mapping[str, Organisation]
    people: Mapping[str, Person]


def load_site() -> DemoSite:
    """Create registers, settings, home, programmes and the plain pages; the welcome page of a new Wagtail makes way."""
    organisations = registers.load_organisations()
    themes = registers.load_themes()
    people = registers.load_people(organisations, themes)
    audiences = registers.load_audiences()
    competences = registers.load_competences()
    home = _load_home(organisations)
    index = home.add_child(
        instance=ProgrammeIndexPage(
            title="Programma’s",
            slug="programmas",
            show_in_menus=True,
            lead="Leergangen, leernetwerken en trainingen. Met vakgenoten van elders of in uw eigen organisatie.",
        )
    )
    pages = {
        facts["slug"]: _load_programme(index, facts, themes, audiences, organisations, people)
        for facts in programmes.PROGRAMMES
    }
    adviser = pages["gehoord-als-adviseur"]
    adviser.competences = stream([("competence", one.pk) for one in competences.values()])
    _publish(adviser)
    home.featured = pages["leernetwerk-hrm"]
    _publish(home)
    news = home.add_child(
        instance=NewsIndexPage(
            title="Nieuws",
            slug="nieuws",
            show_in_menus=True,
            lead="Verhalen uit het vak, verslagen en nieuwe programma’s.",
        )
    )
    for title, slug, lead, blocks in PLAIN_PAGES:
        page = home.add_child(instance=ContentPage(title=title, slug=slug, lead=lead, body=stream(blocks)))
        _publish(page)
    return DemoSite(home, news, pages, themes, audiences, organisations, people)


def load_articles(site: DemoSite, *, today: dt.date, offerings: Mapping[str, Page]) -> None:
    """Create the articles, and what they belong to; `offerings` are the pages that their sign-up cards point to, by slug."""
    series, label = load_series(site.news)
    project = load_project(site.home, site.organisations)
    load_publications(site.home, project, offerings, site.organisations, site.people, today=today)
    programme = ProgrammePage.objects.get(slug="leernetwerk-hrm")  # afresh: it moved when the agenda came first
    programme.project, programme.series = project, label
    _publish(programme)
    for facts in sorted(articles.ARTICLES, key=lambda article: -article["days_ago"]):
        page = NewsPage(
            title=facts["title"],
            slug=facts["slug"],
            kind=facts.get("kind", NewsPage.Kind.NEWS),
            published_on=today - dt.timedelta(days=facts["days_ago"]),
            author=site.people[facts["author"]],
            lead=facts["lead"],
            image=_picture(facts["slug"], "Tekening van een vakwerkmuur"),
            summary=stream([("point", point) for point in facts.get("summary", [])]),
            body=stream(facts["body"]),
            disclosure=facts.get("disclosure", ""),
            sponsor=site.organisations.get(facts.get("sponsor", "")),
            offering=offerings.get(facts.get("offering", "")),
            attendance=facts.get("attendance"),
            series=series if facts.get("series") else None,
            project=project if facts.get("project") else None,
        )
        site.news.add_child(instance=page)
        page.themes.set(site.themes[slug] for slug in facts["themes"])
        _publish(page)


def load_finding(site: DemoSite) -> None:
    """Synonyms, what is promoted in the search results, what fits who came to the wrong programme, and what to read on."""
    for words, language in SYNONYMS:
        SynonymSet.objects.create(words=words, language=language)
    SearchPromotion.objects.create(
        query=Query.get("leergang"),
        page=site.programmes["leernetwerk-hrm"].page_ptr,
        description="Nu open voor aanmelding.",
        sort_order=0,
    )
    pair = [site.programmes[f"modern-gezag-{size}-gemeenten"] for size in ("grote", "kleinere")]
    for page, variant in zip(pair, reversed(pair), strict=True):
        fresh = ProgrammePage.objects.get(pk=page.pk)
        fresh.variant = variant
        _publish(fresh)
    article = NewsPage.objects.get(slug="zestig-collegas-over-een-vraag")
    article.recommended = stream([("page", site.programmes["leernetwerk-hrm"].pk)])
    _publish(article)


def _load_home(organisations: Mapping[str, Organisation]) -> HomePage:
    root = Page.get_first_root_node()
    site = Site.objects.get(is_default_site=True)
    welcome = site.root_page
    welcome.slug = "welkom"
    welcome.save()
    home: HomePage = root.add_child(
        instance=HomePage(
            title="Goed werk is een vak",
            slug="home",
            lead="Wij trainen mensen die voor de overheid werken. In gratis webinars, in leergangen met vakgenoten en in uw eigen organisatie.",
            search_description="Gratis webinars, leergangen en training in uw eigen organisatie, voor iedereen die voor de overheid werkt.",
            quotes=stream(
                [
                    (
                        "quote",
                        (
                            "Ik kwam met een vastgelopen dossier en ging naar huis met vier mensen die ik nu nog bel.",
                            "Sanne Visser",
                            "beleidsadviseur bij de gemeente Lindewaard, deed mee in 2025",
                        ),
                    )
                ]
            ),
            partners=stream(
                ("partner", (organisations[key].pk, role, ""))
                for key, role in [
                    ("netwerk", "kernpartner"),
                    ("brink", "kernpartner"),
                    ("fonds", "financier"),
                    ("kring", "partner"),
                    ("lindewaard", "gastheer"),
                ]
            ),
        )
    )
    site.root_page = home
    site.site_name = "Vakwerk Academie"
    site.save()
    welcome.refresh_from_db()
    welcome.delete()
    home.refresh_from_db()
    AcademySettings.objects.update_or_create(site=site, defaults=ACADEMY)
    return home


def _load_programme(
    index: ProgrammeIndexPage,
    facts: Mapping[str, Any],
    themes: Mapping[str, Theme],
    audiences: Mapping[str, Audience],
    organisations: Mapping[str, Organisation],
    people: Mapping[str, Person],
) -> ProgrammePage:
    page = ProgrammePage(
        **{
            name: facts[name]
            for name in (
                "title",
                "slug",
                "kind",
                "lead",
                "audience_text",
                "delivery_text",
                "in_company",
                "included",
                "not_included",
            )
        },
        group_min=facts["group"][0],
        group_max=facts["group"][1],
        days_min=facts["days"][0],
        days_max=facts["days"][1],
        inhabitants_over=facts.get("inhabitants_over"),
        inhabitants_up_to=facts.get("inhabitants_up_to"),
        body=stream(facts["body"]),
        people=stream(("person", (people[key].pk, role)) for key, role in facts["people"]),
        partners=stream(("partner", (organisations[key].pk, role, "")) for key, role in facts["partners"]),
        contact=people[facts["contact"]],
    )
    index.add_child(instance=page)
    page.themes.set(themes[slug] for slug in facts["themes"])
    page.audiences.set(audiences[slug] for slug in facts["audiences"])
    _publish(page)
    return page


def _picture(seed: str, title: str) -> AcademyImage:
    picture: AcademyImage = AcademyImage.objects.create(
        title=f"{title} ({seed})",
        description=title,
        credit="Tekening: Vakwerk Academie",
        licence="eigen werk",
        portrait_consent=True,
        file=ContentFile(wall_png(seed), name=f"{seed}.png"),
    )
    return picture


def _publish(page: Page) -> None:
    page.save_revision(log_action=True).publish()


SYNONYMS = [
    ("in company, maatwerk, eigen organisatie", "nl"),
    ("cursus, training, opleiding, leergang", "nl"),
    ("ambtenaar, publieke professional, beleidsmedewerker", "nl"),
    ("course, training, class", "en"),
]

ACADEMY = {
    "name": "Vakwerk Academie",
    "short_name": "Vakwerk",
    "tagline": "Academie voor publiek werk",
    "about": "Training voor iedereen die voor de overheid werkt. Gemaakt met en door vakgenoten.",
    "phone": "088 000 00 00",
    "email": "info@vakwerk.example",
    "opening_hours": "op werkdagen van 9.00 tot 17.00 uur",
    "name_en": "Vakwerk Academy",
    "tagline_en": "Academy for public work",
    "about_en": "Training for everybody who works for the government. Made with and by peers.",
    "opening_hours_en": "on working days from 9:00 to 17:00",
    "legal_name": "Stichting Vakwerk Academie",
    "street": "Balkenhof 1",
    "postcode": "1000 AA",
    "city": "Lindewaard",
    "kvk_number": "90000001",
    "vat_number": "NL123456782B90",
    "iban": "NL91ABNA0417164300",
}
