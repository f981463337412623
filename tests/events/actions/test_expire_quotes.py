import datetime as dt

import pytest
from django.utils import timezone

from events.actions.expire_quotes import expire_quotes
from events.lifecycles import QuoteStatus
from events.models import Quote
from tests.factories.events import QuoteFactory

pytestmark = pytest.mark.django_db


def test_the_last_day_still_counts() -> None:
    today = timezone.localdate()
    QuoteFactory.create(title="gisteren", valid_until=today - dt.timedelta(days=1))
    QuoteFactory.create(title="vandaag", valid_until=today)
    QuoteFactory.create(title="akkoord", valid_until=today - dt.timedelta(days=1), status=QuoteStatus.ACCEPTED)
    assert expire_quotes() == 1
    assert dict(Quote.objects.values_list("title", "status")) == {
        "gisteren": "expired",
        "vandaag": "sent",
        "akkoord": "accepted",
    }
    assert expire_quotes() == 0
