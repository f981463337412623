"""Days and dagdelen: what the text says against what the sessions give, or against what else the text says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.prose.dates import NEAR, find_dates, likely_year
from cms.prose.facts import PageFacts
from cms.prose.findings import Finding, Kind
from cms.prose.numbers import GLUED_RANGE, NUMBER, RANGE, Range, number, read_range
from cms.prose.writing import Passage, Writing

HALF_DAYS_A_DAY = 2
LISTED_DAYS = 4  # fewer dates in a text are not a programme

_DAYS = re.compile(
    rf"({RANGE})\s+(?:(?:volle|hele|losse|lange|full|separate)\s+)?(?:trainings|cursus|opleidings|les)?(?:dagen|days)\b",
    re.IGNORECASE,
)
_LONG = re.compile(
    rf"({GLUED_RANGE})[-\s]?daagse\s+(?:leergang|training|cursus|opleiding|programma|leertraject|traject)",
    re.IGNORECASE,
)
_PATTERN = re.compile(rf"({NUMBER})\s*[x×]\s*({NUMBER}|\d+)\s*-?\s*(?:daagse|dagen|dag\b)", re.IGNORECASE)
_MEETINGS = re.compile(
    rf"({NUMBER})\s+(?:bijeenkomsten|sessies|meetings)\s+(?:van|of)\s+({NUMBER})\s+(?:dag|day)", re.IGNORECASE
)
_HALF_DAYS = re.compile(rf"({RANGE})\s+(?:dagdelen|half-days)\b", re.IGNORECASE)
# "binnen 14 dagen", "de eerste twee dagen", "3 dagen van tevoren" do not say how long it takes, nor does how long each
# meeting is.
_NOT_BEFORE = re.compile(
    r"\b(?:bijeenkomsten van|sessies van|meetings of|binnen|na|voor|vóór|elke|per|om de|eerste|laatste|andere|volgende|vorige|overige|tot|within|after|before|every"
    r"|first|last|other)\s*$",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    r"^\s*(?:later|geleden|van tevoren|vooraf|ervoor|erna|na\b|voor\b|per\b|eerder|in de week|before|after|ago)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Claim:
    """The text says that it takes so long. `days` is in days, `half_days` in dagdelen; one of the two."""

    passage: Passage | None
    days: Range | None = None
    half_days: Range | None = None
    is_sum: bool = False  # 3 x 2 + 2 x 1: counted, not rounded

    def __str__(self) -> str:
        if self.days:
            return _("%(count)s dagen") % {"count": self.days}
        return _("%(count)s dagdelen") % {"count": self.half_days}

    @property
    def where(self) -> str:
        return self.passage.where if self.passage else ""


def check_counts(writing: Writing, facts: PageFacts) -> list[Finding]:
    """What the text says about its length against the sessions; without sessions against its own list of dates."""
    claims = _claims(writing)
    runs = [run for run in facts.runs if run.sessions]
    if writing.is_offering and runs:
        return _against_sessions(claims, [(len(run.days), run.half_days) for run in runs])
    return _against_each_other(claims, _listed_days(writing))


def _claims(writing: Writing) -> list[Claim]:
    claims = []
    for passage in writing.prose:
        sums = [number(found[1]) * number(found[2]) for found in _PATTERN.finditer(passage.text)]
        sums = sums or [number(found[1]) * number(found[2]) for found in _MEETINGS.finditer(passage.text)]
        if sums:
            total = sum(sums)
            claims.append(Claim(passage, days=Range(total, total), is_sum=True))
        claims += [Claim(passage, half_days=read_range(found[1])) for found in _HALF_DAYS.finditer(passage.text)]
        if writing.is_offering:
            found_days = [*_DAYS.finditer(passage.text), *_LONG.finditer(passage.text)]
            claims += [Claim(passage, days=read_range(found[1])) for found in found_days if _is_length(passage, found)]
    if writing.stated_days:
        claims.append(Claim(None, days=Range(*writing.stated_days)))
    return claims


def _is_length(passage: Passage, found: re.Match[str]) -> bool:
    before, after = passage.text[max(0, found.start() - 25) : found.start()], passage.text[found.end() :][:20]
    return not _NOT_BEFORE.search(before) and not _NOT_AFTER.search(after)


def _against_sessions(claims: Sequence[Claim], lengths: Sequence[tuple[int, int]]) -> list[Finding]:
    told: dict[str, Finding] = {}
    for claim in claims:
        wanted = claim.days or claim.half_days
        counts = [days if claim.days else half_days for days, half_days in lengths]
        if wanted is None or any(wanted.holds(count) for count in counts):
            continue
        if claim.days:
            sentence = _("Er staat %(claim)s, maar de bijeenkomsten zijn samen %(count)s dagen.")
        else:
            sentence = _("Er staat %(claim)s, maar de bijeenkomsten zijn samen %(count)s dagdelen.")
        told.setdefault(str(claim), Finding(Kind.COUNT, sentence % {"claim": claim, "count": counts[0]}, claim.where))
    return list(told.values())


def _against_each_other(claims: Sequence[Claim], listed: int) -> list[Finding]:
    days = [claim for claim in claims if claim.days]
    if listed >= LISTED_DAYS:
        for claim in days:
            if claim.days and not claim.days.holds(listed):
                told = _("Er staat %(claim)s, maar de genoemde data zijn samen %(count)s dagen.")
                return [
                    Finding(Kind.COUNT, told % {"claim": claim, "count": listed}, claim.where),
                    *_half_days(claims, Range(listed, listed)),
                ]
        return _half_days(claims, Range(listed, listed))
    first = next((claim for claim in days if claim.is_sum), None) or next(iter(days), None)
    if first is None or first.days is None:
        return []
    findings = _half_days(claims, first.days)
    for claim in days:
        if claim.days and not claim.days.meets(first.days):
            told = _("Er staat %(first)s, en ook %(second)s.") % {"first": first, "second": claim}
            return [Finding(Kind.COUNT, told, first.where), *findings]
    return findings


def _half_days(claims: Sequence[Claim], days: Range) -> list[Finding]:
    expected = days * HALF_DAYS_A_DAY
    for claim in claims:
        if claim.half_days and not claim.half_days.meets(expected):
            told = _("Er staat %(claim)s, maar %(days)s dagen zijn %(half_days)s dagdelen.") % {
                "claim": claim,
                "days": days,
                "half_days": expected,
            }
            return [Finding(Kind.COUNT, told, claim.where)]
    return []


def _listed_days(writing: Writing) -> int:
    """How many different days the text itself lists, each date once: 10/11 december counts for two."""
    days = set()
    for passage in writing.passages:
        dates = find_dates(passage.text, writing.language)
        for place, found in enumerate(dates):
            line = passage.text[passage.text.rfind("\n", 0, found.start) + 1 :].split("\n")[0]
            is_near = (min(abs(o.start - found.end), abs(found.start - o.end)) < NEAR for o in dates if o is not found)
            if len(line) <= len(found.text) + 25 or any(is_near):
                year = likely_year(found, dates[place + 1 :])
                days |= {(year or 0, found.month, day) for day in found.days}
    # The year of a list often stands at one of its dates only.
    return len({(month, day) for _year, month, day in days})
