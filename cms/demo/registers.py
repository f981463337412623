"""Invented organisations and people. No name, address or number belongs to somebody real; inhabitants probe the variants' boundary."""

from cms.models import Audience, Competence, Organisation, Person, Theme

THEMES = {"vakmanschap": "Vakmanschap", "gezag": "Gezag", "samenwerken": "Samenwerken", "leren": "Leren op de werkplek"}
AUDIENCES = {"hrm": "HRM", "raad": "Raadsleden", "beleid": "Beleid", "uitvoering": "Uitvoering"}

KIND = Organisation.Kind
SOURCE = "opgave van de gemeente, 1 januari 2026"
ORGANISATIONS: dict[str, tuple[str, str, dict[str, object]]] = {
    "academie": (
        "Vakwerk Academie",
        KIND.ASSOCIATION,
        {"kvk_number": "90000001", "about": "Vakwerk Academie traint mensen die voor de overheid werken."},
    ),
    "netwerk": (
        "Netwerk Publiek Werk",
        KIND.ASSOCIATION,
        {"about": "Netwerk Publiek Werk verbindt beroepsverenigingen van ambtenaren."},
    ),
    "brink": (
        "Hogeschool De Brink",
        KIND.EDUCATION,
        {"about": "Hogeschool De Brink onderzoekt hoe publiek werk beter kan."},
    ),
    "fonds": (
        "Fonds Vernieuwend Werken",
        KIND.FUND,
        {"about": "Het fonds betaalt mee aan leren en vernieuwen bij gemeenten."},
    ),
    "kring": ("Kring HR Overheid", KIND.ASSOCIATION, {}),
    "lindewaard": ("Gemeente Lindewaard", KIND.MUNICIPALITY, {"inhabitants": 84_200, "kvk_number": "90000010"}),
    "merwestein": ("Gemeente Merwestein", KIND.MUNICIPALITY, {"inhabitants": 152_300, "kvk_number": "90000011"}),
    "zandhoven": ("Gemeente Zandhoven", KIND.MUNICIPALITY, {"inhabitants": 100_000, "kvk_number": "90000012"}),
    "oosterbeemd": ("Gemeente Oosterbeemd", KIND.MUNICIPALITY, {"inhabitants": 60_953, "kvk_number": "90000013"}),
    "vlietstad": ("Gemeente Vlietstad", KIND.MUNICIPALITY, {"inhabitants": 231_450, "kvk_number": "90000014"}),
    "havermeer": ("Gemeente Havermeer", KIND.MUNICIPALITY, {"inhabitants": 23_780, "kvk_number": "90000015"}),
    "linge": ("Waterschap Lange Leije", KIND.WATER_BOARD, {"kvk_number": "90000020"}),
    "middenland": ("Provincie Middenland", KIND.PROVINCE, {"kvk_number": "90000021"}),
    "uitvoering": ("Rijksdienst Publieke Uitvoering", KIND.CENTRAL_GOVERNMENT, {"oin": "00000009000000220000"}),
}

PEOPLE: dict[str, dict[str, str]] = {
    "anna": {"first_name": "Anna", "last_name": "Bakker", "function": "programmamaker", "organisation": "academie", "bio": "Leidt al tien jaar gesprekken tussen ambtenaren, bestuurders en inwoners.", "email": "anna.bakker@vakwerk.example"},
    "lotte": {"first_name": "Lotte", "last_name": "Mulder", "function": "redacteur", "organisation": "academie", "bio": "Schrijft over mensen die hun vak serieus nemen.", "email": "redactie@vakwerk.example"},
    "willem": {"first_name": "Willem", "last_name": "Dijkstra", "function": "adviseur in-company", "organisation": "academie", "bio": "Maakt met organisaties een plan dat past bij hun teams.", "email": "incompany@vakwerk.example", "phone": "088 000 00 01"},
    "marijn": {"titles_before": "dr.", "initials": "M.", "first_name": "Marijn", "last_name": "Smit", "function": "onderzoeker", "organisation": "brink", "bio": "Onderzoekt hoe regels het werk helpen en hinderen.", "email": "marijn.smit@debrink.example", "phone": "088 000 00 02"},
    "fatima": {"first_name": "Fatima", "last_name": "Dekker", "function": "teamleider vergunningen", "organisation": "lindewaard", "bio": "Bouwde een team dat zijn eigen casussen bespreekt."},
    "kees": {"titles_before": "drs.", "first_name": "Kees", "last_name": "Mulder", "function": "leerbegeleider", "organisation": "academie", "bio": "Werkte vijftien jaar als HR-adviseur bij een waterschap."},
    "els": {"first_name": "Els", "last_name": "van den Berg", "function": "leerbegeleider", "organisation": "academie", "bio": "Begeleidt teams in intervisie en verandering."},
    "ruben": {"titles_before": "mr. dr.", "initials": "R.J.", "first_name": "Ruben", "last_name": "Terpstra", "function": "kerndocent gezag", "organisation": "brink", "bio": "Was raadslid en schrijft over gezag in het openbaar bestuur."},
    "noor": {"first_name": "Noor", "last_name": "Hendrikx", "titles_after": "MSc", "function": "trainer adviesvaardigheden", "organisation": "academie", "bio": "Helpt adviseurs om gehoord te worden."},
    "sietse": {"first_name": "Sietse", "last_name": "Wiersma", "function": "programmadirecteur", "organisation": "uitvoering", "bio": "Leidt een programma dat regels uitvoerbaar maakt."},
}  # fmt: skip

# Who has a page of their own, and what they know about.
EXPERTISE: dict[str, list[str]] = {
    "anna": ["samenwerken", "leren"],
    "lotte": [],
    "marijn": ["vakmanschap"],
    "kees": ["vakmanschap", "leren"],
    "ruben": ["gezag"],
    "noor": ["gezag", "samenwerken"],
}


D = Competence.Dimension
# The names in Dutch and English.
COMPETENCES: dict[str, tuple[str, str]] = {
    "rust bewaren": (D.BEING, "staying calm"),
    "lef tonen": (D.BEING, "showing nerve"),
    "de vraag achter de vraag vinden": (D.THINKING, "finding the question behind the question"),
    "vooruitkijken": (D.THINKING, "looking ahead"),
    "doorvragen": (D.RELATING, "asking on"),
    "tegenspreken": (D.RELATING, "speaking up"),
    "helder schrijven": (D.DOING, "writing clearly"),
    "afspraken nakomen": (D.DOING, "keeping promises"),
}


def load_competences() -> dict[str, Competence]:
    """Create the competences; returns them by name."""
    return {
        name: Competence.objects.create(name=name, name_en=english, dimension=dimension)
        for name, (dimension, english) in COMPETENCES.items()
    }


def load_themes() -> dict[str, Theme]:
    """Create the themes; returns them by slug."""
    return {slug: Theme.objects.create(slug=slug, name=name) for slug, name in THEMES.items()}


def load_audiences() -> dict[str, Audience]:
    """Create the audiences; returns them by slug."""
    return {slug: Audience.objects.create(slug=slug, name=name) for slug, name in AUDIENCES.items()}


def load_organisations() -> dict[str, Organisation]:
    """Create the organisations; returns them by a short key."""
    return {
        key: Organisation.objects.create(
            name=name,
            kind=kind,
            place=name.removeprefix("Gemeente ") if kind == KIND.MUNICIPALITY else "",
            inhabitants_source=SOURCE if "inhabitants" in facts else "",
            **facts,
        )
        for key, (name, kind, facts) in ORGANISATIONS.items()
    }


def load_people(organisations: dict[str, Organisation], themes: dict[str, Theme]) -> dict[str, Person]:
    """Create the people; returns them by a short key."""
    people = {
        key: Person.objects.create(
            **{**facts, "organisation": organisations[facts["organisation"]], "has_page": key in EXPERTISE}
        )
        for key, facts in PEOPLE.items()
    }
    for key, slugs in EXPERTISE.items():
        people[key].expertise.set(themes[slug] for slug in slugs)
    return people
