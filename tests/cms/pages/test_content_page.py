"""A plain page."""

from collections.abc import Callable
from types import SimpleNamespace

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories.cms import AcademyImageFactory, ContentPageFactory, stream


def test_a_plain_page_shows_its_text_picture_and_pages_below(page_tree: SimpleNamespace, client: Client) -> None:
    image = AcademyImageFactory(credit="Foto: Vakwerk Academie")
    page = ContentPageFactory(
        parent=page_tree.home,
        title="Over ons",
        body=stream(
            [
                ("heading", "Wie wij zijn"),
                ("text", "<p>Een alinea.</p>"),
                (
                    "figure",
                    {
                        "image": {"image": image.pk, "alt_text": "Mensen om een tafel", "decorative": False},
                        "caption": "De eerste dag.",
                    },
                ),
                ("quote", {"text": "Mooi.", "speaker": "Els", "function": ""}),
            ]
        ),
    )
    ContentPageFactory(parent=page, title="Ons team")

    html = client.get("/over-ons/").content.decode()

    assert "<h2>Wie wij zijn</h2>" in html
    assert 'alt="Mensen om een tafel"' in html
    assert "De eerste dag. Foto: Vakwerk Academie" in html
    assert "‘Mooi.’" in html
    assert '<a href="/over-ons/ons-team/">Ons team</a>' in html


def test_thirty_pictures_cost_as_many_queries_as_one(
    page_tree: SimpleNamespace,
    client: Client,
    warmed: Callable[[str], str],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    def figures(count: int) -> list[dict[str, object]]:
        return stream(
            [
                ("figure", {"image": {"image": AcademyImageFactory().pk, "alt_text": "x", "decorative": False}})
                for _ in range(count)
            ]
        )

    page = ContentPageFactory(parent=page_tree.home, title="Beelden", body=figures(1))
    warmed(page.url)
    with django_assert_num_queries(8):
        client.get(page.url)

    page.body = figures(30)  # type: ignore[assignment]  # a page to Python, a factory to mypy
    page.save()
    warmed(page.url)
    with django_assert_num_queries(8):
        client.get(page.url)
