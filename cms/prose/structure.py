"""Headings in order, and pictures with a description."""

from django.utils.translation import gettext as _

from cms.prose.findings import Finding, Kind
from cms.prose.writing import Writing

TITLE = 1  # the title of the page is its only first level
BLOCK = 2  # a heading block


def check_headings(writing: Writing) -> list[Finding]:
    """Levels that are skipped: readers with a screen reader walk from heading to heading."""
    level = TITLE
    findings = []
    for passage in writing.passages:
        for heading in [BLOCK] if passage.role == "heading" else passage.headings:
            if heading > level + 1:
                told = _("Boven deze kop ontbreekt een tussenkop.")
                findings.append(Finding(Kind.HEADING, told, passage.where))
            level = heading
    return findings


def check_pictures(writing: Writing) -> list[Finding]:
    """Pictures without alternative text that are not marked as decoration."""
    told = _("Bij deze afbeelding staat niet wat erop te zien is.")
    return [Finding(Kind.ALT, told, picture.where) for picture in writing.pictures if not picture.is_described]
