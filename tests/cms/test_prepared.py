"""A statement that is written once finds what the queryset would find, whatever it is asked for."""

import pytest
from django.db import connection
from django.db.models import F, IntegerField, Max, Q, QuerySet
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from cms.models import Organisation, Person
from cms.prepared import Among, Given, Prepared, PreparedUpdate
from tests.factories.cms import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by_name() -> Prepared[Person]:
    return Prepared(lambda: Person.objects.filter(last_name=Given("name")).select_related("organisation"))


def test_each_question_gets_its_own_answer(
    by_name: Prepared[Person], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    mulder, visser = PersonFactory.create(last_name="Mulder"), PersonFactory.create(last_name="Visser")

    with django_assert_num_queries(3):
        found = [by_name(name="Mulder"), by_name(name="Visser"), by_name(name="Nergens")]
        organisations = [row.organisation for rows in found for row in rows]

    assert found == [[mulder], [visser], []]
    assert organisations == [mulder.organisation, visser.organisation]


def test_the_statement_is_written_at_the_first_question_and_never_again() -> None:
    written = []

    def write() -> QuerySet[Person]:
        written.append("once")
        return Person.objects.filter(last_name=Given("name"))

    ask = Prepared(write)
    assert written == []
    with CaptureQueriesContext(connection) as captured:
        for name in ("Mulder", "Visser"):
            ask(name=name)

    assert written == ["once"]
    assert [query["sql"].count(name) for query, name in zip(captured, ("Mulder", "Visser"), strict=True)] == [1, 1]


def test_a_value_is_never_part_of_the_statement(by_name: Prepared[Person]) -> None:
    PersonFactory.create(last_name="O'Neill")

    assert len(by_name(name="O'Neill")) == 1
    assert by_name(name="' OR TRUE --") == []


@pytest.mark.parametrize("count", [0, 1, 30])
def test_a_list_may_have_any_length(count: int) -> None:
    people = PersonFactory.create_batch(31)
    ask = Prepared(lambda: Person.objects.filter(Among("pk", Given("pks"))).order_by("pk"))

    assert ask(pks=[person.pk for person in people[:count]]) == people[:count]


def test_nothing_is_equal_to_nothing(by_name: Prepared[Person]) -> None:
    PersonFactory.create()

    assert by_name(name=None) == []


def test_it_prefetches() -> None:
    person = PersonFactory.create()
    ask = Prepared(lambda: Organisation.objects.filter(pk=Given("pk")).prefetch_related("people"))

    (found,) = ask(pk=person.organisation_id)

    assert list(found.people.all()) == [person]


def test_a_value_stands_beside_a_sum() -> None:
    early, late = PersonFactory.create(last_name="Aalders"), PersonFactory.create(last_name="Zwart")
    ask = Prepared(
        lambda: (
            Organisation.objects.annotate(last=Max("people__last_name"))
            .filter(Q(last__gt=Given("name")), name__startswith="Gemeente")
            .order_by("pk")
        )
    )

    assert ask(name="B") == [late.organisation]
    assert ask(name="A") == [early.organisation, late.organisation]


def test_a_question_without_its_value_is_refused(by_name: Prepared[Person]) -> None:
    with pytest.raises(KeyError, match="name"):
        by_name()


def test_an_update_tells_how_many_rows_it_changed(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    town, village = OrganisationFactory.create(inhabitants=90_000), OrganisationFactory.create(inhabitants=9_000)
    more = Given("more", IntegerField())
    grow = PreparedUpdate(
        lambda: Organisation.objects.filter(pk=Given("pk"), inhabitants__lte=100_000 - more),
        inhabitants=F("inhabitants") + more,
    )

    with django_assert_num_queries(3):
        assert grow(pk=town.pk, more=10_000) == 1
        assert grow(pk=town.pk, more=1) == 0
        assert grow(pk=village.pk, more=2) == 1

    found = dict(Organisation.objects.values_list("pk", "inhabitants"))
    assert (found[town.pk], found[village.pk]) == (100_000, 9_002)
