"""People and themes as pages show them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from wagtail.blocks import StreamValue
from wagtail.models import Locale, Page

from cms.models import Audience, Competence, Person, ProgrammePage, Theme
from cms.prepared import Among, ChosenIn

Term = TypeVar("Term", Theme, Audience)
M = TypeVar("M", bound=Model)


def people() -> QuerySet[Person]:
    """People with organisation and photo."""
    return Person.objects.select_related("organisation", "photo")


def themes_of(themes: Iterable[Theme], locale: Locale) -> Sequence[Theme]:
    """These themes in the language of a page: its relations point to those of the source language."""
    return _localized(Theme, themes, locale)


def along_with(model: type[Page]) -> dict[str, Any]:
    """What pages of this type show of registers in so few words that it comes along with the page, as annotations."""
    if model is not ProgrammePage:
        return {}
    chosen = ProgrammePage.audiences.through.objects.filter(programmepage=OuterRef(OuterRef("pk")))
    audiences = Audience.objects.filter(
        Q(locale=OuterRef("locale")) | Q(pk__in=chosen.values("audience")),
        translation_key__in=chosen.values("audience__translation_key"),
    ).order_by("name")
    competences = Competence.objects.filter(Among("pk", ChosenIn(OuterRef("competences")))).order_by()
    words = {name: name for name in ("id", "name", "name_en", "dimension")}
    return {
        "audience_rows": ArraySubquery(
            audiences.values(row=JSONObject(key="translation_key", locale="locale", name="name"))
        ),
        "competence_rows": ArraySubquery(competences.values(row=JSONObject(**words))),
    }


def audience_names(page: ProgrammePage) -> list[str]:
    """The audiences of a programme in its language; no query when it was found by its address."""
    if not hasattr(page, "audience_rows"):
        return [found.name for found in _localized(Audience, page.audiences.all(), page.locale)]
    own_last = sorted(page.audience_rows, key=lambda row: bool(row["locale"] == page.locale_id))
    in_language = {row["key"]: row["name"] for row in own_last}
    return list(in_language.values())


def competences_of(page: ProgrammePage) -> Sequence[Competence]:
    """What one gets better at in a programme; no query when it was found by its address."""
    if not hasattr(page, "competence_rows"):
        return [block.value for block in page.competences if block.value]
    return rows_chosen_in(page.competences, Competence, page.competence_rows)


def rows_chosen_in(chosen: StreamValue, model: type[M], rows: Iterable[Mapping[str, Any]]) -> list[M]:
    """The rows that the blocks of a StreamField hold, in their order, made of what came along with its page."""
    found = {row["id"]: model(**row) for row in rows}
    return [found[block["value"]] for block in chosen.raw_data if block["value"] in found]


def _localized(model: type[Term], terms: Iterable[Term], locale: Locale) -> Sequence[Term]:
    own = list(terms)
    foreign = [term.translation_key for term in own if term.locale_id != locale.pk]
    if not foreign:
        return own
    translated: dict[UUID, Term] = {
        term.translation_key: term for term in model.objects.filter(locale=locale, translation_key__in=foreign)
    }
    return [translated.get(term.translation_key, term) for term in own]
