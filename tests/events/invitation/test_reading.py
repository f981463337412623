"""Invitations in several layouts, with exactly what is read from each."""

import datetime as dt

import pytest

from events.invitation import Invitation, Link, Mention, Registers, contradictions, read_invitation

TODAY = dt.date(2026, 11, 1)
REGISTERS = Registers(
    people={"Anna Bakker": 1, "Marijn Smit": 2},
    organisations={"Vakwerk Academie": 11, "Netwerk Publiek Werk": 12},
)

LABELS = """\
Uitnodiging webinar ‘Zin en onzin van een beroepscode’

U i t n o d i g i n g

Vakwerk Academie, de Bond voor Hogere en Middelbare Ambtenaren (BHMA) en Netwerk Publiek Werk nodigen u uit voor een interactief webinar over

Zin en onzin van een beroepscode

Datum Dinsdag 15 december 2026
Tijd 12.30 – 14.00 uur. Digitale inloop vanaf 12.15 uur
Medium Webex

Het werk voor de overheid wordt ingewikkelder. Een code kan houvast geven.

Tijdens dit webinar gaat u in gesprek met Anna Bakker (directeur van Netwerk Publiek Werk) en Joris van der Linden (programmamanager) over waarden.

Voor wie
Deze bijeenkomst is bedoeld voor ambtenaren en bestuurders.

Aanmelden
Deelname is kosteloos.

Het programma: https://voorbeeld.example/programma/
"""

PROSE = """\
Van: Anna Bakker
Aan: collega’s
Onderwerp: FW: Uitnodiging webinar Tegenspraak als vak

Beste collega,

Op dinsdag 15 december van 12.30 tot 14.00 uur praten we over tegenspraak. Vanaf 12.15 uur bent u welkom in Teams.
Marijn Smit, onderzoeker bij Netwerk Publiek Werk, is te gast.
"""

ONE_LINE = """\
Tegenspraak als vak

Datum: 15-12-2026 / Tijd: 12:30-14:00 / Digitale inloop: 12:15 / Medium: MS Teams

Meedoen kan via https://teams.microsoft.com/l/meetup/123
"""

LABEL_ABOVE = """\
Wij organiseren het webinar ‘een lastige casus’.

Wanneer
donderdag 7 januari

Hoe laat
van 10 tot 12 uur

Sprekers: Anna Bakker en Joris van der Linden
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            LABELS,
            Invitation(
                title="Zin en onzin van een beroepscode",
                date=dt.date(2026, 12, 15),
                start=dt.time(12, 30),
                end=dt.time(14),
                walk_in=dt.time(12, 15),
                medium="Webex",
                audience="Deze bijeenkomst is bedoeld voor ambtenaren en bestuurders.",
                people=(
                    Mention("Anna Bakker", 1, "spreker", "directeur van Netwerk Publiek Werk"),
                    Mention("Joris van der Linden", None, "spreker", "programmamanager"),
                ),
                hosts=(
                    Mention("Vakwerk Academie", 11),
                    Mention("Bond voor Hogere en Middelbare Ambtenaren"),
                    Mention("Netwerk Publiek Werk", 12),
                ),
                links=(Link("Het programma", "https://voorbeeld.example/programma/"),),
                body=(
                    "Vakwerk Academie, de Bond voor Hogere en Middelbare Ambtenaren (BHMA) en Netwerk Publiek Werk nodigen u"
                    " uit voor een interactief webinar over\n\n"
                    "Het werk voor de overheid wordt ingewikkelder. Een code kan houvast geven.\n\n"
                    "Tijdens dit webinar gaat u in gesprek met Anna Bakker (directeur van Netwerk Publiek Werk) en Joris van"
                    " der Linden (programmamanager) over waarden.\n\n"
                    "Aanmelden\nDeelname is kosteloos."
                ),
                left_out=("U i t n o d i g i n g",),
            ),
            id="labels",
        ),
        pytest.param(
            PROSE,
            Invitation(
                title="Tegenspraak als vak",
                date=dt.date(2026, 12, 15),
                start=dt.time(12, 30),
                end=dt.time(14),
                walk_in=dt.time(12, 15),
                medium="Teams",
                people=(Mention("Marijn Smit", 2, "te gast", "onderzoeker bij Netwerk Publiek Werk"),),
                body=(
                    "Beste collega,\n\nOp dinsdag 15 december van 12.30 tot 14.00 uur praten we over tegenspraak. Vanaf 12.15"
                    " uur bent u welkom in Teams.\nMarijn Smit, onderzoeker bij Netwerk Publiek Werk, is te gast."
                ),
                left_out=("Van: Anna Bakker", "Aan: collega’s"),
            ),
            id="prose",
        ),
        pytest.param(
            ONE_LINE,
            Invitation(
                title="Tegenspraak als vak",
                date=dt.date(2026, 12, 15),
                start=dt.time(12, 30),
                end=dt.time(14),
                walk_in=dt.time(12, 15),
                medium="MS Teams",
                meeting_url="https://teams.microsoft.com/l/meetup/123",
                body="Meedoen kan via https://teams.microsoft.com/l/meetup/123",
            ),
            id="facts on one line",
        ),
        pytest.param(
            LABEL_ABOVE,
            Invitation(
                title="Een lastige casus",
                date=dt.date(2027, 1, 7),
                start=dt.time(10),
                end=dt.time(12),
                people=(
                    Mention("Anna Bakker", 1, "spreker"),
                    Mention("Joris van der Linden", None, "spreker"),
                ),
                body="Wij organiseren het webinar ‘een lastige casus’.\n\nSprekers: Anna Bakker en Joris van der Linden",
            ),
            id="label above its value",
        ),
        pytest.param("", Invitation(), id="nothing"),
        pytest.param(
            "Zomaar een stuk tekst, zonder feiten.",
            Invitation(body="Zomaar een stuk tekst, zonder feiten."),
            id="no invitation",
        ),
    ],
)
def test_what_is_read(text: str, expected: Invitation) -> None:
    assert read_invitation(text, today=TODAY, registers=REGISTERS) == expected


def told(text: str) -> list[str]:
    invitation = read_invitation(text, today=TODAY, registers=REGISTERS)
    return [finding.sentence for finding in contradictions(text, invitation)]


def test_a_good_invitation_has_nothing_to_look_at() -> None:
    assert told(LABELS) == []


def test_contradictions_are_told() -> None:
    text = LABELS.replace("Dinsdag 15", "Woensdag 15").replace(
        "Deelname is kosteloos.", "Doe je mee? Meld je hier aan."
    )
    assert told(text) == [
        "“Woensdag 15 december 2026” klopt niet: 15 december 2026 is een dinsdag.",
        (
            "U en je staan door elkaar: “Vakwerk Academie, de Bond voor Hogere en Middelbare Ambtenaren (BHMA) …” en"
            " “Doe je mee?”."
        ),
    ]


def test_a_second_date_is_told() -> None:
    text = PROSE + "\nHet webinar op 16 december begint om 12.30 uur.\n"
    assert told(text) == ["De tekst noemt 16 december, maar in de gegevens staat 15 december 2026."]


def words(text: str) -> set[str]:
    return set(text.replace(":", " ").replace("/", " ").split())


@pytest.mark.parametrize("text", [LABELS, PROSE, ONE_LINE, LABEL_ABOVE])
def test_no_line_is_lost(text: str) -> None:
    """Every line of the text is a field, a piece of the body, or named as left out."""
    found = read_invitation(text, today=TODAY, registers=REGISTERS)
    facts = [
        "Datum",
        "Tijd",
        "Wanneer",
        "Hoe laat",
        "Digitale inloop",
        "Medium",
        "Voor wie",
        "Onderwerp",
        "Uitnodiging",
    ]
    kept = words("\n".join([found.title, found.body, found.audience, found.medium, *found.left_out]))
    kept |= {word for link in found.links for word in words(f"{link.label} {link.url}")}
    for line in text.splitlines():
        if not any(line.startswith(fact) for fact in facts):
            assert words(line) - kept - {"7", "januari", "donderdag", "10", "12", "uur", "tot", "van"} == set(), line


def test_a_line_that_says_more_than_a_fact_stays_in_the_text() -> None:
    found = read_invitation(
        "Over code\n\nDatum: 15 december 2026 (let op: verplaatst)\n", today=TODAY, registers=REGISTERS
    )
    assert found.date == dt.date(2026, 12, 15)
    assert found.body == "Datum: 15 december 2026 (let op: verplaatst)"
