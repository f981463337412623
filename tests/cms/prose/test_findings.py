"""Sentences with what the checks say about them and, as important, sentences about which they are silent."""

import datetime as dt

import pytest

from cms.notation import Language
from cms.prose import Finding, Moment, PageFacts, Passage, Picture, Run, Writing, check, rich_passage
from cms.prose.findings import Kind

at = dt.datetime.combine


def moment(
    day: dt.date, start: dt.time = dt.time(9, 30), end: dt.time = dt.time(16, 30), walk_in: dt.time | None = None
) -> Moment:
    return Moment(at(day, start), at(day, end), at(day, walk_in) if walk_in else None)


# A webinar on a Tuesday.
WEBINAR = PageFacts(
    "1",
    runs=[
        Run(
            [moment(dt.date(2026, 12, 15), dt.time(12, 30), dt.time(14), walk_in=dt.time(12, 15))],
            half_days=1,
        )
    ],
)
# 1 + 2 + 1 + 2 + 1 days, over the turn of the year; signing up ends on 25 May, and on the 28th it is decided.
NETWORK_DAYS = [
    dt.date(2014, 6, 12),
    dt.date(2014, 9, 23),
    dt.date(2014, 9, 24),
    dt.date(2014, 11, 6),
    dt.date(2014, 12, 10),
    dt.date(2014, 12, 11),
    dt.date(2015, 1, 29),
]
NETWORK = PageFacts(
    "2",
    runs=[
        Run(
            [moment(day) for day in NETWORK_DAYS],
            half_days=14,
            closes_at=at(dt.date(2014, 5, 25), dt.time(23, 59)),
            decides_on=dt.date(2014, 5, 28),
        )
    ],
)
NOTHING_KNOWN = PageFacts("3")


def found(text: str, facts: PageFacts, language: Language = "nl", *, is_offering: bool = True) -> list[tuple[str, str]]:
    writing = Writing(language, [Passage("Tekst", text)], is_offering=is_offering)
    return [(finding.kind.value, finding.sentence) for finding in check(writing, facts)]


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        (
            "Het is op woensdag 13 december 2026.",
            NOTHING_KNOWN,
            [("weekday", "“woensdag 13 december 2026” klopt niet: 13 december 2026 is een zondag.")],
        ),
        (
            "Op woensdag 15 december praten we verder.",
            WEBINAR,
            [("weekday", "“woensdag 15 december” klopt niet: 15 december 2026 is een dinsdag.")],
        ),
        (
            "Wo. 15 dec. 2026",
            NOTHING_KNOWN,
            [("weekday", "“Wo. 15 dec. 2026” klopt niet: 15 december 2026 is een dinsdag.")],
        ),
        (
            "Vervolgdagen zijn vrijdag 22 september, 13 oktober en 22 december 2016.",
            NOTHING_KNOWN,
            [("weekday", "“vrijdag 22 september” klopt niet: 22 september 2016 is een donderdag.")],
        ),
        (
            "We komen 3 x 2daagse en 2 x 1daagse bijeen.",
            NETWORK,
            [("count", "Er staat 8 dagen, maar de bijeenkomsten zijn samen 7 dagen.")],
        ),
        (
            "Een traject dat uit 15 dagdelen bestaat.",
            NETWORK,
            [("count", "Er staat 15 dagdelen, maar de bijeenkomsten zijn samen 14 dagdelen.")],
        ),
        (
            "In acht volle dagen leert u het vak.",
            NETWORK,
            [("count", "Er staat 8 dagen, maar de bijeenkomsten zijn samen 7 dagen.")],
        ),
        (
            "Een vijf- tot zesdaagse leergang.",
            NETWORK,
            [("count", "Er staat 5-6 dagen, maar de bijeenkomsten zijn samen 7 dagen.")],
        ),
        (
            "Het webinar is op 16 december van 12.30 tot 14.00 uur.",
            WEBINAR,
            [("date", "De tekst noemt 16 december, maar in de gegevens staat 15 december 2026.")],
        ),
        (
            "Datum: 13 december 2022",
            WEBINAR,
            [("date", "De tekst noemt 13 december 2022, maar in de gegevens staat 15 december 2026.")],
        ),
        (
            "Tijd 15.30 – 17.00 uur.",
            WEBINAR,
            [("time", "De tekst noemt 15.30 – 17.00 uur, maar in de gegevens staat 12.30 – 14.00 uur.")],
        ),
        (
            "Digitale inloop vanaf 12.00 uur.",
            WEBINAR,
            [("time", "De tekst noemt inloop om 12.00 uur, maar in de gegevens staat 12.15 uur.")],
        ),
        (
            "Het webinar begint om 14.30 uur.",
            WEBINAR,
            [("time", "De tekst noemt een begin om 14.30 uur, maar in de gegevens staat 12.30 uur.")],
        ),
        (
            "U kunt zich tot 1 juni 2014 aanmelden.",
            NETWORK,
            [
                (
                    "deadline",
                    "Volgens de tekst kan aanmelden tot 1 juni 2014, volgens de gegevens tot en met zondag 25 mei 2014.",
                )
            ],
        ),
        (
            "Op 25 mei beslissen we of het doorgaat.",
            NETWORK,
            [
                (
                    "decision",
                    "De tekst noemt 25 mei, maar in de gegevens is de beslissing op woensdag 28 mei 2014.",
                )
            ],
        ),
        (
            "Aanmelden kan tot en met 25 mei 2014; op 25 mei hoort u of het doorgaat.",
            NETWORK,
            [
                (
                    "decision",
                    "De tekst noemt 25 mei, maar in de gegevens is de beslissing op woensdag 28 mei 2014.",
                )
            ],
        ),
        (
            "We zien elkaar op donderdag 12 juni 2014, 6 november 2014 en 10 december 2014.",
            NETWORK,
            [("bare date", "Bij “10 december 2014” staat geen weekdag, bij “donderdag 12 juni 2014” wel.")],
        ),
        (
            "We zien elkaar op 12 juni, donderdag 6 november en woensdag 10 december 2014.",
            NETWORK,
            [("bare date", "Bij “12 juni” staat geen weekdag, bij “donderdag 6 november” wel.")],
        ),
        (
            "Data 2014\n12 juni\n23/24 september",
            NETWORK,
            [("year", "Boven de data staat 2014, maar er zijn ook dagen in 2015.")],
        ),
        (
            "Voor alle medewerkers (700-800): 40-50 edities, 10-15 deelnemers per training.",
            NOTHING_KNOWN,
            [
                (
                    "groups",
                    "50 groepen van 15 zijn samen 750 plaatsen, te weinig voor 800 mensen: dat zijn 54 groepen.",
                )
            ],
        ),
        (
            "Eén voor gemeenten met meer dan 100.000 inwoners en één voor gemeenten tot 100.000 inwoners.",
            NOTHING_KNOWN,
            [
                (
                    "boundary",
                    "Bij precies 100.000 inwoners is niet duidelijk welke van de twee geldt. Schrijf “tot en met”.",
                )
            ],
        ),
        (
            "U kunt zich per e-mail aanmelden bij het secretariaat.",
            WEBINAR,
            [
                (
                    "door",
                    "De tekst vraagt om een e-mail om zich aan te melden. Op deze pagina staat al een formulier.",
                )
            ],
        ),
        (
            "* Kijk hier voor meer informatie.",
            NOTHING_KNOWN,
            [("link", "“Kijk hier” zegt niet waar de lezer heen gaat.")],
        ),
        (
            "Wij nodigen u uit. Doe je mee?",
            NOTHING_KNOWN,
            [("address", "U en je staan door elkaar: “Wij nodigen u uit.” en “Doe je mee?”.")],
        ),
        *(
            (
                text,
                NOTHING_KNOWN,
                [("relative", f"“{words}” klopt over een tijd niet meer. Schrijf de datum of het jaar op.")],
            )
            for text, words in [
                ("Op 6 oktober jl. verscheen het boek.", "jl."),
                ("De training start op 8 september as.", "as."),
                ("Vrijdag a.s. beginnen we.", "a.s."),
                ("Dit voorjaar begon de training.", "Dit voorjaar"),
                ("Het boek kwam vorig jaar uit.", "vorig jaar"),
                ("Volgende week meer.", "Volgende week"),
                ("Morgen om tien uur weten we meer.", "Morgen"),
            ]
        ),
    ],
)
def test_a_sentence_with_something_to_say(text: str, facts: PageFacts, expected: list[tuple[str, str]]) -> None:
    assert found(text, facts) == expected


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Het is op zondag 13 december 2026.", NOTHING_KNOWN),
        ("Op woensdag 13 december begint het.", NOTHING_KNOWN),  # no year anywhere
        ("Op dinsdag 15 december van 12.30 tot 14.00 uur.", WEBINAR),
        ("dinsdag en woensdag 23/24 september 2014", NETWORK),
        ("Vervolgdagen zijn donderdag 22 september, 13 oktober en 22 december 2016.", NOTHING_KNOWN),
        ("Zo 12 mensen kwamen, en do 3 dingen.", NOTHING_KNOWN),
        ("Zeven volle dagen, 14 dagdelen.", NETWORK),
        ("Een vijf- tot zevendaagse leergang van 5-7 dagen.", NETWORK),
        ("Binnen veertien dagen hoort u van ons.", NETWORK),
        ("De eerste twee dagen zijn we te gast.", NETWORK),
        ("Tweedaagse 23/24 september", NETWORK),
        ("Om 13.00 – 13.20 uur vertelt Anna over haar werk.", WEBINAR),
        ("Digitale inloop vanaf 12.15 uur.", WEBINAR),
        ("Het vorige webinar was op 3 maart 2026.", WEBINAR),
        ("Op 6 oktober 2026 verscheen het boek.", WEBINAR),
        ("U kunt zich tot 25 mei 2014 aanmelden.", NETWORK),
        ("U kunt zich aanmelden tot en met 25 mei.", NETWORK),
        ("Op 28 mei beslissen we of de training start.", NETWORK),
        ("De bijeenkomst op 6 november 2014 gaat door.", NETWORK),
        ("Het gaat door als er minimaal 8 deelnemers zijn.", NETWORK),
        ("Daarna volgen vier bijeenkomsten van een of twee dagen.", NETWORK),
        ("Op 6 oktober 2026 was het eerste, op dinsdag 3 november 2026 het tweede.", NOTHING_KNOWN),
        ("De groep is 12 –15 mensen. Een sessie duurt 2,5 uur.", NETWORK),
        ("Voor 700 medewerkers: 50 edities, 10-15 deelnemers per training.", NOTHING_KNOWN),
        ("Meer dan 100.000 inwoners, of tot en met 100.000 inwoners.", NOTHING_KNOWN),
        ("Heeft u vragen? Mail ons.", WEBINAR),
        ("Zij zei: “Je leert er veel van.” Meldt u zich aan?", NOTHING_KNOWN),
        ("Wat kunt u morgen proberen? Vandaag de dag is dat normaal.", NOTHING_KNOWN),
        ("U i t n o d i g i n g\nDoe je mee?", NOTHING_KNOWN),
        ("De code was as. Dat zei iedereen.", NOTHING_KNOWN),
        ("De prijs is € 1.550,- per persoon en artikel 3.10 geldt.", NETWORK),
    ],
)
def test_a_sentence_that_is_left_alone(text: str, facts: PageFacts) -> None:
    assert found(text, facts) == []


def test_a_text_that_contradicts_itself_without_data() -> None:
    text = (
        "We komen bijeen in 3 x 2-daagse en 2 x 1-daagse bijeenkomsten.\nData 2014\n12 juni\nTweedaagse 23/24 september\n"
        "6 november\nTweedaagse 10/11 december\n29 januari 2015\nEr is op 11 december een manifestatie met gasten.\n"
        "De prijs geldt voor het hele traject, dat uit 15 dagdelen bestaat."
    )
    assert found(text, NOTHING_KNOWN) == [
        ("year", "Boven de data staat 2014, maar er zijn ook dagen in 2015."),
        ("count", "Er staat 8 dagen, maar de genoemde data zijn samen 7 dagen."),
        ("count", "Er staat 15 dagdelen, maar 7 dagen zijn 14 dagdelen."),
    ]


def test_a_list_of_days_that_agrees_with_its_own_count() -> None:
    text = (
        "De training omvat 8 bijeenkomsten van 1 dag en begint op 8 september 2016. Vervolgdagen zijn donderdag 22 september,"
        " 13 oktober, 10 november, 24 november, 1 december, 8 december en 22 december 2016."
    )
    assert found(text, NOTHING_KNOWN) == [
        ("bare date", "Bij “8 september 2016” staat geen weekdag, bij “donderdag 22 september” wel.")
    ]
    assert found(text.replace("8 september 2016", "donderdag 8 september 2016"), NOTHING_KNOWN) == []


def test_an_article_may_name_any_date_and_length() -> None:
    text = "De ene training duurt vier dagen, de andere acht dagen. Op 3 maart 2027 van 9.00 tot 10.00 uur is de start."
    assert found(text, WEBINAR, is_offering=False) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The webinar is on Wednesday 15 December 2026.",
            [("weekday", "“Wednesday 15 December 2026” klopt niet: 15 December 2026 is een Tuesday.")],
        ),
        (
            "Read more about it next week.",
            [("relative", "“next week” klopt over een tijd niet meer. Schrijf de datum of het jaar op.")],
        ),
        ("The webinar is on Tuesday 15 December, 12:30 – 14:00. You are welcome, and so is your colleague.", []),
    ],
)
def test_in_english(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, WEBINAR, "en") == expected


def test_links_say_where_they_lead() -> None:
    passage = rich_passage(
        "Tekst",
        '<p>Meld u <a href="https://a.example/">hier</a> aan of lees <a linktype="page" id="3">het verslag</a>.</p>'
        '<p><a href="https://a.example/b">https://a.example/b</a></p>',
    )
    assert check(Writing("nl", [passage]), NOTHING_KNOWN) == [
        Finding(Kind.LINK, "De link “hier” zegt niet waar hij heen gaat.", "Tekst"),
        Finding(Kind.LINK, "De link “https://a.example/b” is een adres. Schrijf op wat daar staat.", "Tekst"),
    ]


def test_headings_in_order() -> None:
    heading = Passage("Kop", "Opzet", "heading")
    deep = rich_passage("Tekst", "<h3>Dag 1</h3><p>Macht en gezag.</p>")
    told = Finding(Kind.HEADING, "Boven deze kop ontbreekt een tussenkop.", "Tekst")
    assert check(Writing("nl", [deep]), NOTHING_KNOWN) == [told]
    assert check(Writing("nl", [heading, deep, deep]), NOTHING_KNOWN) == []


def test_pictures_and_leads() -> None:
    lead = Passage("Inleiding", "woord " * 61, "lead")
    writing = Writing(
        "nl", [lead], [Picture("Afbeelding", 1, is_described=False), Picture("Foto", 2, is_described=True)]
    )
    assert check(writing, NOTHING_KNOWN) == [
        Finding(Kind.LEAD, "De inleiding is lang (61 woorden). Eén of twee zinnen is genoeg.", "Inleiding"),
        Finding(Kind.ALT, "Bij deze afbeelding staat niet wat erop te zien is.", "Afbeelding"),
    ]
    assert check(Writing("nl", [Passage("Inleiding", "woord " * 60, "lead")]), NOTHING_KNOWN) == []


def test_somebody_elses_words_keep_their_tone() -> None:
    writing = Writing(
        "nl", [Passage("Tekst", "Wat vindt u?"), Passage("Citaat", "Volgende week leer je meer.", "quote")]
    )
    assert check(writing, NOTHING_KNOWN) == []


def test_contradictions_come_first_and_nothing_is_said_twice() -> None:
    missing = Finding(Kind.MISSING, "Er is geen datum.")
    facts = PageFacts("4", findings=[missing, missing])
    writing = Writing("nl", [Passage("Tekst", "Volgende week, op woensdag 13 december 2026.")])
    assert [finding.kind for finding in check(writing, facts)] == [Kind.WEEKDAY, Kind.MISSING, Kind.RELATIVE]
