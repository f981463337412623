"""The sizes of pictures, for all pictures of a page at once."""

from collections.abc import Iterable

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images.models import AbstractRendition, Filter
from wagtail.images.shortcuts import get_renditions_or_not_found

from cms.jobs import defer
from cms.models import AcademyImage, AcademyRendition


def image(pk: int | None) -> AcademyImage | None:
    """An image with all its renditions: one query once any exist."""
    if pk is None:
        return None
    renditions = list(AcademyRendition.objects.filter(image=pk).select_related("image"))
    found: AcademyImage = renditions[0].image if renditions else AcademyImage.objects.get(pk=pk)
    found.prefetched_renditions = renditions
    return found


def load_renditions(images: Iterable[AcademyImage | None]) -> None:
    """Fetch the renditions of all these images in one query; Wagtail then asks no more."""
    wanting = [one for one in images if one is not None and not hasattr(one, "prefetched_renditions")]
    prefetch_related_objects(wanting, Prefetch("renditions", to_attr="prefetched_renditions"))


def sizes(image: AcademyImage, spec: str, formats: str) -> dict[str, AbstractRendition]:
    """The picture in every size and format of a specification, drawn now where it is missing.

    AVIF takes half a second a size, so a page never waits for it: whoever first needs a size leaves a job, and the page has
    AVIF once that is done.
    """
    wanted = [Filter(spec=one) for one in Filter.expand_spec([f"format-{{{formats}}}", spec])]
    if len(image.find_existing_renditions(*wanted)) < len(wanted):
        defer("cms.draw_avif", image=image.pk, spec=spec)
    best = [Filter(spec=one) for one in _avif(spec)]
    has_best = len(image.find_existing_renditions(*best)) == len(best)
    found: dict[str, AbstractRendition] = get_renditions_or_not_found(image, [*best, *wanted] if has_best else wanted)
    return found


def draw_avif(image: AcademyImage, spec: str) -> None:
    """Draw every size of a specification in AVIF."""
    image.get_renditions(*_avif(spec))


def _avif(spec: str) -> list[str]:
    specs: list[str] = Filter.expand_spec(["format-avif", spec])
    return specs
