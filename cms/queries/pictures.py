"""The sizes of pictures, for all pictures of a page at once."""

from collections.abc import Iterable

from django.db.models import Prefetch, prefetch_related_objects

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
