"""Sums that do not come out: places for groups, a boundary that leaves a number out, a second way to sign up."""

import re
from math import ceil

from django.utils.translation import gettext as _

from cms.prose.findings import Finding, Kind
from cms.prose.numbers import NUMBER, RANGE, Range, read_range
from cms.prose.writing import Writing

_PEOPLE = re.compile(
    rf"(?:medewerkers|collega’s|ambtenaren|mensen|employees|people)\s*\(({RANGE})\)|({RANGE})\s+(?:medewerkers|employees)\b",
    re.IGNORECASE,
)
_GROUPS = re.compile(rf"({RANGE})\s+(?:edities|groepen|editions|groups)\b", re.IGNORECASE)
_SIZE = re.compile(
    rf"({RANGE})\s+(?:deelnemers|mensen|participants)\s+(?:per|a|in een)\s+(?:training|groep|editie|group|edition)\b",
    re.IGNORECASE,
)
_MORE_THAN = re.compile(rf"\b(?:meer dan|more than)\s+({NUMBER})\s+(\w+)", re.IGNORECASE)
_UP_TO = re.compile(rf"\b(?:tot|minder dan|up to|fewer than)\s+({NUMBER})\s+(\w+)", re.IGNORECASE)
_BY_MAIL = re.compile(
    r"per e-?mail\s+(?:\w+\s+){0,2}(?:aanmelden|inschrijven|opgeven)|(?:aanmelden|inschrijven|opgeven|aanmelding)\b[^.\n]{0,60}"
    r"(?:per e-?mail|een e-?mail|[\w.+-]+@[\w-]+\.[\w.]+)|sign up\b[^.\n]{0,40}(?:by e-?mail|@)",
    re.IGNORECASE,
)


def check_groups(writing: Writing) -> list[Finding]:
    """40-50 groups of 10-15 for 700-800 people: not everybody has a place."""
    findings = []
    for passage in writing.prose:
        people, groups, size = (_first(pattern, passage.text) for pattern in (_PEOPLE, _GROUPS, _SIZE))
        if people and groups and size and groups.high * size.high < people.high:
            told = _(
                "%(groups)s groepen van %(size)s zijn samen %(places)s plaatsen, te weinig voor %(people)s mensen:"
                " dat zijn %(needed)s groepen."
            ) % {
                "groups": f"{groups.high:g}",
                "size": f"{size.high:g}",
                "places": f"{groups.high * size.high:g}",
                "people": f"{people.high:g}",
                "needed": ceil(people.high / size.high),
            }
            findings.append(Finding(Kind.GROUPS, told, passage.where))
    return findings


def check_boundaries(writing: Writing) -> list[Finding]:
    """“Meer dan 100.000” beside “tot 100.000”: exactly 100.000 belongs nowhere."""
    findings = []
    for passage in writing.prose:
        above = {(found[1], found[2].lower()) for found in _MORE_THAN.finditer(passage.text)}
        below = {(found[1], found[2].lower()) for found in _UP_TO.finditer(passage.text)}
        for value, unit in sorted(above & below):
            told = _(
                "Bij precies %(value)s %(unit)s is niet duidelijk welke van de twee geldt. Schrijf “tot en met”."
            ) % {
                "value": value,
                "unit": unit,
            }
            findings.append(Finding(Kind.BOUNDARY, told, passage.where))
    return findings


def check_doors(writing: Writing) -> list[Finding]:
    """Signing up by mail, on a page that has a form: those people stay out of the list."""
    if not writing.is_offering:
        return []
    told = _("De tekst vraagt om een e-mail om zich aan te melden. Op deze pagina staat al een formulier.")
    return [Finding(Kind.DOOR, told, passage.where) for passage in writing.prose if _BY_MAIL.search(passage.text)]


def _first(pattern: re.Pattern[str], text: str) -> Range | None:
    found = pattern.search(text)
    return read_range(next(group for group in found.groups() if group)) if found else None
