"""An organisation is asked to receive a session, and does, does not, or is not needed after all."""

import base64
import dataclasses
import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import registry

from cms.api import MoveNotAllowed, NotAllowed
from cms.models import Message, User
from events.actions.cancel_edition import cancel_edition
from events.actions.change_edition import change_edition
from events.actions.confirm_host import HostGone, confirm_host
from events.actions.correct_host import correct_host
from events.actions.decline_host import decline_host
from events.actions.forget_hosts import KEPT_FOR, forget_hosts
from events.actions.remind_hosts import remind_host, remind_hosts
from events.actions.withdraw_host import withdraw_host
from events.lifecycles import EditionStatus, RegistrationStatus
from events.models import Edition, HostInvitation, Session
from events.queries.edition_changes import touched_by
from tests.events.actions.test_change_edition import facts_of
from tests.events.hosts import ADDRESS, edition_out, invite
from tests.factories.cms import OrganisationFactory
from tests.factories.events import HostInvitationFactory, RegistrationFactory, SessionFactory, local, noon_in

pytestmark = pytest.mark.django_db
NOOR = "n.bakker@linge.example"
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def edition() -> Edition:
    return edition_out(capacity=16, notify="hrm@academie.example")


def mails_to(address: str) -> list[str]:
    return list(Message.objects.filter(recipient=address).order_by("pk").values_list("subject", flat=True))


def log_of(edition: Edition) -> list[str]:
    return [line.action.removeprefix("events.") for line in registry.get_logs_for_instance(edition).order_by("pk")]


def place_of(edition: Edition) -> tuple[str, str, str, str]:
    session = edition.sessions.get()
    return session.host.name if session.host else "", session.place, session.address, session.directions


# Asking


def test_whoever_is_asked_reads_what_for_and_nobody_else_reads_where(edition: Edition) -> None:
    registration = RegistrationFactory.create(booking__edition=edition)
    invitation = invite(edition, asks_lunch=True, also_asked="Een scherm\n\n Twee flip-overs ")
    assert (invitation.status, place_of(edition), log_of(edition)) == ("invited", ("", "", "", ""), ["host_invited"])
    (mail,) = Message.objects.all()
    assert mail.recipient == NOOR
    assert mail.subject.startswith("Wilt u ons ontvangen op ")
    for told in (
        "Beste Noor Bakker",
        "Leernetwerk HRM",
        "nu 1, hoogstens 16",
        "- Koffie en thee, ook in de pauzes.",
        "- Een lunch voor alle deelnemers.",
        "- Een scherm\n- Twee flip-overs\n",
        f"/ontvangst/{invitation.access_key}/",
        "Vier weken na de bijeenkomst verwijderen we uw gegevens.",
    ):
        assert told in mail.text
    assert registration.name not in mail.text


def test_in_english_the_host_reads_english(edition: Edition) -> None:
    invitation = invite(edition, language="en")
    mail = Message.objects.get()
    assert mail.subject.startswith("Would you host us on ")
    assert f"/en/ontvangst/{invitation.access_key}/" in mail.text


def test_one_organisation_at_a_time(edition: Edition) -> None:
    invitation, other = invite(edition), OrganisationFactory.create(name="Gemeente Vlietstad")
    with pytest.raises(NotAllowed):
        invite(edition, organisation_id=other.pk)
    with pytest.raises(IntegrityError), transaction.atomic():  # whatever the code does
        HostInvitationFactory.create(session=invitation.session)
    decline_host(invitation_id=invitation.pk, reason="Verbouwing.")
    invite(edition, organisation_id=other.pk)
    assert HostInvitation.objects.count() == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"mode": Session.Mode.ONLINE},
        {"starts_at": noon_in(-1), "ends_at": noon_in(1), "walk_in_at": None},
    ],
)
def test_what_is_online_or_has_begun_needs_no_host(edition: Edition, changes: dict[str, Any]) -> None:
    asked = HostInvitationFactory.create(session=edition.sessions.get())
    edition.sessions.update(**changes)
    with pytest.raises(NotAllowed):
        invite(edition)
    with pytest.raises(NotAllowed):
        confirm_host(invitation_id=asked.pk, address=ADDRESS)
    with pytest.raises(NotAllowed):
        decline_host(invitation_id=asked.pk, reason="Nee.")
    asked.refresh_from_db()
    assert (asked.status, place_of(edition)[1], Message.objects.count()) == ("invited", "", 0)


@pytest.mark.parametrize("status", [EditionStatus.COMPLETED, EditionStatus.CANCELLED])
def test_an_edition_that_is_over_needs_no_host(edition: Edition, status: EditionStatus) -> None:
    Edition.objects.update(status=status)
    with pytest.raises(NotAllowed):
        invite(edition)
    assert not HostInvitation.objects.exists()


# Answering


def test_confirmed_everybody_reads_where_and_calendars_follow(edition: Edition) -> None:
    sure = RegistrationFactory.create(booking__edition=edition)
    RegistrationFactory.create(booking__edition=edition, status=RegistrationStatus.CANCELLED, seat=False)
    invitation = invite(edition)
    confirm_host(invitation_id=invitation.pk, address=ADDRESS)
    confirm_host(invitation_id=invitation.pk, address=dataclasses.replace(ADDRESS, place="Elders"))  # once is enough

    edition.refresh_from_db()
    assert place_of(edition) == ("Gemeente Linge", ADDRESS.place, ADDRESS.address, ADDRESS.directions)
    assert (edition.sequence, log_of(edition)) == (1, ["host_invited", "host_confirmed"])
    (mail,) = Message.objects.filter(recipient=sure.email)
    assert mail.subject == "Gewijzigd: Leernetwerk HRM"
    assert "Stadskantoor, Linge" in mail.text
    calendar = base64.b64decode(mail.attachments[0]["content"]).decode().replace("\r\n ", "")
    assert "SEQUENCE:1" in calendar
    assert "Kade 4" in calendar
    assert len(mails_to(NOOR)) == 2
    assert mails_to(NOOR)[1].startswith("U ontvangt ons op ")
    (told,) = mails_to("hrm@academie.example")
    assert told.startswith("Gemeente Linge ontvangt op ")


def test_a_draft_knows_its_place_and_mails_no_participants() -> None:
    edition = edition_out(status=EditionStatus.DRAFT)
    invitation = invite(edition)
    confirm_host(invitation_id=invitation.pk, address=ADDRESS)
    edition.refresh_from_db()
    assert (place_of(edition)[1], edition.sequence) == (ADDRESS.place, 0)


def test_a_colleague_answers_on_behalf_and_needs_no_mail(edition: Edition, administrator: User) -> None:
    invitation = invite(edition)
    confirm_host(invitation_id=invitation.pk, address=ADDRESS, user=administrator)
    assert mails_to("hrm@academie.example") == []
    assert registry.get_logs_for_instance(edition).get(action="events.host_confirmed").user == administrator


def test_declined_a_colleague_reads_why(edition: Edition) -> None:
    invitation = invite(edition)
    for _click in range(2):
        decline_host(invitation_id=invitation.pk, reason="Wij verbouwen.")
    (mail,) = Message.objects.filter(recipient="hrm@academie.example")
    assert mail.subject.startswith("Gemeente Linge kan niet ontvangen op ")
    assert "Wij verbouwen." in mail.text
    assert (place_of(edition), log_of(edition)) == (("", "", "", ""), ["host_invited", "host_declined"])
    with pytest.raises(HostGone):
        confirm_host(invitation_id=invitation.pk, address=ADDRESS)
    with pytest.raises(MoveNotAllowed):
        withdraw_host(invitation_id=invitation.pk)


# Not needed after all


def test_withdrawn_before_the_answer_only_the_host_hears_it(edition: Edition) -> None:
    RegistrationFactory.create(booking__edition=edition)
    invitation = invite(edition)
    for _click in range(2):
        withdraw_host(invitation_id=invitation.pk)
    assert len(mails_to(NOOR)) == Message.objects.count() == 2
    assert mails_to(NOOR)[1].endswith("niet te ontvangen (Leernetwerk HRM)")
    with pytest.raises(HostGone):
        confirm_host(invitation_id=invitation.pk, address=ADDRESS)


def test_withdrawn_after_a_yes_the_place_is_to_be_found_again(edition: Edition) -> None:
    registration = RegistrationFactory.create(booking__edition=edition)
    invitation = invite(edition)
    confirm_host(invitation_id=invitation.pk, address=ADDRESS)
    withdraw_host(invitation_id=invitation.pk)
    edition.refresh_from_db()
    assert (place_of(edition), edition.sequence) == (("", "", "", ""), 2)
    assert "plaats nader te bepalen" in Message.objects.filter(recipient=registration.email).latest("pk").text


def test_another_day_is_told_to_the_host_and_asked_about_first(edition: Edition) -> None:
    invite(edition)
    starts_at = local(2027, 6, 10, 9, 30)
    moved = {"starts_at": starts_at, "ends_at": starts_at + dt.timedelta(hours=2), "walk_in_at": None}
    RegistrationFactory.create(booking__edition=edition)
    wanted = edition.sessions.get()
    wanted.starts_at, wanted.ends_at, wanted.walk_in_at = starts_at, moved["ends_at"], None
    touched = touched_by(edition, [wanted])
    assert touched is not None
    assert (touched.invited, touched.hosts) == (["Gemeente Linge"], [])
    change_edition(edition_id=edition.pk, facts=facts_of(edition, session=moved))
    assert mails_to(NOOR)[1:] == ["Verzet naar donderdag 10 juni 2027 (Leernetwerk HRM)"]
    change_edition(edition_id=edition.pk, facts=facts_of(edition, session={"title": "Kijken"}))
    assert len(mails_to(NOOR)) == 2


@pytest.mark.parametrize("change", ["online", "elsewhere", "removed"])
def test_a_host_that_is_not_needed_any_more_hears_it(edition: Edition, change: str) -> None:
    invitation = invite(edition)
    confirm_host(invitation_id=invitation.pk, address=ADDRESS)
    other = OrganisationFactory.create(name="Gemeente Vlietstad")
    SessionFactory.create(edition=edition, starts_at=noon_in(60))
    facts = facts_of(edition)
    first, second = sorted(facts.sessions, key=lambda each: each.starts_at)
    wanted = {
        "online": (dataclasses.replace(first, mode="online"), second),
        "elsewhere": (dataclasses.replace(first, host_id=other.pk), second),
        "removed": (second,),
    }[change]
    change_edition(edition_id=edition.pk, facts=dataclasses.replace(facts, sessions=wanted))
    assert len(mails_to(NOOR)) == 3
    assert "niet te ontvangen" in mails_to(NOOR)[2]
    assert [each.status for each in HostInvitation.objects.all()] == ([] if change == "removed" else ["withdrawn"])


def test_the_edition_called_off_the_host_hears_it_too(edition: Edition) -> None:
    invitation = invite(edition)
    cancel_edition(edition_id=edition.pk, reason="Te weinig deelnemers.")
    invitation.refresh_from_db()
    assert invitation.status == "withdrawn"
    assert len(mails_to(NOOR)) == 2


# Reminding and forgetting


def test_whoever_is_silent_is_reminded_once_after_five_working_days(edition: Edition) -> None:
    with time_machine.travel(local(2026, 12, 1, 9), tick=False):
        edition.sessions.update(starts_at=local(2027, 2, 1, 9), ends_at=local(2027, 2, 1, 12), walk_in_at=None)
        invitation = invite(edition)
    with time_machine.travel(local(2026, 12, 7, 9), tick=False):
        assert remind_hosts() == 0
    with time_machine.travel(local(2026, 12, 8, 9), tick=False):
        assert (remind_hosts(), remind_hosts()) == (1, 0)
        invitation.refresh_from_db()
        assert invitation.reminded_at == timezone.now()
    assert mails_to(NOOR)[1].startswith("Herinnering: wilt u ons ontvangen op maandag 1 februari 2027?")
    assert log_of(edition) == ["host_invited", "host_reminded"]


@pytest.mark.parametrize("status", ["confirmed", "declined", "withdrawn"])
def test_whoever_answered_is_not_reminded(edition: Edition, status: str, administrator: User) -> None:
    asked = HostInvitationFactory.create(session=edition.sessions.get(), status=status)
    HostInvitation.objects.update(invited_at=timezone.now() - dt.timedelta(days=20))
    assert remind_hosts() == 0
    with pytest.raises(NotAllowed):
        remind_host(invitation_id=asked.pk, user=administrator)
    assert not Message.objects.exists()


def test_a_colleague_reminds_once_a_day(edition: Edition, administrator: User) -> None:
    invitation = invite(edition)
    remind_host(invitation_id=invitation.pk, user=administrator)
    with pytest.raises(NotAllowed, match="Vandaag"):
        remind_host(invitation_id=invitation.pk, user=administrator)
    assert len(mails_to(NOOR)) == 2


def test_four_weeks_after_the_session_the_contact_goes_and_the_place_stays() -> None:
    def ended(ago: dt.timedelta) -> HostInvitation:
        end = timezone.now() - ago
        session = SessionFactory.create(
            starts_at=end - dt.timedelta(hours=1), ends_at=end, walk_in_at=None, place="Stadskantoor, Linge"
        )
        return HostInvitationFactory.create(session=session, status="confirmed")

    old, recent = ended(KEPT_FOR + MINUTE), ended(KEPT_FOR - MINUTE)
    assert (forget_hosts(), forget_hosts()) == (1, 0)
    assert list(HostInvitation.objects.all()) == [recent]
    old.session.refresh_from_db()
    assert old.session.place == "Stadskantoor, Linge"
    line = registry.get_logs_for_instance(old.session.edition).get()
    assert (line.action, line.data["count"]) == ("events.hosts_forgotten", 1)


# Putting right


def test_another_place_is_told_to_whoever_relies_on_it(edition: Edition) -> None:
    registration = RegistrationFactory.create(booking__edition=edition)
    invitation = invite(edition)
    confirm_host(invitation_id=invitation.pk, address=ADDRESS)
    edition.refresh_from_db()
    before, mailed = edition.sequence, Message.objects.count()

    correct_host(invitation_id=invitation.pk, address=ADDRESS)  # the same again
    assert Message.objects.count() == mailed

    correct_host(invitation_id=invitation.pk, address=dataclasses.replace(ADDRESS, place="Raadhuis, Linge"))
    edition.refresh_from_db()
    assert (place_of(edition)[1], edition.sequence) == ("Raadhuis, Linge", before + 1)
    assert log_of(edition).count("host_corrected") == 1
    assert mails_to("hrm@academie.example")[-1].startswith("Gemeente Linge wijzigde de plaats van ")
    changed = Message.objects.filter(recipient=registration.email).latest("pk")
    [item] = [base64.b64decode(file["content"]).decode() for file in changed.attachments]
    assert "Raadhuis" in item.replace("\r\n ", "")
    assert f"SEQUENCE:{before + 1}" in item


def test_only_the_way_there_changes_no_calendar(edition: Edition) -> None:
    registration = RegistrationFactory.create(booking__edition=edition)
    invitation = invite(edition)
    confirm_host(invitation_id=invitation.pk, address=ADDRESS)
    before = mails_to(registration.email)
    correct_host(invitation_id=invitation.pk, address=dataclasses.replace(ADDRESS, directions="Achterom."))
    assert (place_of(edition)[3], mails_to(registration.email)) == ("Achterom.", before)


def test_who_does_not_receive_it_any_more_puts_nothing_right(edition: Edition) -> None:
    invitation = invite(edition)
    confirm_host(invitation_id=invitation.pk, address=ADDRESS)
    withdraw_host(invitation_id=invitation.pk)
    with pytest.raises(HostGone):
        correct_host(invitation_id=invitation.pk, address=ADDRESS)
    assert place_of(edition) == ("", "", "", "")
