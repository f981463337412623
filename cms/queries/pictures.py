"""The sizes of pictures, for all pictures of a page at once."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Replace
from wagtail.images.models import AbstractRendition, Filter
from wagtail.images.shortcuts import get_renditions_or_not_found

from cms.jobs import defer
from cms.models import AcademyImage, AcademyRendition
from cms.prepared import Among, Given, Prepared


def load_renditions(images: Iterable[AcademyImage | None]) -> None:
    """Fetch the renditions of all these images in one query; Wagtail then asks no more."""
    wanting = [one for one in images if one is not None and not hasattr(one, "prefetched_renditions")]
    by_image: dict[int, list[AcademyRendition]] = {one.pk: [] for one in wanting}
    for rendition in _RENDITIONS(images=list(by_image)) if wanting else []:
        by_image[rendition.image_id].append(rendition)
    for image in wanting:
        image.prefetched_renditions = by_image[image.pk]
        for rendition in image.prefetched_renditions:
            rendition.image = image


_RENDITIONS = Prepared(lambda: AcademyRendition.objects.filter(Among("image", Given("images"))))


def alternative_text(image: AcademyImage) -> str:
    """What the editor wrote where this picture stands, else what the register of pictures says; "" where it only decorates."""
    if getattr(image, "decorative", False):
        return ""
    return str(getattr(image, "contextual_alt_text", "") or image.default_alt_text)


def sizes(image: AcademyImage, spec: str, formats: str) -> dict[str, AbstractRendition]:
    """The picture in every size and format of a specification, drawn now where it is missing.

    AVIF takes half a second a size, so a page never waits for it: whoever first needs a size leaves a job, and the page has
    AVIF once that is done.
    """
    best, wanted = _filters("avif", spec), _filters(formats, spec)
    existing = image.find_existing_renditions(*best, *wanted)
    if not all(one in existing for one in wanted):
        defer("cms.draw_avif", image=image.pk, spec=spec)
    shown = [*best, *wanted] if all(one in existing for one in best) else wanted
    if all(one in existing for one in shown):
        return {one.spec: existing[one] for one in shown}
    drawn: dict[str, AbstractRendition] = get_renditions_or_not_found(image, shown)
    return drawn


def draw_avif(image: AcademyImage, spec: str) -> None:
    """Draw every size of a specification in AVIF."""
    image.get_renditions(*_filters("avif", spec))


def sizes_without_avif() -> list[tuple[int, str]]:
    """Images and sizes that pages show in WebP and never asked in AVIF, because they had drawn them before that existed."""
    drawn = AcademyRendition.objects.filter(filter_spec__startswith="format-webp|")
    in_avif = Replace(OuterRef("filter_spec"), Value("format-webp|"), Value("format-avif|"))
    same = AcademyRendition.objects.filter(image=OuterRef("image"), filter_spec=in_avif)
    lacking = drawn.exclude(Exists(same)).values_list("image_id", "filter_spec")
    return [(image, spec.removeprefix("format-webp|")) for image, spec in lacking]


@lru_cache(maxsize=256)
def _filters(formats: str, spec: str) -> Sequence[Filter]:
    """Every size of a specification in these formats. Kept, because a filter works out once what it will do."""
    return tuple(Filter(spec=one) for one in Filter.expand_spec([f"format-{{{formats}}}", spec]))
