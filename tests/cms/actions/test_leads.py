"""What is done with leads, and that a refused action leaves everything as it was."""

import datetime as dt
import uuid
from collections.abc import Callable
from types import SimpleNamespace

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import registry as log_registry

from cms.actions.accept_lead import accept_lead
from cms.actions.answer_lead import answer_lead
from cms.actions.close_lead import close_lead
from cms.actions.forget_leads import KEPT_FOR, forget_leads
from cms.actions.receive_lead import LeadDetails, receive_lead
from cms.actions.refuse_lead import refuse_lead
from cms.actions.take_up_lead import take_up_lead
from cms.actions.withdraw_lead import withdraw_lead
from cms.contracts import NotAllowed
from cms.lifecycle import MoveNotAllowed
from cms.lifecycles import LeadStatus
from cms.models import AcademySettings, CallPlace, Lead, Message, User
from cms.tasks import forget_old_leads
from tests.factories.cms import (
    ApplicationFactory,
    CallPlaceFactory,
    ContactPageFactory,
    LeadFactory,
    OrganisationFactory,
    PersonFactory,
    stream,
)

pytestmark = pytest.mark.django_db

DETAILS = LeadDetails(name="Sanne Visser", email="s.visser@lindewaard.example", message="Kunt u mij bellen?")


def mails() -> list[tuple[str, str]]:
    return list(Message.objects.order_by("pk").values_list("recipient", "reply_to"))


def log(lead: Lead) -> list[str]:
    return [line.action for line in log_registry.get_logs_for_instance(lead).order_by("pk")]


# Receiving ---------------------------------------------------------------------------------------------------------------


def test_both_contact_persons_get_the_message_and_the_visitor_a_receipt(page_tree: SimpleNamespace) -> None:
    people = [PersonFactory.create(email=email) for email in ("anna@example.org", "", "willem@example.org")]
    contacts = stream([("person", {"person": person.pk, "role": "contact"}) for person in people])
    page = ContactPageFactory.create(parent=page_tree.home, contacts=contacts)

    lead = receive_lead(page=page, kind=Lead.Kind.CONTACT, form_key=uuid.uuid4(), details=DETAILS, language="nl")

    assert (lead.status, lead.page_title, lead.page_id) == ("new", page.title, page.pk)
    assert mails() == [
        ("s.visser@lindewaard.example", ""),
        ("anna@example.org", "s.visser@lindewaard.example"),
        ("willem@example.org", "s.visser@lindewaard.example"),
    ]
    receipt, to_anna, _to_willem = Message.objects.order_by("pk")
    assert "Kunt u mij bellen?" not in receipt.text + receipt.html
    assert "Kunt u mij bellen?" in to_anna.text
    assert f"/admin/berichten/inspect/{lead.pk}/" in to_anna.text
    assert log(lead) == ["cms.lead_received"]


def test_without_people_it_goes_to_the_academy(page_tree: SimpleNamespace) -> None:
    page = ContactPageFactory.create(parent=page_tree.home)
    receive_lead(page=page, kind=Lead.Kind.CONTACT, form_key=uuid.uuid4(), details=DETAILS, language="nl")
    sender = mails()[1][0]
    assert "@" in sender
    assert "<" not in sender

    AcademySettings.objects.create(site=page_tree.site, email="info@vakwerk.example")
    receive_lead(page=page, kind=Lead.Kind.CONTACT, form_key=uuid.uuid4(), details=DETAILS, language="nl")
    assert mails()[3][0] == "info@vakwerk.example"


def test_the_same_form_makes_one_lead(page_tree: SimpleNamespace) -> None:
    page = ContactPageFactory.create(parent=page_tree.home)
    key = uuid.uuid4()
    first, second = (
        receive_lead(page=page, kind=Lead.Kind.CONTACT, form_key=key, details=DETAILS, language="nl") for _ in range(2)
    )
    assert first == second
    assert Message.objects.count() == 2


def test_an_organisation_of_the_register_is_recognised(page_tree: SimpleNamespace) -> None:
    known = OrganisationFactory.create(name="Gemeente Lindewaard")
    details = LeadDetails(name="Sanne Visser", email="s@example.org", organisation_name="gemeente lindewaard")
    page = ContactPageFactory.create(parent=page_tree.home)
    lead = receive_lead(page=page, kind=Lead.Kind.CONTACT, form_key=uuid.uuid4(), details=details, language="en")
    assert (lead.organisation, lead.organisation_name) == (known, "Gemeente Lindewaard")
    assert Message.objects.order_by("pk")[0].subject == "We received your message"


# Handling ----------------------------------------------------------------------------------------------------------------


def test_from_new_to_closed(editor: User) -> None:
    lead = LeadFactory.create()
    assert take_up_lead(lead_id=lead.pk, user=editor).status == "in_progress"
    answered = answer_lead(lead_id=lead.pk, text="Ja, morgen <b>om tien</b> uur.", user=editor)
    assert answered.settled_at is not None
    assert mails() == [(lead.email, editor.email)]
    mail = Message.objects.get()
    assert "Ja, morgen <b>om tien</b> uur." in mail.text
    assert "&lt;b&gt;om tien" in mail.html
    assert take_up_lead(lead_id=lead.pk).settled_at is None  # they wrote back
    assert close_lead(lead_id=lead.pk).status == "closed"
    assert log(lead) == ["cms.lead_taken_up", "cms.lead_answered", "cms.lead_taken_up", "cms.lead_closed"]
    assert Message.objects.count() == 1


def test_an_answer_by_phone_is_not_mailed() -> None:
    assert answer_lead(lead_id=LeadFactory.create().pk).status == "answered"
    assert not Message.objects.exists()


def test_the_same_again_does_nothing() -> None:
    lead = ApplicationFactory.create()
    for action in (take_up_lead, take_up_lead, answer_lead, answer_lead, accept_lead, accept_lead):
        action(lead_id=lead.pk)
    assert (CallPlace.objects.get().taken, Message.objects.count()) == (1, 1)
    for action in (withdraw_lead, withdraw_lead):
        action(lead_id=lead.pk)
    assert CallPlace.objects.get().taken == 0
    assert len(log(lead)) == 4
    other = ApplicationFactory.create(place=lead.place)
    for action in (refuse_lead, refuse_lead):
        action(lead_id=other.pk)
    closed = LeadFactory.create()
    for action in (close_lead, close_lead):
        action(lead_id=closed.pk)
    assert (log(other), log(closed)) == (["cms.lead_refused"], ["cms.lead_closed"])


@pytest.mark.parametrize("action", [take_up_lead, answer_lead, accept_lead, refuse_lead, withdraw_lead])
def test_what_is_closed_stays_closed(action: Callable[..., Lead]) -> None:
    lead = ApplicationFactory.create(status=LeadStatus.CLOSED)
    with pytest.raises(MoveNotAllowed):
        action(lead_id=lead.pk)
    lead.refresh_from_db()
    assert (lead.status, CallPlace.objects.get().taken, log(lead)) == ("closed", 0, [])
    assert not Message.objects.exists()


# Places ------------------------------------------------------------------------------------------------------------------


def test_the_last_place_goes_once_and_comes_back() -> None:
    place = CallPlaceFactory.create(places=1)
    first, second = ApplicationFactory.create_batch(2, place=place)
    accept_lead(lead_id=first.pk)
    assert mails() == [(first.email, "")]

    with pytest.raises(NotAllowed, match="Er is geen plaats meer"):
        accept_lead(lead_id=second.pk)
    second.refresh_from_db()
    place.refresh_from_db()
    assert (second.status, place.taken, len(mails()), log(second)) == ("new", 1, 1, [])

    withdraw_lead(lead_id=first.pk)
    assert accept_lead(lead_id=second.pk).status == "accepted"
    close_lead(lead_id=second.pk)
    place.refresh_from_db()
    assert place.taken == 1


def test_refusing_tells_why() -> None:
    lead = ApplicationFactory.create()
    refuse_lead(lead_id=lead.pk, reason="We zoeken nog een provincie.")
    assert "We zoeken nog een provincie." in Message.objects.get().text
    assert CallPlace.objects.get().taken == 0


@pytest.mark.parametrize("action", [accept_lead, refuse_lead])
def test_only_an_application_is_decided_about(action: Callable[..., Lead]) -> None:
    lead = LeadFactory.create()
    with pytest.raises(NotAllowed, match="geen aanmelding voor een oproep"):
        action(lead_id=lead.pk)
    lead.refresh_from_db()
    assert (lead.status, log(lead)) == ("new", [])
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        (lambda: CallPlaceFactory.create(places=1, taken=2), "call_place_room"),
        (lambda: ApplicationFactory.create(place=None), "lead_application_has_place"),
        (lambda: LeadFactory.create(place=CallPlaceFactory.create()), "lead_application_has_place"),
        (lambda: LeadFactory.create(status=LeadStatus.ACCEPTED), "lead_only_applications_are_decided"),
    ],
)
def test_the_database_refuses(change: Callable[[], object], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        change()


# Forgetting --------------------------------------------------------------------------------------------------------------


def test_a_year_after_it_was_settled_it_is_gone_with_its_mails() -> None:
    started = timezone.now()
    states = {status: ApplicationFactory.create() for status in LeadStatus}
    place = CallPlaceFactory.create(places=5)
    Lead.objects.update(place=place)
    for status in (LeadStatus.ACCEPTED, LeadStatus.WITHDRAWN):
        accept_lead(lead_id=states[status].pk)
    withdraw_lead(lead_id=states[LeadStatus.WITHDRAWN].pk)
    refuse_lead(lead_id=states[LeadStatus.REFUSED].pk)
    answer_lead(lead_id=states[LeadStatus.ANSWERED].pk, text="Dag.")
    close_lead(lead_id=states[LeadStatus.CLOSED].pk)
    take_up_lead(lead_id=states[LeadStatus.IN_PROGRESS].pk)

    with time_machine.travel(started + KEPT_FOR - dt.timedelta(minutes=1), tick=False):
        assert forget_leads() == 0
    with time_machine.travel(started + KEPT_FOR + dt.timedelta(minutes=1), tick=False):
        assert forget_leads() == 4
        forget_old_leads()

    assert set(Lead.objects.values_list("status", flat=True)) == {"new", "in_progress", "accepted"}
    assert [mail.about for mail in Message.objects.all()] == [f"lead:{states[LeadStatus.ACCEPTED].public_id}"]
