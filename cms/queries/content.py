"""Reading a plain page."""

from collections.abc import Sequence
from dataclasses import dataclass

from cms.models import AcademyImage, ContentPage
from cms.queries.pages import public
from cms.queries.pictures import load_renditions


@dataclass(frozen=True)
class Content:
    """A plain page with its picture and the pages below it."""

    image: AcademyImage | None
    children: Sequence[ContentPage]


def content(page: ContentPage) -> Content:
    """What stands around the text of a plain page, whether it is published or previewed."""
    load_renditions([page.image])
    return Content(
        image=page.image,
        children=list(public(ContentPage.objects.child_of(page)).order_by("path")) if page.pk else [],
    )
