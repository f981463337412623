import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone

from cms.models import Message, User
from events.models import Edition
from events.tasks import remind_of_decisions
from tests.events.bookings import book, paid_edition
from tests.factories.events import EditionFactory

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def managers(make_staff: Callable[[str], User]) -> list[User]:
    """One who works here and one who left."""
    here = make_staff("Programme managers")
    gone = User.objects.create_user("weg@example.org", is_staff=True, is_active=False)
    gone.groups.set(here.groups.all())
    make_staff("Editors")
    return [here]


def test_on_the_day_every_manager_is_asked_once(managers: list[User]) -> None:
    edition = paid_edition(offering__title="Leernetwerk HRM", minimum=8, decision_date=TODAY)
    book(edition, provider="invoice")
    Message.objects.all().delete()
    EditionFactory.create(decision_date=TODAY + dt.timedelta(days=1))
    EditionFactory.create(status="confirmed", decision_date=TODAY)
    EditionFactory.create()

    for _ in range(2):
        remind_of_decisions()

    mail = Message.objects.get()
    assert (mail.recipient, mail.subject) == (
        managers[0].email,
        "Beslis of het doorgaat (1 van 8): Leernetwerk HRM",
    )
    assert "Verwacht geld: €\xa01.875,50" in mail.text
    assert f"/admin/inschrijvingen/edities/beslissen/{edition.pk}/" in mail.text


def test_a_day_that_was_missed_is_made_good_and_another_day_asks_again(managers: list[User]) -> None:
    edition = EditionFactory.create(decision_date=TODAY - dt.timedelta(days=2))
    remind_of_decisions()
    Edition.objects.filter(pk=edition.pk).update(decision_date=TODAY)
    remind_of_decisions()
    assert Message.objects.count() == 2
