"""A list of participants as it is pasted from Excel, Word, a mail or a CSV file.

    Naam;E-mail;Functie
    Sanne Visser;s.visser@lindewaard.example;HRM-adviseur

Columns are found by their heads, and without heads by where the addresses stand. Nothing is refused here: what is missing or
wrong is said by the form that these rows fill in.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from email.utils import parseaddr
from typing import Final

Row = Mapping[str, str]  # first_name, last_name, email, function

HEADS: Final = {
    "name": ("naam", "name", "deelnemer", "deelnemers", "participant", "volledige naam", "naam deelnemer"),
    "first_name": ("voornaam", "roepnaam", "first name", "firstname", "voornamen"),
    "infix": ("tussenvoegsel", "tussenvoegsels", "infix"),
    "last_name": ("achternaam", "familienaam", "last name", "lastname", "surname"),
    "email": ("e-mail", "email", "e-mailadres", "emailadres", "mail", "mailadres", "e-mail address"),
    "function": ("functie", "rol", "function", "job title", "functienaam"),
}
COLUMN_OF: Final = {head: column for column, heads in HEADS.items() for head in heads}


def read_table(text: str) -> Sequence[Row]:
    """One row for each participant, in the order of the list; empty when there is nothing in it."""
    rows = [row for row in _cells(text) if any(row)]
    if not rows:
        return []
    columns = [COLUMN_OF.get(_bare(cell), "") for cell in rows[0]]
    if any(columns) and not any("@" in cell for cell in rows[0]):
        return [_row(_by_head(columns, row)) for row in rows[1:]]
    return [_row(_by_place(row)) for row in rows]


def text_of(content: bytes) -> str:
    """What stands in a CSV file: UTF-8, or what older Excels write."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _cells(text: str) -> list[list[str]]:
    lines = [line.strip("\r") for line in text.lstrip("\ufeff").split("\n")]
    reader = csv.reader(io.StringIO("\n".join(lines)), delimiter=_delimiter(lines), skipinitialspace=True)
    return [[" ".join(cell.split()) for cell in row] for row in reader]


def _delimiter(lines: Sequence[str]) -> str:
    """The first of tab, semicolon and bar that is there; a comma may also stand inside a name."""
    return next((mark for mark in "\t;|" if any(mark in line for line in lines)), ",")


def _bare(cell: str) -> str:
    return cell.casefold().strip(" :*")


def _by_head(columns: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    return {column: cell for column, cell in zip(columns, row, strict=False) if column}


def _by_place(row: Sequence[str]) -> dict[str, str]:
    place = next((number for number, cell in enumerate(row) if "@" in cell), len(row))
    named, after = [cell for cell in row[:place] if cell], row[place + 1 :]
    found = {"email": "".join(row[place : place + 1]), "function": next(filter(None, after), "")}
    if not named and after:  # the address came first
        return found | {"name": after[0], "function": next(filter(None, after[1:]), "")}
    if len(named) > 1:
        return found | {"first_name": named[0], "last_name": " ".join(named[1:])}
    return found | {"name": "".join(named)}


def _row(found: Mapping[str, str]) -> Row:
    name, email = found.get("name", ""), found.get("email", "")
    if "<" in email:  # Sanne Visser <s.visser@lindewaard.example>
        spoken, email = parseaddr(email)
        name = name or spoken
    first, last = _split(name)
    last_name = " ".join(filter(None, [found.get("infix", ""), found.get("last_name", "")]))
    return {
        "first_name": found.get("first_name") or first,
        "last_name": last_name or last,
        "email": email.removeprefix("mailto:").strip("<>"),
        "function": found.get("function", ""),
    }


def _split(name: str) -> tuple[str, str]:
    """First and last name of "Sanne de Boer", "de Boer, Sanne" and "Boer, Sanne de"."""
    last, comma, first = name.partition(",")
    if not comma:
        first, _space, last = name.partition(" ")
        return first, last
    infix = re.search(r"(?<=\s)[a-z' ]+$", first)
    if infix:
        return first[: infix.start()].strip(), f"{infix[0].strip()} {last.strip()}"
    return first.strip(), last.strip()
