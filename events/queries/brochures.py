"""The brochure of a programme: what its page says, on paper. The page is leading, and the paper says so.

Seats are not in it: they are other ones by the time somebody reads it.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from cms.api import AcademySettings, ProgrammePage, kept_file, notation, printed_text, programme, typeset
from events.queries.editions import EditionCard, editions_of
from events.queries.sections import price_panel, programme_sections
from events.queries.session_people import days_of, people_of_editions
from events.queries.wording import language

FOLDER = "brochures"
# Of a page that was put on the site without publishing it: any moment will do that stays the same.
UNPUBLISHED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
DESIGN = 1  # raise it when the template changes: all brochures are made again


@dataclass(frozen=True)
class Brochure:
    """What stands in it, as its template reads it, and the moment it tells of."""

    content: Mapping[str, Any]
    as_of: dt.datetime

    @property
    def digest(self) -> str:
        """Another one as soon as it says something else."""
        told = json.dumps([DESIGN, self.content, self.as_of.isoformat()], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def brochure_of(page: ProgrammePage) -> Brochure:
    """The brochure of a published programme in its language, which is the active one; as many queries as its page."""
    cards = [card for card in editions_of([page])[page.translation_key] if card.availability.kind != "off"]
    first = next((card for card in cards if card.availability.is_open), cards[0] if cards else None)
    sections = programme_sections(page, cards, people=dict)  # for their facts, which name nobody
    shown = programme(page, [fact for section in sections for fact in section.facts])
    academy = AcademySettings.objects.filter(site__is_default_site=True).first() or AcademySettings()
    url = str(page.full_url)
    content = {
        "language": language(),
        "title": page.title,
        "kind": str(page.get_kind_display()),
        "lead": page.lead,
        "academy": academy.texts.name,
        "sender": [line for line in (academy.phone, academy.email) if line],
        "footer": [academy.texts.name, url],
        "page": _("Pagina {page} van {pages}"),
        "facts": [
            [str(fact.label), " · ".join(map(str, filter(None, (fact.value, fact.note))))] for fact in shown.facts
        ],
        "text": [asdict(part) for part in printed_text(page.body)],
        "competences": _block(
            _("Waarin u beter wordt"), [[each.label, ", ".join(each.names)] for each in shown.competences]
        ),
        "editions": _block(_("Wanneer?"), [[_name(card), card.details] for card in cards]),
        "days": _days(first),
        "price": _price(first, page),
        "people": _block(_("Uw begeleiders"), _people(page)),
        "contact": _block(_("Vragen?"), _contact(shown.contact)),
        "leading": _(
            "Datums en prijs kunnen veranderen, en plaatsen raken vol. Wat nu geldt, en waar u zich aanmeldt:"
        ),
        "url": url,
    }
    return Brochure(content, page.last_published_at or UNPUBLISHED)


def brochure_pdf(page: ProgrammePage) -> bytes:
    """Its PDF, typeset once for each thing that it says."""
    made = brochure_of(page)

    def set_it() -> bytes:
        return typeset("brochure", made.content, made_at=made.as_of)

    return kept_file(f"{FOLDER}/{language()}/{page.translation_key}", f"{made.digest}.pdf", set_it)


def _block(heading: str, rows: Sequence[Sequence[str]]) -> dict[str, Any] | None:
    return {"heading": heading, "rows": rows} if rows else None


def _name(card: EditionCard) -> str:
    return _("Editie %(label)s") % {"label": card.label} if card.label else _("Volgende editie")


def _days(card: EditionCard | None) -> dict[str, Any] | None:
    if card is None or not card.blocks:
        return None
    rows = [
        {
            "when": notation.days(block.dates, language()),
            "title": str(block.title),
            "text": str(block.text),
            "note": str(block.note),
            "parts": [[str(part.label), str(part.text)] for part in block.parts],
            "goals": [str(goal) for goal in block.goals],
            "people": [", ".join(filter(None, (person.name, str(person.role)))) for person in block.people],
        }
        for block in days_of(card, people_of_editions([card.public_id]))
    ]
    return {"heading": _("Van dag tot dag"), "summary": card.summary, "goals": _("Leerdoelen"), "rows": rows}


def _price(card: EditionCard | None, page: ProgrammePage) -> dict[str, Any] | None:
    panel = price_panel(card, page) if card else None
    if panel is None:
        return None
    without = _("Niet inbegrepen: %(what)s") % {"what": panel.not_included} if panel.not_included else ""
    return {
        "heading": _("Wat het kost"),
        "amount": notation.euro(panel.amount, language()),
        "note": panel.note,
        "rows": [
            [" ".join(map(str, filter(None, (line.label, line.note)))), notation.euro_table(line.cents, language())]
            for line in panel.lines
        ],
        "then": [words for words in (panel.then, without, *panel.cancellation) if words],
    }


def _people(page: ProgrammePage) -> list[list[str]]:
    shown = (block.value for block in page.people if block.value["person"] is not None)
    return [[value["person"].name, value.line] for value in shown]


def _contact(person: Any) -> list[list[str]]:
    if person is None:
        return []
    return [[person.name, " · ".join(filter(None, (person.phone, person.email)))]]
