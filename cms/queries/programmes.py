"""Reading the programmes: cards for lists, and the facts of one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms import hooks
from cms.components import Fact
from cms.contracts import OfferingSummary
from cms.models import AcademyImage, Competence, Organisation, Person, ProgrammeIndexPage, ProgrammePage, SeriesPage
from cms.page_cache.remembered import remembered_of
from cms.queries.pages import public, with_picture
from cms.queries.pictures import load_renditions
from cms.queries.registers import audience_names, competences_of
from cms.queries.related import Related, related
from cms.queries.tied_pages import tied_pages


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
class CompetencesOfDimension:
    """What one gets better at, of one dimension: "Relationeel: de omgang met anderen"."""

    label: str
    names: Sequence[str]


@dataclass(frozen=True)
class Programme:
    """What stands beside the text of a programme, but for what its sections bring along."""

    image: AcademyImage | None
    series: SeriesPage | None
    facts: Sequence[Fact]
    competences: Sequence[CompetencesOfDimension]
    contact: Person | None
    related: Sequence[Related]


def programmes_by_kind(index: ProgrammeIndexPage) -> list[KindOfProgramme]:
    """The programmes below an index page, in the order of the page tree; kinds without programmes are left out."""
    found = cards(ProgrammePage.objects.child_of(index))
    kinds = [
        KindOfProgramme(kind.value, _plural(kind), [card for card in found if card.page.kind == kind])
        for kind in ProgrammePage.Kind
    ]
    return [kind for kind in kinds if kind.cards]


def cards(programmes: QuerySet[ProgrammePage]) -> list[ProgrammeCard]:
    """These programmes as cards, in the order of the page tree."""
    pages = list(with_picture(public(programmes)).order_by("path"))
    summaries = hooks.offering_summaries(pages) if pages else {}
    return [ProgrammeCard(page, summaries.get(str(page.translation_key))) for page in pages]


def programme(page: ProgrammePage, contributed: Iterable[Fact] = ()) -> Programme:
    """What stands beside the text of a programme, whether it is published or previewed.

    A contributed fact takes the place of the page's own with the same label: dates know better.
    """
    own = remembered_of(page, "programme", lambda: _programme(page))
    facts = {str(fact.label): fact for fact in [*own.facts, *contributed] if fact.value}
    return replace(own, facts=list(facts.values()))


def _programme(page: ProgrammePage) -> Programme:
    chosen = [block.value["person"] for block in page.people] + [block.value["organisation"] for block in page.partners]
    series = tied_pages(page).series
    pictures = [page.image, series and series.logo, page.contact and page.contact.photo]
    load_renditions([*pictures, *(_picture(one) for one in chosen if one is not None)])
    return Programme(
        image=page.image,
        series=series,
        facts=_facts(page),
        competences=_competences(page),
        contact=page.contact,
        related=related(page),
    )


def _competences(page: ProgrammePage) -> list[CompetencesOfDimension]:
    chosen = competences_of(page)
    dimensions = [
        CompetencesOfDimension(
            capfirst(str(dimension.label)), [one.name_text for one in chosen if one.dimension == dimension.value]
        )
        for dimension in Competence.Dimension
    ]
    return [dimension for dimension in dimensions if dimension.names]


def _picture(row: Person | Organisation) -> AcademyImage | None:
    return row.photo if isinstance(row, Person) else row.logo


def _plural(kind: ProgrammePage.Kind) -> str:
    return {
        ProgrammePage.Kind.COURSE: _("Leergangen"),
        ProgrammePage.Kind.NETWORK: _("Leernetwerken"),
        ProgrammePage.Kind.TRAINING: _("Trainingen"),
        ProgrammePage.Kind.TEAM: _("Teamsessies"),
    }[kind]


def _facts(page: ProgrammePage) -> list[Fact]:
    audience = page.audience_text or ", ".join(audience_names(page))
    return [
        Fact(_("Voor wie"), audience),
        Fact(_("Duur"), _days(page)),
        Fact(_("Groep"), _group(page)),
        Fact(_("Vorm"), page.delivery_text),
    ]


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
