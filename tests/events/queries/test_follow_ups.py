"""What came of pilots."""

import pytest

from events.lifecycles import QuoteStatus
from events.models import Quote
from events.queries.follow_ups import with_what_came_of_it
from tests.events.contracts import contract
from tests.factories.events import QuoteFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("statuses", "came"),
    [
        ([], "nothing"),
        ([QuoteStatus.DECLINED, QuoteStatus.WITHDRAWN, QuoteStatus.EXPIRED], "nothing"),
        ([QuoteStatus.DRAFT], "offer"),
        ([QuoteStatus.SENT], "offer"),
        ([QuoteStatus.SENT, QuoteStatus.ACCEPTED], "contract"),
    ],
)
def test_the_furthest_of_all_offers_that_followed_counts(statuses: list[QuoteStatus], came: str) -> None:
    pilot, other = contract(is_pilot=True), contract(is_pilot=True)
    for status in statuses:
        QuoteFactory.create(request__follows=pilot, status=status)
    QuoteFactory.create(request__extends=other, status=QuoteStatus.ACCEPTED)  # more of the same is no follow-up
    found = dict(with_what_came_of_it(Quote.objects.filter(is_pilot=True)).values_list("pk", "came_of_it"))
    assert found == {pilot.pk: came, other.pk: "nothing"}
