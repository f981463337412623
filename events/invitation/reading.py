"""Read the text of an invitation mail: what can be a field becomes one, the rest stays text."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.text import capfirst

from cms.api import notation, prose
from events.invitation.body import URL, is_heading
from events.invitation.contracts import Invitation, Link, Registers
from events.invitation.when import find_day, find_span, find_walk_in
from events.invitation.who import find_hosts, find_people

_LABELS = {
    "day": r"datum|wanneer|date|when|dag",
    "times": r"tijdstip|tijd|time|hoe laat",
    "walk_in": r"digitale inloop|inloop|walk-in",
    "medium": r"medium|platform|waar|locatie|where",
}
_LABEL = re.compile(
    rf"^(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _LABELS.items())})\b\s*:?\s*(?P<value>.*)$",
    re.IGNORECASE,
)
_MAIL_HEADER = re.compile(r"^(?:van|aan|cc|bcc|verzonden|from|to|sent)\s*:\s*\S", re.IGNORECASE)
_SUBJECT = re.compile(r"^(?:onderwerp|subject|betreft)\s*:\s*(?P<title>.+)$", re.IGNORECASE)
_ANNOUNCES = re.compile(
    r"^(?:(?:fw|fwd|re|doorgestuurd)\s*:\s*)*(?:uitnodiging|aankondiging|save the date|invitation)\s*:?\s*"
    r"(?:voor\s+)?(?:het\s+|ons\s+|een\s+)?(?:interactieve?\s+)?(?:webinar)?\s*:?\s*(?P<title>.*)$",
    re.IGNORECASE,
)
_SPACED = re.compile(r"^(?:\w\s){4,}\w$")
_QUOTED = re.compile(r"webinar\s+(?:over\s+)?[‘“\"'](?P<title>[^’”\"]{5,120})[’”\"']", re.IGNORECASE)
_ABOUT = re.compile(r"(?:webinar|bijeenkomst)\s+over\s*:?$", re.IGNORECASE)
_MEDIA = ["Microsoft Teams", "MS Teams", "Google Meet", "GoToWebinar", "Webex", "Teams", "Zoom", "Jitsi"]
_MEETING = re.compile(r"webex|teams\.microsoft|zoom\.us|meet\.|gotowebinar|jitsi", re.IGNORECASE)
_FOR_WHOM = re.compile(r"^(?:voor wie|doelgroep|for whom)\s*:?\s*(.*)$", re.IGNORECASE)
_OF_A_FACT = {"uur", "van", "vanaf", "tot", "digitale", "inloop", "welkom", "from", "until", "and", "hours", "walk"}
TITLE_LENGTH = 120
AUDIENCE_LENGTH = 400


@dataclass
class _Sheet:
    """The lines, from which each reader takes what it understands. None = taken."""

    lines: list[str | None]
    told: dict[str, list[str]] = field(default_factory=dict)

    def take(self, number: int) -> str:
        line = self.lines[number] or ""
        self.lines[number] = None
        return line

    def take_all(self, is_wanted: Callable[[str], bool]) -> list[str]:
        return [self.take(number) for number, line in enumerate(self.lines) if line and is_wanted(line)]

    @property
    def text(self) -> str:
        return re.sub(r"\n{3,}", "\n\n", "\n".join(line for line in self.lines if line is not None)).strip()


def read_invitation(
    text: str, *, today: dt.date, registers: Registers, language: notation.Language = "nl"
) -> Invitation:
    """What this text proposes for a webinar. Nothing is guessed about who is not named."""
    sheet = _Sheet([*_lines(text)])
    left_out = sheet.take_all(lambda line: bool(_MAIL_HEADER.match(line) or _SPACED.match(line)))
    title = _title(sheet)
    labelled = {name: _labelled(sheet, name) for name in _LABELS}
    whole = sheet.text
    sentences = _sentences(whole)
    with_time = [part for part in sentences if prose.find_times(part)]
    date = find_day([*labelled["day"], *with_time, *sentences], today, language)
    start, end = find_span([*labelled["times"], *labelled["day"], *with_time, *sentences])
    walk_in = find_walk_in([*(f"inloop {line}" for line in labelled["walk_in"]), *labelled["times"], *sentences])
    audience = _audience(sheet)
    links, meeting_url = _links(sheet)
    hosts = find_hosts(whole, registers)
    return Invitation(
        title=capfirst(title),
        date=date,
        start=start,
        end=end,
        walk_in=walk_in,
        medium=_medium([*labelled["medium"], whole]),
        meeting_url=meeting_url,
        audience=audience,
        people=tuple(find_people(whole, registers, hosts)),
        hosts=tuple(hosts),
        links=tuple(links),
        body=sheet.text,
        left_out=tuple(left_out),
    )


def contradictions(text: str, invitation: Invitation, language: notation.Language = "nl") -> list[prose.Finding]:
    """What the checks of pages say about the pasted text, held against what was read from it."""
    runs = []
    if invitation.date and invitation.start and invitation.end:
        at = dt.datetime.combine
        day = invitation.date
        walk_in = at(day, invitation.walk_in) if invitation.walk_in else None
        runs = [
            prose.Run(
                [prose.Moment(at(day, invitation.start), at(day, invitation.end), walk_in)], 1, price=prose.Price()
            )
        ]
    lines = [line for line in _lines(text) if not _SPACED.match(line)]
    writing = prose.Writing(language, [prose.Passage("", "\n".join(lines))], is_offering=True)
    return prose.check(writing, prose.PageFacts("", runs))


def _lines(text: str) -> list[str]:
    lines: list[str] = []
    for raw in text.replace("\r\n", "\n").replace("\u00a0", " ").replace("\t", " ").split("\n"):
        line = " ".join(raw.strip().lstrip(">").split())
        parts = re.split(r"\s+[/|]\s+", line)
        # Facts on one line: "Datum … / Tijd … / Medium …".
        is_row = len(parts) > 1 and sum(bool(_LABEL.match(part)) for part in parts) > 1
        lines += parts if is_row else [line]
    return lines


def _title(sheet: _Sheet) -> str:
    for number, line in enumerate(sheet.lines):
        found = line and (_SUBJECT.match(line) or _ANNOUNCES.match(line))
        if line and found:
            announced = _ANNOUNCES.match(found["title"])
            title = _bare(announced["title"] if announced else found["title"])
            sheet.take(number)
            if title:
                return _without_doubles(sheet, title)
    for number, line in enumerate(sheet.lines[:-1]):
        if line and _ABOUT.search(line):
            following = next((n for n in range(number + 1, len(sheet.lines)) if sheet.lines[n]), None)
            if following is not None and len(sheet.lines[following] or "") <= TITLE_LENGTH:
                return _without_doubles(sheet, _bare(sheet.take(following)))
    quoted = _QUOTED.search(sheet.text)
    if quoted:
        return quoted["title"].strip()
    first = next((n for n, line in enumerate(sheet.lines) if line), None)
    line = sheet.lines[first] if first is not None else None
    if (
        first is not None
        and line
        and len(line) <= TITLE_LENGTH
        and not _LABEL.match(line)
        and not re.search(r"[.,:]$", line)
    ):
        return _without_doubles(sheet, _bare(sheet.take(first)))
    return ""


def _without_doubles(sheet: _Sheet, title: str) -> str:
    sheet.take_all(lambda line: _bare(line).casefold() == title.casefold())
    return title


def _bare(text: str) -> str:
    return text.strip().strip("‘’“”\"'").strip()


def _labelled(sheet: _Sheet, name: str) -> list[str]:
    """The values behind a label, on its own line or on the next. What holds no fact stays in the text."""
    values = []
    for number, line in enumerate(sheet.lines):
        found = _LABEL.match(line) if line else None
        if not (found and found[name]):
            continue
        value, at = found["value"], [number]
        if not value and number + 1 < len(sheet.lines) and sheet.lines[number + 1]:
            value, at = sheet.lines[number + 1] or "", [number, number + 1]
        if _is_fact(name, value):
            values.append(value)
            if name == "medium" or not _says_more(value):
                for taken in at:
                    sheet.take(taken)
    return values


def _says_more(value: str) -> bool:
    """Whether a line with a fact holds more than the fact: "dinsdag 15 december (let op: verplaatst)"."""
    for language in ("nl", "en"):
        for found in prose.find_dates(value, language):
            value = value.replace(found.text, " ")
    return any(word.casefold() not in _OF_A_FACT for word in re.findall(r"[^\W\d_]{3,}", value))


def _is_fact(name: str, value: str) -> bool:
    match name:
        case "day":
            return len(value) < 80 and any(prose.find_dates(value, language) for language in ("nl", "en"))
        case "medium":
            return 0 < len(value) <= 40
        case _:
            return len(value) < 90 and bool(prose.find_clocks(value) or find_span([value])[0])


def _sentences(text: str) -> list[str]:
    flat = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text)]
    return [sentence for part in flat for sentence in re.split(r"(?<=[.!?])\s+(?=[A-ZÀ-Ý])", part) if sentence]


def _medium(texts: list[str]) -> str:
    *labelled, whole = texts
    if labelled:
        return labelled[0].rstrip(".")
    return next((name for name in _MEDIA if re.search(rf"\b{name}\b", whole)), "")


def _audience(sheet: _Sheet) -> str:
    for number, line in enumerate(sheet.lines):
        found = _FOR_WHOM.match(line) if line else None
        if not found:
            continue
        last = number + 1
        while last < len(sheet.lines) and sheet.lines[last] and not is_heading(sheet.lines[last] or ""):
            last += 1
        text = " ".join([found[1], *(sheet.lines[n] or "" for n in range(number + 1, last))]).strip()
        if text and len(text) <= AUDIENCE_LENGTH:
            for taken in range(number, last):
                sheet.take(taken)
            return text
    return ""


def _links(sheet: _Sheet) -> tuple[list[Link], str]:
    """Lines that are a link ("Het programma: https://…") and the address of the meeting; links inside a sentence stay there."""
    links, meeting_url = [], ""
    for number, line in enumerate(sheet.lines):
        found = URL.search(line) if line else None
        if not (line and found):
            continue
        if _MEETING.search(found.group()):
            meeting_url = meeting_url or found.group()
        label = line[: found.start()].strip().rstrip(":").strip()
        if line.rstrip(" .").endswith(found.group()) and (
            not label or (line[: found.start()].rstrip().endswith(":") and len(label) <= TITLE_LENGTH)
        ):
            sheet.take(number)
            if found.group() != meeting_url:
                links.append(Link(label or found.group(), found.group()))
    return links, meeting_url
