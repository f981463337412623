import datetime as dt

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.api import NotAllowed
from cms.models import Message
from events.actions.postpone_decision import postpone_decision
from events.lifecycles import EditionStatus, RegistrationStatus
from tests.factories.events import EditionFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
SOON, LATER = TODAY + dt.timedelta(days=3), TODAY + dt.timedelta(days=10)


def test_everybody_with_a_place_hears_the_new_day() -> None:
    edition = EditionFactory.create(offering__title="Leernetwerk HRM", minimum=8, decision_date=SOON)
    sure = RegistrationFactory.create(booking__edition=edition)
    waiting = RegistrationFactory.create(booking__edition=edition, status=RegistrationStatus.APPLIED)
    RegistrationFactory.create(booking__edition=edition, status=RegistrationStatus.CANCELLED, seat=False)

    for _ in range(2):
        postpone_decision(edition_id=edition.pk, decision_date=LATER, closes_on=LATER)

    edition.refresh_from_db()
    assert (edition.decision_date, edition.status, edition.taken) == (LATER, "open", 2)
    assert timezone.localtime(edition.closes_at).replace(tzinfo=None) == dt.datetime.combine(LATER, dt.time(23, 59, 59))
    mails = Message.objects.order_by("pk")
    assert [mail.recipient for mail in mails] == [sure.email, waiting.email]
    assert {mail.subject for mail in mails} == {"We beslissen later: Leernetwerk HRM"}
    assert ModelLogEntry.objects.filter(action="events.decision_postponed").latest("pk").data["mails"] == 2


def test_the_closing_of_the_registration_may_stay() -> None:
    edition = EditionFactory.create(decision_date=SOON, closes_at=timezone.now() + dt.timedelta(days=2))
    closes_at = edition.closes_at
    postpone_decision(edition_id=edition.pk, decision_date=LATER)
    edition.refresh_from_db()
    assert (edition.decision_date, edition.closes_at) == (LATER, closes_at)


@pytest.mark.parametrize(
    ("decision_date", "closes_on", "reason"),
    [
        (TODAY - dt.timedelta(days=1), None, "De nieuwe beslisdatum is al voorbij."),
        (TODAY + dt.timedelta(days=30), None, "Beslis vóór de dag van de eerste bijeenkomst."),
        (LATER, TODAY + dt.timedelta(days=30), "De aanmelding sluit vóór de dag van de eerste bijeenkomst."),
        (LATER, TODAY - dt.timedelta(days=1), "De dag waarop de aanmelding sluit is al voorbij."),
    ],
)
def test_days_that_cannot_be_change_nothing(decision_date: dt.date, closes_on: dt.date | None, reason: str) -> None:
    edition = EditionFactory.create(decision_date=SOON)
    RegistrationFactory.create(booking__edition=edition)
    with pytest.raises(NotAllowed) as refusal:
        postpone_decision(edition_id=edition.pk, decision_date=decision_date, closes_on=closes_on)
    assert str(refusal.value.reason) == reason
    edition.refresh_from_db()
    assert (edition.decision_date, edition.closes_at) == (SOON, None)
    assert not Message.objects.exists()


@pytest.mark.parametrize("status", [EditionStatus.DRAFT, EditionStatus.CONFIRMED, EditionStatus.CANCELLED])
def test_only_what_is_still_undecided(status: EditionStatus) -> None:
    edition = EditionFactory.create(status=status, decision_date=SOON)
    with pytest.raises(NotAllowed, match="hoeft niet meer te worden beslist"):
        postpone_decision(edition_id=edition.pk, decision_date=LATER)
