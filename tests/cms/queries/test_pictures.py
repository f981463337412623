"""Pictures: WebP and JPEG at once, AVIF from the worker, and none of it on a visitor's time once a page is published."""

import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from wagtail.images.models import Filter

from cms import tasks
from cms.models import AcademyImage, NewsPage
from cms.queries import pictures
from tests.factories.cms import AcademyImageFactory, NewsPageFactory

pytestmark = pytest.mark.django_db

RunJobs = Callable[..., list[str]]
SPEC = "fill-{40x20,80x40}"


@pytest.fixture
def image() -> AcademyImage:
    made: AcademyImage = AcademyImageFactory.create(file__width=900, file__height=500)
    return made


def formats(image: AcademyImage) -> list[str]:
    """Of every size that was drawn."""
    found = image.renditions.exclude(filter_spec="max-165x165").order_by("filter_spec")
    return [re.sub(r".*format-(\w+).*", r"\1", rendition.filter_spec) for rendition in found]


def test_a_page_never_draws_avif(image: AcademyImage, monkeypatch: pytest.MonkeyPatch, run_jobs: RunJobs) -> None:
    drawn: list[str] = []
    run = Filter.run

    def noting(self: Filter, *args: object, **kwargs: object) -> object:
        drawn.append(self.spec)
        return run(self, *args, **kwargs)

    monkeypatch.setattr(Filter, "run", noting)
    run_jobs()
    pictures.load_renditions([image])
    assert [*pictures.sizes(image, SPEC, "webp,jpeg")] == [
        f"format-{name}|fill-{size}" for name in ("webp", "jpeg") for size in ("40x20", "80x40")
    ]
    assert drawn
    assert not [spec for spec in drawn if "avif" in spec]


def test_the_worker_draws_avif_once(image: AcademyImage, run_jobs: RunJobs) -> None:
    run_jobs()
    for _ in range(2):
        pictures.load_renditions([image])
        pictures.sizes(image, SPEC, "webp,jpeg")
    assert run_jobs().count("cms.draw_avif") == 1
    assert formats(image) == ["avif", "avif", "jpeg", "jpeg", "webp", "webp"]
    fresh = AcademyImage.objects.get()
    pictures.load_renditions([fresh])
    found = pictures.sizes(fresh, SPEC, "webp,jpeg")

    assert [spec.partition("|")[0] for spec in found] == [
        "format-avif",
        "format-avif",
        "format-webp",
        "format-webp",
        "format-jpeg",
        "format-jpeg",
    ]
    assert run_jobs().count("cms.draw_avif") == 0


def test_sizes_that_were_drawn_without_avif_get_it_at_night(image: AcademyImage, run_jobs: RunJobs) -> None:
    run_jobs()
    image.get_renditions(
        *[Filter(spec=f"format-{name}|fill-{size}") for name in ("webp", "jpeg") for size in ("40x20", "80x40")]
    )
    pictures.sizes(image, SPEC, "webp,jpeg")
    assert run_jobs() == []

    tasks.draw_missing_avif()
    assert run_jobs() == ["cms.draw_avif", "cms.draw_avif"]
    assert formats(image) == ["avif", "avif", "jpeg", "jpeg", "webp", "webp"]
    tasks.draw_missing_avif()
    assert run_jobs() == []


def test_publishing_has_every_picture_drawn_before_anybody_comes(
    page_tree: SimpleNamespace, client: Client, image: AcademyImage, run_jobs: RunJobs
) -> None:
    article: NewsPage = NewsPageFactory(parent=page_tree.news, slug="bericht", image=image)
    article.save_revision().publish()
    assert formats(image) == []
    run_jobs()
    before = formats(image)
    assert before == ["avif"] * 2 + ["jpeg"] * 2 + ["webp"] * 2
    html = client.get("/nieuws/bericht/").content.decode()

    assert formats(image) == before
    picture = html[html.index("<picture>") : html.index("</picture>")]
    assert re.findall(r'type="image/(\w+)"', picture) == ["avif", "webp"]
    assert 'sizes="(min-width: 60rem) 25rem, (min-width: 40rem) 15rem, 92vw"' in picture
    assert 'width="400"' in picture
    assert 'height="240"' in picture
    assert 'fetchpriority="high"' in picture
    assert "loading" not in picture


def test_a_picture_or_page_that_is_gone_stops_no_worker(db: None) -> None:
    tasks.draw_avif(image=0, spec=SPEC)
    tasks.draw_pictures(page=0)

    assert not AcademyImage.objects.exists()
