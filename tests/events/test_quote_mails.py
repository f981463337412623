"""The mails about offers: to whom each goes, and once."""

import pytest
from django.utils import timezone

from cms.models import AcademySettings, Message
from events.queries.snapshots import quote_view
from events.quote_mails import mail_quote_declined, mail_quote_sent
from tests.factories.events import QuoteFactory

pytestmark = pytest.mark.django_db


def test_an_offer_goes_to_whoever_asked_and_a_no_to_the_academy(academy_details: AcademySettings) -> None:
    academy_details.email = "administratie@vakwerk.example"
    academy_details.save()
    quote = quote_view(QuoteFactory.create())

    for _time in range(2):
        mail_quote_sent(quote, timezone.localdate())
        mail_quote_declined(quote, "Te duur.")

    assert list(Message.objects.order_by("pk").values_list("key", "recipient", "about")) == [
        (f"quote:{quote.public_id}:sent", "s.visser@lindewaard.example", f"quote:{quote.public_id}"),
        (f"quote:{quote.public_id}:lost", "administratie@vakwerk.example", f"quote:{quote.public_id}"),
    ]
