"""Dates, times and the deadline in the text of something people sign up for, against what its data says."""

import datetime as dt
import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from cms import notation
from cms.prose.dates import FoundDate, find_clocks, find_dates, find_times
from cms.prose.facts import Moment, PageFacts
from cms.prose.findings import Finding, Kind
from cms.prose.weekdays import candidate_years
from cms.prose.writing import Sentence, Writing, sentences

_ABOUT_ITSELF = re.compile(
    r"^\s*(?:datum|wanneer|tijd|date|when|time)\b|\b(?:webinar|bijeenkomst|training|leergang|start|starten|begint|beginnen|begin"
    r"|starts|begins|meeting)\b",
    re.IGNORECASE,
)
_ABOUT_ANOTHER = re.compile(
    r"\b(?:vorige?|eerdere?|was|waren|jl|afgelopen|gepubliceerd|verscheen|verschenen|previous|earlier|were|last|published)\b",
    re.IGNORECASE,
)
_SIGN_UP = re.compile(r"aanmeld|meld(?:t)? u|meld je|inschrij|schrijf u|opgeven|sign up|register", re.IGNORECASE)
_UNTIL = re.compile(
    r"\b(?:tot en met|t/m|tot|uiterlijk|vóór|voor|until|before|no later than|by)\s+(?:\w+\s+)?$", re.IGNORECASE
)
_DECIDES = re.compile(r"\bbesliss?(?:en|t)?\b|\bbesluit(?:en)?\b|\bhoort u of\b|\bgaat door\b|\bdecide", re.IGNORECASE)
_WALK_IN = re.compile(r"\b(?:inloop|inloggen|doors open|walk-in)\b", re.IGNORECASE)
_BEGINS = re.compile(
    r"\b(?:begint|beginnen|start|starten|aanvang|starts|begins)\b[^.]{0,12}\b(?:om|at)\b", re.IGNORECASE
)


def check_agreement(writing: Writing, facts: PageFacts) -> list[Finding]:
    """Only what the text says about the meeting itself counts: an article may name any date."""
    if not (writing.is_offering and facts.days):
        return []
    findings: list[Finding] = []
    for sentence in sentences(writing.prose):
        dates = find_dates(sentence.text, writing.language)
        decides = _DECIDES.search(sentence.text)
        if decides:
            findings += _decision(sentence, dates, facts, writing.language)
        if _SIGN_UP.search(sentence.text):
            findings += _deadline(sentence, dates, facts, writing.language)
        elif not decides and not _ABOUT_ANOTHER.search(sentence.text):
            is_about_itself = _ABOUT_ITSELF.search(sentence.text) or find_times(sentence.text)
            findings += _dates(sentence, dates, facts, writing.language) if is_about_itself else []
            findings += _times(sentence, facts.moments, writing.language)
    return findings


def _dates(
    sentence: Sentence, dates: Sequence[FoundDate], facts: PageFacts, language: notation.Language
) -> list[Finding]:
    findings = []
    for place, found in enumerate(dates):
        days = [day for year in candidate_years(found, dates[place + 1 :], facts) for day in found.dates(year)]
        if days and not set(days) & set(facts.days):
            told = _("De tekst noemt %(words)s, maar in de gegevens staat %(dates)s.") % {
                "words": found.text,
                "dates": notation.days(facts.days, language),
            }
            findings.append(Finding(Kind.DATE, told, sentence.passage.where))
    return findings


def _times(sentence: Sentence, moments: Sequence[Moment], language: notation.Language) -> list[Finding]:
    findings = []
    text, where = sentence.text, sentence.passage.where
    for start, end in find_times(text):
        # A part of the programme lies inside the session; anything else is another time.
        if not any(m.opens.time() <= start and end <= m.end.time() for m in moments):
            told = _("De tekst noemt %(words)s, maar in de gegevens staat %(times)s.") % {
                "words": notation.times(start, end, language),
                "times": notation.times(moments[0].start.time(), moments[0].end.time(), language),
            }
            findings.append(Finding(Kind.TIME, told, where))
    clocks = find_clocks(_after(_WALK_IN, text))
    walk_ins = [m.walk_in.time() for m in moments if m.walk_in]
    if clocks and walk_ins and clocks[0] not in [*walk_ins, *(m.start.time() for m in moments)]:
        told = _("De tekst noemt inloop om %(words)s, maar in de gegevens staat %(time)s.")
        findings.append(_clock_finding(told, clocks[0], walk_ins[0], where, language))
    clocks = find_clocks(_after(_BEGINS, text)[:8])
    starts = [m.start.time() for m in moments]
    if clocks and not find_times(text) and not any(m.opens.time() <= clocks[0] <= m.end.time() for m in moments):
        told = _("De tekst noemt een begin om %(words)s, maar in de gegevens staat %(time)s.")
        findings.append(_clock_finding(told, clocks[0], starts[0], where, language))
    return findings


def _clock_finding(told: str, said: dt.time, known: dt.time, where: str, language: notation.Language) -> Finding:
    values = {"words": notation.clock(said, language), "time": notation.clock(known, language)}
    return Finding(Kind.TIME, told % values, where)


def _after(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return text[found.end() :] if found else ""


def _decision(
    sentence: Sentence, dates: Sequence[FoundDate], facts: PageFacts, language: notation.Language
) -> list[Finding]:
    """The day on which it is decided is not the last day to sign up."""
    known = {run.decides_on for run in facts.runs if run.decides_on}
    findings = []
    for place, found in enumerate(dates):
        if not known or _UNTIL.search(sentence.text[: found.start]):
            continue
        days = {day for year in candidate_years(found, dates[place + 1 :], facts) for day in found.dates(year)}
        if days and not days & (known | set(facts.days)):
            told = _("De tekst noemt %(words)s, maar in de gegevens is de beslissing op %(date)s.") % {
                "words": found.text,
                "date": notation.day(min(known), language),
            }
            findings.append(Finding(Kind.DECISION, told, sentence.passage.where))
    return findings


def _deadline(
    sentence: Sentence, dates: Sequence[FoundDate], facts: PageFacts, language: notation.Language
) -> list[Finding]:
    known = {run.closes_at.date() for run in facts.runs if run.closes_at}
    if not known:
        known = {run.days[0] for run in facts.runs if run.days}
    # "Tot 25 mei" leaves open whether that day counts.
    accepted = known | {day + dt.timedelta(days=1) for day in known}
    findings = []
    for place, found in enumerate(dates):
        if not _UNTIL.search(sentence.text[: found.start]):
            continue
        days = [day for year in candidate_years(found, dates[place + 1 :], facts) for day in found.dates(year)]
        if days and not set(days) & accepted:
            told = _("Volgens de tekst kan aanmelden tot %(words)s, volgens de gegevens tot en met %(date)s.") % {
                "words": found.text,
                "date": notation.day(min(known), language),
            }
            findings.append(Finding(Kind.DEADLINE, told, sentence.passage.where))
    return findings
