"""People and themes as pages show them."""

from collections.abc import Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from django.db.models import Case, Q, QuerySet, When
from wagtail.models import Locale

from cms.models import Audience, Person, ProgrammePage, Theme
from cms.prepared import Given, Prepared

Term = TypeVar("Term", Theme, Audience)


def people() -> QuerySet[Person]:
    """People with organisation and photo."""
    return Person.objects.select_related("organisation", "photo")


def themes_of(themes: Iterable[Theme], locale: Locale) -> Sequence[Theme]:
    """These themes in the language of a page: its relations point to those of the source language."""
    return _localized(Theme, themes, locale)


def audiences_of(page: ProgrammePage) -> Sequence[Audience]:
    """The audiences of a programme in its language; one query when it is published."""
    if not getattr(page, "is_as_published", False):
        return _localized(Audience, page.audiences.all(), page.locale)
    in_language = {each.translation_key: each for each in _AUDIENCES(page=page.pk, locale=page.locale_id)}
    return list(in_language.values())


def _audiences() -> QuerySet[Audience]:
    """Those chosen, and after them the same in the language of the page."""
    chosen = ProgrammePage.audiences.through.objects.filter(programmepage=Given("page"))
    found: QuerySet[Audience] = Audience.objects.filter(
        Q(locale=Given("locale")) | Q(pk__in=chosen.values("audience")),
        translation_key__in=chosen.values("audience__translation_key"),
    ).order_by(Case(When(locale=Given("locale"), then=1), default=0), "name")
    return found


_AUDIENCES = Prepared(_audiences)


def _localized(model: type[Term], terms: Iterable[Term], locale: Locale) -> Sequence[Term]:
    own = list(terms)
    foreign = [term.translation_key for term in own if term.locale_id != locale.pk]
    if not foreign:
        return own
    translated: dict[UUID, Term] = {
        term.translation_key: term for term in model.objects.filter(locale=locale, translation_key__in=foreign)
    }
    return [translated.get(term.translation_key, term) for term in own]
