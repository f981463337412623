"""From what somebody typed to a question for PostgreSQL: stems, prefixes and synonyms."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import connection

from cms.models import SynonymSet
from cms.search_backend import CONFIGS

LONGEST = 100  # characters that are looked at
MOST_WORDS = 10
PREFIX_FROM = 3  # letters

# A question, or a part of it.
Asked = Any


@dataclass(frozen=True)
class Words:
    """What was typed, understood. `every` asks for all words and `some` for one of them, `own` for one of them without
    its synonyms; they are None without a word that says anything. `beginning` asks for titles in which each word begins
    one."""

    text: str
    every: Asked
    some: Asked
    own: Asked
    beginning: Asked


def words_of(text: str, language: str) -> Words:
    """Understand what was typed, in two queries."""
    typed = " ".join(text.replace("\0", "").split())[:LONGEST]
    tokens = re.findall(r"\w+", typed.casefold())[:MOST_WORDS]
    if not tokens:
        return Words(typed, None, None, None, None)
    config = CONFIGS[language]
    rows = [row.phrases for row in SynonymSet.objects.filter(language=language)]
    stems = _stems({*tokens, *(word for row in rows for phrase in row for word in phrase)}, config)
    clauses = [clause for clause in _clauses(tokens, rows, stems, config) if clause]
    if not clauses:
        return Words(typed, None, None, None, None)
    answers = [reduce(or_, clause) for clause in clauses]
    own = reduce(or_, (clause[0] for clause in clauses))
    beginnings = [SearchQuery(f"{token}:*", config="simple", search_type="raw") for token in tokens]
    return Words(typed, reduce(and_, answers), reduce(or_, answers), own, reduce(and_, beginnings))


def _stems(words: Iterable[str], config: str) -> dict[str, str]:
    """Each word with its stem; a word that says nothing ("de", "van") has an empty one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, ts_lexize(%s, word) FROM unnest(%s::text[]) AS word", [f"{config}_stem", sorted(words)]
        )
        return {word: (stems or [""])[0] for word, stems in cursor.fetchall()}


def _clauses(
    tokens: Sequence[str], rows: Sequence[list[list[str]]], stems: dict[str, str], config: str
) -> Iterator[list[Asked]]:
    """For each word, or words that have synonyms together, everything that answers it, what was typed first."""
    place = 0
    while place < len(tokens):
        row, length = _longest(tokens[place:], rows, stems)
        own = tokens[place : place + length]
        phrases = [own, *(phrase for phrase in row if phrase != own)]
        asked = [_phrase(phrase, stems, config) for phrase in phrases]
        yield [one for one in asked if one is not None]
        place += length


def _longest(
    tokens: Sequence[str], rows: Sequence[list[list[str]]], stems: dict[str, str]
) -> tuple[list[list[str]], int]:
    """The row of synonyms that the beginning of `tokens` belongs to, by stem, and how many words that beginning has."""
    found: tuple[list[list[str]], int] = ([], 0)
    for row in rows:
        for phrase in row:
            beginning = tokens[: len(phrase)]
            if len(phrase) > found[1] and [stems[word] or word for word in phrase] == [
                stems[word] or word for word in beginning
            ]:
                found = (row, len(phrase))
    return found if found[1] else ([], 1)


def _phrase(phrase: Sequence[str], stems: dict[str, str], config: str) -> Asked | None:
    if len(phrase) > 1:
        return SearchQuery(" ".join(phrase), config=config, search_type="phrase")
    (word,) = phrase
    if not stems[word]:
        return None
    # With the stem as prefix "cursus" also finds "cursussen"; with the word itself somebody who is still typing does.
    prefix = ":*" if len(word) >= PREFIX_FROM else ""
    stemmed = SearchQuery(f"{word}{prefix}", config=config, search_type="raw")
    return stemmed | SearchQuery(f"{word}{prefix}", config="simple", search_type="raw")
