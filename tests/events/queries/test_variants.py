import datetime as dt
from types import SimpleNamespace

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cms.models import Organisation, ProgrammePage
from events.queries.variants import Proposal, better_variant
from tests.factories.events import EditionFactory, ProgrammePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def big(page_tree: SimpleNamespace) -> ProgrammePage:
    """For more than 100.000 inhabitants; its variant is for up to and including 100.000."""
    parent = page_tree.programmes
    smaller = ProgrammePageFactory.create(
        parent=parent, title="Kleinere gemeenten", slug="klein", inhabitants_up_to=100_000
    )
    made: ProgrammePage = ProgrammePageFactory.create(
        parent=parent, title="Grote gemeenten", slug="groot", inhabitants_over=100_000, variant=smaller
    )
    smaller.variant = made
    smaller.save()
    return made


def small() -> ProgrammePage:
    found: ProgrammePage = ProgrammePage.objects.get(slug="klein")
    return found


def municipality(inhabitants: int | None) -> Organisation:
    made: Organisation = Organisation.objects.create(name="Gemeente Zandhoven", inhabitants=inhabitants)
    return made


@pytest.mark.parametrize(
    ("inhabitants", "fitting"), [(0, "klein"), (99_999, "klein"), (100_000, "klein"), (100_001, "groot")]
)
def test_exactly_on_the_boundary_is_the_smaller_one(big: ProgrammePage, inhabitants: int, fitting: str) -> None:
    municipality(inhabitants)
    pages = (big, small())
    proposed = {page.slug: better_variant(page, "gemeente zandhoven") for page in pages}

    assert [page.slug for page in pages if page.is_for(inhabitants)] == [fitting]
    assert proposed[fitting] is None
    other = next(found for slug, found in proposed.items() if slug != fitting)
    assert other is not None
    assert (other.page.slug, other.inhabitants, other.organisation_name) == (fitting, inhabitants, "Gemeente Zandhoven")


def test_an_edition_that_takes_registrations_is_proposed_with_it(big: ProgrammePage) -> None:
    municipality(84_200)
    EditionFactory.create(offering=small(), closes_at=timezone.now() - dt.timedelta(days=1))
    assert better_variant(big, "Gemeente Zandhoven") == Proposal("Gemeente Zandhoven", 84_200, small(), None)
    opened = EditionFactory.create(offering=small())

    found = better_variant(big, "Gemeente Zandhoven")

    assert found is not None
    assert found.card is not None
    assert found.card.public_id == opened.public_id


def test_a_size_that_we_do_not_know_proposes_nothing(big: ProgrammePage) -> None:
    municipality(None)

    assert better_variant(big, "Gemeente Zandhoven") is None
    assert better_variant(big, "Gemeente Elders") is None


def test_a_variant_that_is_off_the_site_is_not_proposed(big: ProgrammePage) -> None:
    municipality(84_200)
    small().unpublish()

    assert better_variant(big, "Gemeente Zandhoven") is None


def test_without_variants_it_costs_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    alone = ProgrammePage(title="Zonder varianten")

    with django_assert_num_queries(0):
        assert better_variant(alone, "Gemeente Zandhoven") is None
