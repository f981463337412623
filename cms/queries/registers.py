"""People and themes as pages show them."""

from collections.abc import Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet
from wagtail.models import Locale

from cms.models import Audience, Person, Theme

Term = TypeVar("Term", Theme, Audience)


def people() -> QuerySet[Person]:
    """People with organisation and photo."""
    return Person.objects.select_related("organisation", "photo")


def themes_of(themes: Iterable[Theme], locale: Locale) -> Sequence[Theme]:
    """These themes in the language of a page: its relations point to those of the source language."""
    return _localized(Theme, themes, locale)


def audiences_of(audiences: Iterable[Audience], locale: Locale) -> Sequence[Audience]:
    """These audiences in the language of a page."""
    return _localized(Audience, audiences, locale)


def _localized(model: type[Term], terms: Iterable[Term], locale: Locale) -> Sequence[Term]:
    own = list(terms)
    foreign = [term.translation_key for term in own if term.locale_id != locale.pk]
    if not foreign:
        return own
    translated: dict[UUID, Term] = {
        term.translation_key: term for term in model.objects.filter(locale=locale, translation_key__in=foreign)
    }
    return [translated.get(term.translation_key, term) for term in own]
