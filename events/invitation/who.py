"""Whom an invitation names: speakers and hosts, held against the registers."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from events.invitation.contracts import Mention, Registers

_PART = r"[A-ZÀ-Ý][\wÀ-ÿ’'-]+"
_NAME = rf"{_PART}(?:\s+(?:van|de|den|der|het|ten|ter|’t|'t|in|[A-Z]\.|{_PART}))*\s+{_PART}"
_WITH_NOTE = re.compile(rf"({_NAME})\s*\(([^)\n]{{3,80}})\)")
_WITH_FUNCTION = re.compile(
    rf"({_NAME}),\s+([a-zà-ÿ][^.,;\n]{{3,80}}?)(?=\s+(?:gaat|gaan|vertelt|praat|leidt|is|en|geeft)\b|[.,;\n]|$)"
)
_LISTED = re.compile(r"^\s*(?:sprekers?|gasten|met|te gast|speakers?)\s*:\s*(.+)$", re.IGNORECASE | re.MULTILINE)
_BODY = re.compile(
    r"fonds|stichting|ministerie|programma|gemeente|vereniging|bond\b|academie|universiteit|hogeschool|netwerk|centrale",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"^[A-Z0-9&+. -]{2,12}$")
_INVITES = re.compile(
    r"([^.!?\n]+?)\s+(?:nodigen|nodigt|organiseren|organiseert|invite|invites)\s+(?:u|je|jullie|you|op|een|samen)\b"
)
_BY = re.compile(
    r"(?:(?:georganiseerd door|organised by):?|(?:organisatie|organisator(?:en)?|hosts?):)\s+([^.\n]+)", re.IGNORECASE
)
_OURSELVES = re.compile(r"^(?:wij|we|ik|daarom|graag|hierbij)\b", re.IGNORECASE)


def find_people(text: str, registers: Registers, hosts: list[Mention]) -> list[Mention]:
    """Everybody of the register whose name stands in the text, and who else looks like a speaker; in the order of the text."""
    flat = " ".join(text.split())
    notes = {name: note for name, note in _noted(flat) if not _is_organisation(name, note, registers, hosts)}
    found: dict[str, tuple[int, Mention]] = {}
    for name, key in registers.people.items():
        place = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", flat, re.IGNORECASE)
        if place:
            note = next((note for other, note in notes.items() if other.casefold() == name.casefold()), "")
            found[name.casefold()] = (place.start(), Mention(name, key, _role(flat, place.end()), note))
    for name, note in notes.items():
        if name.casefold() not in found:
            start = flat.index(name)
            found[name.casefold()] = (start, Mention(name, None, _role(flat, start + len(name)), note))
    for line in _LISTED.findall(text):
        for name in _split(line):
            plain = name.partition("(")[0].strip()
            if re.fullmatch(_NAME, plain) and plain.casefold() not in found:
                found[plain.casefold()] = (text.index(plain), Mention(plain, None, _("spreker")))
    return [mention for _place, mention in sorted(found.values(), key=lambda entry: entry[0])]


def find_hosts(text: str, registers: Registers) -> list[Mention]:
    """The organisations that invite, as the sentence with "nodigen u uit" or a line "Georganiseerd door" names them."""
    flat = " ".join(text.split("\n")) if "\n\n" not in text else text
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", flat)]
    subjects = [found[1] for part in paragraphs for found in [_INVITES.search(part)] if found]
    subjects += [found for part in paragraphs for found in _BY.findall(part)]
    hosts: dict[str, Mention] = {}
    for subject in subjects:
        if not _OURSELVES.match(subject.strip()):
            for name in _split(subject):
                mention = _organisation(name, registers.organisations)
                hosts.setdefault(mention.name.casefold(), mention)
    return list(hosts.values())


def _noted(text: str) -> list[tuple[str, str]]:
    noted = [*_WITH_NOTE.findall(text), *_WITH_FUNCTION.findall(text)]
    return [(name.strip(), note.strip()) for name, note in noted if not _ACRONYM.match(note.strip())]


def _is_organisation(name: str, note: str, registers: Registers, hosts: list[Mention]) -> bool:
    if _BODY.search(name):
        return True
    known = [*registers.organisations, *(host.name for host in hosts)]
    return any(name.casefold() in other.casefold() or other.casefold() in name.casefold() for other in known) or (
        "@" in note or "http" in note
    )


def _role(text: str, after: int) -> str:
    """What the sentence from the name onwards says that this person does."""
    sentence = re.split(r"(?<=[.!?])\s+(?=[A-Z])", text[after : after + 220])[0].lower()
    if re.search(r"\bleidt het gesprek\b|gespreksleid|\bgaat met hen\b", sentence):
        return _("gespreksleider")
    if "te gast" in sentence:
        return _("te gast")
    return _("spreker")


def _split(text: str) -> list[str]:
    """a, de b en c: the last "en" separates, an earlier one belongs to a name."""
    *first, last = re.split(r",\s+(?![^(]*\))", text.strip())
    parts = [*first, *re.split(r"\s+en\s+(?!.*\sen\s)", last)]
    return [name for part in parts if (name := re.sub(r"^(?:de|het|en)\s+", "", part.strip(), flags=re.IGNORECASE))]


def _organisation(name: str, known: Mapping[str, int]) -> Mention:
    plain = re.sub(r"\s*\([^)]*\)", "", name).strip()
    for other, key in known.items():
        if other.casefold() == plain.casefold():
            return Mention(other, key)
    for other, key in known.items():
        if other.casefold() in plain.casefold() or plain.casefold() in other.casefold():
            return Mention(other, key)
    return Mention(plain)
