"""Reading the projects: the list, and everything that belongs to one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from wagtail.models import Page, get_page_models

from cms import notation
from cms.models import AcademyImage, ProjectIndexPage, ProjectMixin, ProjectPage
from cms.queries.listings import GroupOfPages, listed, specific
from cms.queries.pages import public, with_picture
from cms.queries.pictures import load_renditions


@dataclass(frozen=True)
class Project:
    """A project with what came of it, by kind."""

    image: AcademyImage | None
    period: str
    groups: Sequence[GroupOfPages]


def projects(index: ProjectIndexPage) -> list[ProjectPage]:
    """The projects below an index page, in the order of the page tree."""
    return list(with_picture(public(ProjectPage.objects.child_of(index))).order_by("path"))


def project(page: ProjectPage) -> Project:
    """What stands around the text of a project, whether it is published or previewed."""
    load_renditions([page.image, *(block.value.logo for block in page.funders if block.value)])
    return Project(page.image, _period(page), list(_groups(page)) if page.pk else [])


def _groups(page: ProjectPage) -> Iterator[GroupOfPages]:
    models = [model for model in get_page_models() if issubclass(model, ProjectMixin)]
    # A union, because PostgreSQL reads every page for an "or" of joins.
    first, *others = (
        model.objects.filter(project__translation_key=page.translation_key).values("pk") for model in models
    )
    pages = listed(specific(public(Page.objects.filter(pk__in=first.union(*others), locale=page.locale_id))))
    for model in models:
        of_kind = [one for one in pages if isinstance(one.page, model)]
        if of_kind:
            heading = str(model._meta.verbose_name_plural)
            yield GroupOfPages(heading[:1].upper() + heading[1:], of_kind)


def _period(page: ProjectPage) -> str:
    language: notation.Language = "en" if get_language() == "en" else "nl"
    if page.starts_on and page.ends_on:
        return notation.period(page.starts_on, page.ends_on, language)
    return notation.month(page.starts_on, language) if page.starts_on else ""
