"""Reading the programmes: the cards of the list, and the facts of one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms import hooks
from cms.components import Fact
from cms.contracts import OfferingSummary
from cms.models import AcademyImage, Organisation, Person, ProgrammeIndexPage, ProgrammePage
from cms.queries.pages import public, with_picture
from cms.queries.pictures import load_renditions
from cms.queries.registers import audiences_of, people
from cms.queries.related import Related, related


@dataclass(frozen=True)
class ProgrammeCard:
    """A programme in a list, with what its dates say when it has any."""

    page: ProgrammePage
    summary: OfferingSummary | None


@dataclass(frozen=True)
class KindOfProgramme:
    """All programmes of one kind: "Leergangen"."""

    key: str
    label: str
    cards: Sequence[ProgrammeCard]


@dataclass(frozen=True)
class Programme:
    """A programme with its facts."""

    image: AcademyImage | None
    facts: Sequence[Fact]
    contact: Person | None
    related: Sequence[Related]


def programmes_by_kind(index: ProgrammeIndexPage) -> list[KindOfProgramme]:
    """The programmes below an index page, in the order of the page tree; kinds without programmes are left out."""
    pages = list(with_picture(public(ProgrammePage.objects.child_of(index))).order_by("path"))
    summaries = hooks.offering_summaries(pages)
    cards = [ProgrammeCard(page, summaries.get(str(page.translation_key))) for page in pages]
    kinds = [
        KindOfProgramme(kind.value, _plural(kind), [card for card in cards if card.page.kind == kind])
        for kind in ProgrammePage.Kind
    ]
    return [kind for kind in kinds if kind.cards]


def programme(page: ProgrammePage, contributed: Iterable[Fact] = ()) -> Programme:
    """What stands beside the text of a programme, whether it is published or previewed.

    A contributed fact takes the place of the page's own with the same label: dates know better.
    """
    chosen = [block.value["person"] for block in page.people] + [block.value["organisation"] for block in page.partners]
    if page.contact_id:
        page.contact = _among(chosen, page.contact_id) or people().get(pk=page.contact_id)
    load_renditions(
        [page.image, page.contact and page.contact.photo, *(_picture(one) for one in chosen if one is not None)]
    )
    return Programme(image=page.image, facts=_facts(page, contributed), contact=page.contact, related=related(page))


def _among(chosen: Iterable[Person | Organisation | None], pk: int) -> Person | None:
    """The person with this key, where the page shows them already."""
    return next((row for row in chosen if isinstance(row, Person) and row.pk == pk), None)


def _picture(row: Person | Organisation) -> AcademyImage | None:
    return row.photo if isinstance(row, Person) else row.logo


def _plural(kind: ProgrammePage.Kind) -> str:
    return {
        ProgrammePage.Kind.COURSE: _("Leergangen"),
        ProgrammePage.Kind.NETWORK: _("Leernetwerken"),
        ProgrammePage.Kind.TRAINING: _("Trainingen"),
        ProgrammePage.Kind.TEAM: _("Teamsessies"),
    }[kind]


def _facts(page: ProgrammePage, contributed: Iterable[Fact]) -> list[Fact]:
    audience = page.audience_text or ", ".join(found.name for found in audiences_of(page.audiences.all(), page.locale))
    own = [
        Fact(_("Voor wie"), audience),
        Fact(_("Duur"), _days(page)),
        Fact(_("Groep"), _group(page)),
        Fact(_("Vorm"), page.delivery_text),
    ]
    facts = {str(fact.label): fact for fact in [*own, *contributed] if fact.value}
    return list(facts.values())


def _days(page: ProgrammePage) -> str:
    first, last = page.days_min or page.days_max, page.days_max or page.days_min
    if first is None or last is None:
        return ""
    if first == last:
        return ngettext("%(count)d dag", "%(count)d dagen", last) % {"count": last}
    return _("%(first)d tot %(last)d dagen") % {"first": first, "last": last}


def _group(page: ProgrammePage) -> str:
    if page.group_min and page.group_max and page.group_min < page.group_max:
        return _("%(first)d tot %(last)d deelnemers") % {"first": page.group_min, "last": page.group_max}
    if page.group_max:
        return _("%(count)d deelnemers") % {"count": page.group_max}
    if page.group_min:
        return _("vanaf %(count)d deelnemers") % {"count": page.group_min}
    return ""
