"""Guests of participants come, do not come, and hear what changes."""

import base64
import dataclasses
import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.db.models import F
from wagtail.log_actions import registry

from cms.api import NotAllowed
from cms.models import Message
from events.actions.cancel_edition import cancel_edition
from events.actions.cancel_registration import cancel_registration
from events.actions.change_edition import change_edition
from events.actions.forget_guests import KEPT_FOR, forget_guests
from events.actions.resend_guest_mail import resend_guest_mail
from events.actions.set_guests import set_guests
from events.actions.sign_up_guest import AlreadyGuest
from events.actions.withdraw_guest import withdraw_guest
from events.lifecycles import EditionStatus, RegistrationStatus
from events.models import Edition, Guest, GuestList, Session
from events.queries.edition_changes import touched_by
from events.queries.edition_consequences import consequences
from tests.events.actions.test_change_edition import facts_of
from tests.events.guests import bring, edition_with_guests, inviter_of, taken
from tests.factories.events import RegistrationFactory, SessionFactory, noon_in

pytestmark = pytest.mark.django_db
GIJS = "gijs@buiten.example"


@pytest.fixture
def edition() -> Edition:
    return edition_with_guests()


def mails() -> list[Message]:
    return list(Message.objects.filter(recipient=GIJS).order_by("pk"))


def item(mail: Message) -> str:
    return base64.b64decode(mail.attachments[0]["content"]).decode().replace("\r\n ", "")


def log_of(edition: Edition) -> list[str]:
    return [line.action.removeprefix("events.") for line in registry.get_logs_for_instance(edition).order_by("pk")]


# Coming


def test_a_guest_reads_where_to_be_and_the_log_names_nobody(edition: Edition) -> None:
    mila = inviter_of(edition)
    guest = bring(mila)
    assert (guest.invited_by, taken(edition)) == (mila, 1)
    (mail,) = mails()
    assert mail.subject == "U bent er als gast bij: Leernetwerk HRM"
    for told in ("Beste Gijs", "Stadskantoor", "Kade 4", f"/gast/{guest.access_key}/", "als gast van Mila Jansen"):
        assert told in mail.text
    for told in (f"UID:guest.{guest.public_id}@", "METHOD:REQUEST", "SEQUENCE:0", "mailto:gijs@buiten.example"):
        assert told.lower() in item(mail).lower()
    assert mila.access_key not in mail.text + mail.html + item(mail)
    assert log_of(edition) == ["guests_set", "guest_signed_up"]
    assert "Gijs" not in str([line.data for line in registry.get_logs_for_instance(edition)])


def test_in_english_a_guest_reads_english(edition: Edition) -> None:
    guest = bring(inviter_of(edition), language="en")
    (mail,) = mails()
    assert mail.subject == "You will be there as a guest: Leernetwerk HRM"
    assert f"/en/gast/{guest.access_key}/" in mail.text


def test_an_address_comes_once_whatever_its_case_and_gets_the_mail_again(edition: Edition) -> None:
    mila = inviter_of(edition)
    bring(mila)
    with pytest.raises(AlreadyGuest):
        bring(inviter_of(edition, "Noor"), email=GIJS.upper())
    assert (taken(edition), len(mails())) == (1, 1)
    resend_guest_mail(guest_list_id=edition.guest_list.pk, email=GIJS.upper())
    resend_guest_mail(guest_list_id=edition.guest_list.pk, email="niemand@buiten.example")
    assert (len(mails()), Message.objects.count()) == (2, 2)


def test_each_brings_a_number_and_all_together_no_more_than_places() -> None:
    edition = edition_with_guests(capacity=3, each=2)
    mila, noor = inviter_of(edition), inviter_of(edition, "Noor")
    bring(mila, "Een")
    bring(mila, "Twee")
    with pytest.raises(NotAllowed, match="hoogste aantal"):
        bring(mila, "Drie")
    bring(noor, "Vier")
    with pytest.raises(NotAllowed, match="zijn bezet"):
        bring(noor, "Vijf")
    assert (taken(edition), Guest.objects.count()) == (3, 3)


def test_the_database_refuses_more_guests_than_places_and_an_address_twice(edition: Edition) -> None:
    guest = bring(inviter_of(edition))
    with pytest.raises(IntegrityError, match="guests_within_places"), transaction.atomic():
        GuestList.objects.update(taken=F("capacity") + 1)
    with pytest.raises(IntegrityError, match="guest_once"), transaction.atomic():
        Guest.objects.create(guest_list=guest.guest_list, name="Gijs", email=GIJS.upper())


@pytest.mark.parametrize("status", sorted(set(RegistrationStatus) - {RegistrationStatus.CONFIRMED}))
def test_only_who_has_a_definite_place_brings_guests(edition: Edition, status: str) -> None:
    registration = RegistrationFactory.create(booking__edition=edition, status=status, seat=False)
    with pytest.raises(NotAllowed):
        bring(registration)
    assert (taken(edition), Message.objects.count()) == (0, 0)


@pytest.mark.parametrize("status", [EditionStatus.DRAFT, EditionStatus.COMPLETED, EditionStatus.CANCELLED])
def test_of_an_edition_that_is_not_under_way_nobody_is_a_guest(edition: Edition, status: str) -> None:
    mila = inviter_of(edition)
    Edition.objects.update(status=status)
    with pytest.raises(NotAllowed):
        bring(mila)


def test_once_it_has_begun_nobody_signs_up_or_withdraws(edition: Edition) -> None:
    mila = inviter_of(edition)
    guest = bring(mila)
    edition.sessions.update(starts_at=noon_in(-1), walk_in_at=None)
    with pytest.raises(NotAllowed):
        bring(mila, "Laat")
    with pytest.raises(NotAllowed):
        withdraw_guest(guest_id=guest.pk)
    assert taken(edition) == 1


# Not coming


def test_withdrawn_the_place_is_free_and_the_item_goes() -> None:
    edition = edition_with_guests(capacity=1)
    mila = inviter_of(edition)
    guest = bring(mila)
    for _click in range(2):
        withdraw_guest(guest_id=guest.pk)
    assert taken(edition) == 0
    assert [mail.subject for mail in mails()][1:] == ["U bent afgemeld: Leernetwerk HRM"]
    assert "METHOD:CANCEL" in item(mails()[1])
    assert "SEQUENCE:1" in item(mails()[1])
    again = bring(mila)
    assert (again.pk != guest.pk, taken(edition)) == (True, 1)


def test_guests_of_a_participant_who_leaves_stay_welcome(edition: Edition) -> None:
    mila = inviter_of(edition)
    Edition.objects.update(taken=1)
    bring(mila)
    cancel_registration(registration_id=mila.pk)
    assert (taken(edition), len(mails())) == (1, 1)
    with pytest.raises(NotAllowed, match="geldt niet meer"):
        bring(mila, "Later")


# What changes


def foretold(edition: Edition, **changes: Any) -> int:
    """How many guests the screen before this change of their session counts."""
    wanted = list(edition.sessions.all())
    for session in wanted:
        if session.title == "Slotmanifestatie":
            for name, value in changes.items():
                setattr(session, name, value)
    touched = touched_by(edition, wanted)
    return touched.guests if touched else 0


def test_another_place_is_told_and_the_same_item_moves(edition: Edition) -> None:
    guest = bring(inviter_of(edition))
    withdrawn = bring(inviter_of(edition, "Noor"), "Weg")
    withdraw_guest(guest_id=withdrawn.pk)
    facts = facts_of(edition)
    session = dataclasses.replace(facts.sessions[0], place="Raadzaal")
    assert foretold(edition, place="Raadzaal") == 1
    assert foretold(edition, place="Raadzaal", ends_at=noon_in(-1)) == 0
    for _time in range(2):
        change_edition(edition_id=edition.pk, facts=dataclasses.replace(facts, sessions=(session,)))
    _first, mail = mails()
    assert mail.subject == "Gewijzigd: Leernetwerk HRM"
    assert "Raadzaal" in mail.text
    for told in (f"UID:guest.{guest.public_id}@", "METHOD:REQUEST", "SEQUENCE:1", "Raadzaal"):
        assert told in item(mail)
    assert Message.objects.filter(recipient=withdrawn.email, subject__startswith="Gewijzigd").count() == 0


def test_another_day_that_changes_is_no_news_for_guests(edition: Edition) -> None:
    SessionFactory.create(edition=edition, starts_at=noon_in(20))
    bring(inviter_of(edition))
    facts = facts_of(edition)
    assert foretold(edition, title="Slot") == 0
    moved = [
        dataclasses.replace(each, place="Elders") if each.title != "Slotmanifestatie" else each
        for each in facts.sessions
    ]
    assert change_edition(edition_id=edition.pk, facts=dataclasses.replace(facts, sessions=tuple(moved)))
    assert len(mails()) == 1


def test_of_a_day_that_goes_or_goes_online_guests_hear_that_it_is_off(edition: Edition) -> None:
    SessionFactory.create(edition=edition, starts_at=noon_in(20))
    bring(inviter_of(edition))
    facts = facts_of(edition)
    touched = touched_by(edition, [each for each in edition.sessions.all() if each.title != "Slotmanifestatie"])
    assert touched is not None
    assert touched.guests == 1
    others = tuple(each for each in facts.sessions if each.title != "Slotmanifestatie")
    change_edition(edition_id=edition.pk, facts=dataclasses.replace(facts, sessions=others))
    assert [mail.subject for mail in mails()][1:] == ["Gaat niet door: Leernetwerk HRM"]
    assert "METHOD:CANCEL" in item(mails()[1])
    assert not GuestList.objects.exists()
    assert "guests_released" in log_of(edition)


def test_a_day_that_is_online_from_now_on_has_no_guests(edition: Edition) -> None:
    bring(inviter_of(edition))
    facts = facts_of(edition)
    assert foretold(edition, mode=Session.Mode.ONLINE) == 1
    online = dataclasses.replace(facts.sessions[0], mode=Session.Mode.ONLINE)
    change_edition(edition_id=edition.pk, facts=dataclasses.replace(facts, sessions=(online,)))
    assert mails()[1].subject == "Gaat niet door: Leernetwerk HRM"
    assert not GuestList.objects.exists()


def test_cancelled_guests_read_why(edition: Edition) -> None:
    bring(inviter_of(edition))
    assert consequences(edition).call_off.guests == 1
    cancel_edition(edition_id=edition.pk, reason="De zaal is ondergelopen.")
    _first, mail = mails()
    assert mail.subject == "Gaat niet door: Leernetwerk HRM"
    assert "De zaal is ondergelopen." in mail.text
    assert "METHOD:CANCEL" in item(mail)
    assert "SEQUENCE:2" in item(mail)


# Setting


def test_what_cannot_be_promised_is_refused(edition: Edition) -> None:
    session = edition.sessions.get()
    other = SessionFactory.create(edition=edition, starts_at=noon_in(20), mode=Session.Mode.ON_SITE)
    online = SessionFactory.create(edition=edition, starts_at=noon_in(21), mode=Session.Mode.ONLINE)
    mila = inviter_of(edition)
    bring(mila, "Een")
    bring(mila, "Twee")
    for wrong in ({"session_id": online.pk}, {"session_id": other.pk}, {"session_id": session.pk, "capacity": 1}):
        with pytest.raises(NotAllowed):
            set_guests(**{"capacity": 9, "each": 3, **wrong})
    set_guests(session_id=session.pk, capacity=2, each=1)  # who comes stays
    assert (taken(edition), GuestList.objects.get().capacity) == (2, 2)
    Edition.objects.update(status=EditionStatus.COMPLETED)
    with pytest.raises(NotAllowed):
        set_guests(session_id=session.pk, capacity=5, each=1)


# Forgetting


def test_four_weeks_later_nobody_is_known_and_the_number_is(edition: Edition) -> None:
    bring(inviter_of(edition))
    ends_at = edition.sessions.get().ends_at
    with time_machine.travel(ends_at + KEPT_FOR - dt.timedelta(minutes=1), tick=False):
        assert forget_guests() == 0
    with time_machine.travel(ends_at + KEPT_FOR, tick=False):
        assert (forget_guests(), forget_guests()) == (1, 0)
    assert (Guest.objects.count(), taken(edition)) == (0, 1)
    assert log_of(edition)[-1] == "guests_forgotten"
