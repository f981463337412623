"""The English side of the demo: some pages, so that the language switch leads somewhere."""

from collections.abc import Iterable, Mapping
from typing import Any

from wagtail.models import Locale, Page

from cms.demo.plain import ENGLISH_PLAIN
from cms.demo.stream import stream
from cms.models import Audience, ContentPage, Person, PublicationIndexPage, PublicationPage, Theme

# By the slug of the Dutch page; parents come before their children.
ENGLISH: dict[str, dict[str, Any]] = {
    "home": {
        "title": "Good work is a craft",
        "slug": "home-en",
        "lead": "We train people who work for the government. In free webinars, in courses with peers and in your own organisation.",
        "search_description": "Free webinars, courses and training in your own organisation, for everybody who works for the government.",
        "quotes": [
            (
                "quote",
                (
                    "I came with a stranded file and went home with four people whom I still call.",
                    "Sanne Visser",
                    "policy adviser at the municipality of Lindewaard, took part in 2025",
                ),
            )
        ],
    },
    "agenda": {
        "title": "Agenda",
        "slug": "agenda",
        "lead": "A webinar is free of charge; for a programme you see the price beforehand.",
    },
    "webinar-beroepscode": {
        "title": "A professional code for civil servants: who would it help?",
        "slug": "webinar-professional-code",
        "lead": "Doctors have one, lawyers too. In an hour and a half we look at what a code would change for you.",
        "audience_text": "For civil servants in policy, delivery and supervision, and for councillors. No preparation needed.",
        "body": [
            (
                "text",
                "<p>Work for the government gets more complicated and the pressure grows. A professional code can give support when you have to refuse something. It can also disappear in a drawer.</p><p>Do you recognise one of these questions?</p><ul><li>Where does it say that you may say no?</li><li>Who guards a code, and who breaks it?</li><li>What would you put in it yourself?</li></ul>",
            )
        ],
    },
    "programmas": {
        "title": "Programmes",
        "slug": "programmes",
        "lead": "Courses, learning networks and training. With peers from elsewhere or in your own organisation.",
    },
    "leernetwerk-hrm": {
        "title": "Learning network HRM: making way for craftsmanship",
        "slug": "learning-network-hrm",
        "lead": "Eight months, five meetings, twelve peers. You build your own learning plan and put it into practice at once.",
        "audience_text": "HR professionals in government",
        "delivery_text": "on site, as guests of participants",
        "included": "all days, lunch and material",
        "not_included": "travel, accommodation and books of your own choice",
        "body": [
            ("heading", "What you do here"),
            (
                "text",
                "<p>You work in HR and want colleagues to be able to do their jobs well. That rarely works alone. In this learning network you put your own question on the table. The group thinks along, visits you and holds you to your plan.</p>",
            ),
        ],
    },
    "contact": {
        "title": "Contact",
        "slug": "contact",
        "lead": "A question about a programme, about your registration or about us? You get an answer within three working days.",
    },
    "publicaties": {
        "title": "Publications",
        "slug": "publications",
        "lead": "Research, reports and books, to read and to use.",
    },
    "ruimte-maken": {
        "title": "Making room: lessons of six municipalities",
        "slug": "making-room",
        "lead": "The interim report of the project: what teams began to decide for themselves, and what came of it.",
        "body": [
            (
                "text",
                "<p>After a year the first report is ready. Teams that make their own rosters are ill less often. That does not prove that the one causes the other.</p>",
            )
        ],
    },
}


# By first and last name: function, and the lines about this person.
PEOPLE: dict[tuple[str, str], tuple[str, str]] = {
    ("Anna", "Bakker"): ("programme maker", "Has led conversations between civil servants, politicians and citizens for ten years."),
    ("Lotte", "Mulder"): ("editor", "Writes about people who take their craft seriously."),
    ("Willem", "Dijkstra"): ("in-company adviser", "Makes a plan with organisations that suits their teams."),
    ("Marijn", "Smit"): ("researcher", "Studies how rules help and hinder the work."),
    ("Fatima", "Dekker"): ("team leader permits", "Built a team that discusses its own cases."),
    ("Kees", "Mulder"): ("learning facilitator", "Was an HR adviser at a water board for fifteen years."),
    ("Els", "van den Berg"): ("learning facilitator", "Guides teams in peer coaching and change."),
    ("Ruben", "Terpstra"): ("lecturer on authority", "Was a councillor and writes about authority in public administration."),
    ("Noor", "Hendrikx"): ("trainer in advisory skills", "Helps advisers to be heard."),
    ("Sietse", "Wiersma"): ("programme director", "Leads a programme that makes rules workable."),
}  # fmt: skip


# What people and organisations do on the pages that are translated, and what they learn of whoever signs up.
ROLES = {
    "gespreksleider": "moderator",
    "inleider": "speaker",
    "te gast": "guest",
    "leerbegeleider": "learning facilitator",
    "kernpartner": "core partner",
    "financier": "funder",
    "partner": "partner",
    "gastheer": "host",
    "auteur": "author",
    "vragen van organisaties": "questions of organisations",
    "vragen over onderzoek": "questions about research",
    "organisator": "organiser",
    "mede-organisator": "co-organiser",
    "naam, e-mailadres en organisatie": "name, e-mail address and organisation",
    "naam en organisatie": "name and organisation",
    "": "",
}


# Themes and audiences, by their Dutch slug: name and slug.
TERMS = {
    "vakmanschap": ("Craftsmanship", "craftsmanship"),
    "gezag": ("Authority", "authority"),
    "samenwerken": ("Working together", "working-together"),
    "leren": ("Learning at work", "learning"),
    "hrm": ("HR", "hr"),
    "raad": ("Councillors", "councillors"),
    "beleid": ("Policy", "policy"),
    "uitvoering": ("Delivery", "delivery"),
}


def load_english(pages: Iterable[Page]) -> None:
    """Translate `pages`: home, agenda, and others of which a parent comes before its children."""
    english, _is_new = Locale.objects.get_or_create(language_code="en")
    home, agenda, *others = pages
    results = [PublicationIndexPage.objects.get(), PublicationPage.objects.get(slug="ruimte-maken")]
    for page in (home, agenda, *others, *results):
        _translate(page, ENGLISH[page.slug], english)
    for plain in ContentPage.objects.child_of(home).filter(slug__in=ENGLISH_PLAIN).order_by("path"):
        _translate(plain, ENGLISH_PLAIN[plain.slug], english)
    for (first_name, last_name), (function, bio) in PEOPLE.items():
        Person.objects.filter(first_name=first_name, last_name=last_name).update(function_en=function, bio_en=bio)
    for term in [*Theme.objects.filter(slug__in=TERMS), *Audience.objects.filter(slug__in=TERMS)]:
        translated = term.copy_for_translation(english)
        translated.name, translated.slug = TERMS[term.slug]
        translated.save()
    # What a translator finds on her first screen: the Dutch went on.
    privacy = ContentPage.objects.child_of(home).get(slug="privacy")
    privacy.lead = "Wat we van u bewaren, waarom, hoe lang, en wat uw rechten zijn."
    privacy.save_revision(log_action=True).publish()
    front = home.get_translation(english).specific
    front.buttons = stream([("button", ("View the agenda", agenda.get_translation(english).pk))])
    front.save_revision(log_action=True).publish()


def _translate(page: Page, texts: Mapping[str, Any], english: Locale) -> None:
    translation = page.copy_for_translation(english)
    for name, value in texts.items():
        setattr(translation, name, stream(value) if isinstance(value, list) else value)
    for name in ("people", "speakers", "partners", "hosts", "contacts", "authors"):
        for block in getattr(translation, name, []):
            for part in ("role", "receives"):
                if part in block.value:
                    block.value[part] = ROLES[block.value[part]]
    translation.save_revision(log_action=True).publish()
