"""Checks of a text before it is published: what contradicts the data or itself, and what readers stumble over.

Pure: text and facts in, findings out. Hints for an editor, never a refusal: what cannot be, forms refuse themselves.
"""

from cms.prose.agreement import check_agreement
from cms.prose.counts import check_counts
from cms.prose.dates import FoundDate, find_clocks, find_dates, find_times, likely_year
from cms.prose.facts import Moment, PageFacts, Price, Run
from cms.prose.findings import CONTRADICTIONS, Finding, Kind
from cms.prose.money import check_price
from cms.prose.structure import check_headings, check_pictures
from cms.prose.sums import check_boundaries, check_doors, check_groups
from cms.prose.weekdays import check_bare_dates, check_weekdays, check_years
from cms.prose.wording import check_address, check_lead, check_links, check_relative_dates
from cms.prose.writing import Passage, Picture, Writing, rich_passage

__all__ = [
    "CONTRADICTIONS",
    "Finding",
    "FoundDate",
    "Kind",
    "Moment",
    "PageFacts",
    "Passage",
    "Picture",
    "Price",
    "Run",
    "Writing",
    "check",
    "find_clocks",
    "find_dates",
    "find_times",
    "likely_year",
    "rich_passage",
]

_OF_TEXT_AND_FACTS = (check_weekdays, check_years, check_counts, check_agreement, check_price, check_bare_dates)
_OF_TEXT = (
    check_groups,
    check_boundaries,
    check_doors,
    check_links,
    check_address,
    check_relative_dates,
    check_lead,
    check_headings,
    check_pictures,
)


def check(writing: Writing, facts: PageFacts) -> list[Finding]:
    """Everything there is to say about one page: contradictions first, then the data's own gaps, then hints."""
    found = [finding for rule in _OF_TEXT_AND_FACTS for finding in rule(writing, facts)]
    found += facts.findings
    found += [finding for rule in _OF_TEXT for finding in rule(writing)]
    once = list(dict.fromkeys(found))
    return sorted(once, key=lambda finding: not finding.is_contradiction)
