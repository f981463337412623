"""The page of a person: who it is, what they wrote and what they give."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, ReferenceIndex

from cms import hooks
from cms.models import AcademyRendition, NewsPage, OfferingMixin, Person, PublicationPage, Theme
from cms.queries.listings import GroupOfPages, ListedPage, listed, specific
from cms.queries.pages import public
from cms.queries.registers import people, themes_of


@dataclass(frozen=True)
class PersonScreen:
    """A person with the pages that name them."""

    person: Person
    expertise: Sequence[Theme]
    groups: Sequence[GroupOfPages]


def person_screen(public_id: UUID) -> PersonScreen | None:
    """The page of this person in the active language; None for somebody without one."""
    renditions = Prefetch("photo__renditions", queryset=AcademyRendition.objects.all(), to_attr="prefetched_renditions")
    person = people().filter(public_id=public_id, has_page=True).prefetch_related(renditions).first()
    if person is None:
        return None
    locale = Locale.get_active()
    return PersonScreen(person, themes_of(person.expertise.all(), locale), _groups(person, locale))


def _groups(person: Person, locale: Locale) -> list[GroupOfPages]:
    named = Q(pk__in=_naming(person)) | Q(translation_key__in=hooks.given_offerings(person.public_id))
    pages = listed(specific(public(Page.objects.filter(named, locale=locale))))
    groups = [
        GroupOfPages(_("Geeft"), sorted((one for one in pages if isinstance(one.page, OfferingMixin)), key=_is_past)),
        GroupOfPages(_("Schreef"), [one for one in pages if _is_written_by(person, one)]),
    ]
    return [group for group in groups if group.pages]


def _naming(person: Person) -> list[int]:
    """The pages that name this person, as Wagtail keeps them in its index of references."""
    names = ReferenceIndex.get_references_to(person).filter(base_content_type=ContentType.objects.get_for_model(Page))
    return [int(found) for found in names.values_list("object_id", flat=True)]


def _is_past(one: ListedPage) -> bool:
    return one.status is not None and one.status.kind == "past"


def _is_written_by(person: Person, one: ListedPage) -> bool:
    match one.page:
        case NewsPage():
            return bool(one.page.author_id == person.pk)
        case PublicationPage():
            return True
        case _:
            return False
