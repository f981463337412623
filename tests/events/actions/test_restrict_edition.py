import pytest
from wagtail.models import ModelLogEntry

from cms.api import NotAllowed
from cms.models import Message
from events.actions.name_participant import name_participant
from events.actions.restrict_edition import restrict_edition
from events.actions.substitute_participant import substitute_participant
from events.contracts import Participant
from events.models import Booking, Registration
from tests.events.bookings import PIETER, book
from tests.events.contracts import contract
from tests.factories.events import EditionFactory

pytestmark = pytest.mark.django_db

STRANGER = Participant("Sanne Visser", "s.visser@elders.example")
SAID = "Deze editie is alleen voor mensen met een e-mailadres dat eindigt op @lindewaard.example."


def test_closing_gives_a_link_that_stays_until_it_is_opened_again() -> None:
    edition = restrict_edition(edition_id=EditionFactory.create().pk, by_invitation=True)
    key = edition.access_key
    assert edition.is_closed
    assert key
    assert len(key) == 32

    again = restrict_edition(edition_id=edition.pk, by_invitation=True, email_domains=["lindewaard.nl"])
    assert (again.access_key, again.email_domains) == (key, "lindewaard.nl")

    opened = restrict_edition(edition_id=edition.pk, by_invitation=False)
    assert (opened.is_closed, opened.email_domains) == (False, "")
    assert restrict_edition(edition_id=edition.pk, by_invitation=True).access_key != key
    lines = ModelLogEntry.objects.filter(action="events.edition_restricted").order_by("pk")
    assert [line.data["by_invitation"] for line in lines] == [True, True, False, True]
    assert key not in str([line.data for line in lines])


def test_nobody_of_another_domain_is_booked_with_the_others() -> None:
    edition = EditionFactory.create(email_domains="lindewaard.example")

    with pytest.raises(NotAllowed) as refusal:
        book(edition, PIETER, STRANGER)

    assert str(refusal.value.reason) == SAID
    edition.refresh_from_db()
    assert (edition.taken, Booking.objects.count(), Message.objects.count()) == (0, 0, 0)
    assert len(book(edition, PIETER, Participant("", "")).registrations) == 2


def test_nobody_of_another_domain_is_named_or_takes_over() -> None:
    edition = EditionFactory.create(email_domains="lindewaard.example")
    pieter, seat = book(edition, PIETER, Participant("", "")).registrations
    before = Message.objects.count()

    for act, registration in ((name_participant, seat), (substitute_participant, pieter)):
        with pytest.raises(NotAllowed) as refusal:
            act(registration_id=registration.pk, participant=STRANGER)
        assert str(refusal.value.reason) == SAID

    assert sorted(Registration.objects.values_list("email", "status")) == [
        ("", "confirmed"),
        (PIETER.email, "confirmed"),
    ]
    assert Message.objects.count() == before


def test_an_edition_of_a_contract_or_of_a_team_is_never_for_everybody() -> None:
    edition = EditionFactory.create(quote=contract(), access_key="k" * 32)
    with pytest.raises(NotAllowed, match="hoort bij een contract"):
        restrict_edition(edition_id=edition.pk, by_invitation=False)
    restrict_edition(edition_id=edition.pk, by_invitation=True, team="Vergunningen")
    edition.refresh_from_db()
    assert (edition.access_key, edition.team) == ("k" * 32, "Vergunningen")

    other = EditionFactory.create()
    with pytest.raises(NotAllowed, match="één team"):
        restrict_edition(edition_id=other.pk, by_invitation=False, team="Vergunningen")
    other.refresh_from_db()
    assert (other.is_closed, other.team) == (False, "")
