"""The interest list of a page: told once, left at once."""

import uuid

import pytest
from wagtail.log_actions import registry as log_registry
from wagtail.models import Locale

from cms.actions.leave_interest_list import leave_interest_list
from cms.actions.receive_lead import LeadDetails, receive_lead
from cms.api import interested_count, tell_interested
from cms.mail.leads import leaving_key
from cms.models import Lead, Message
from tests.factories.cms import LeadFactory
from tests.factories.events import ProgrammePageFactory

pytestmark = pytest.mark.django_db

CONTEXT = {"title": "Leernetwerk HRM", "when": "10 juni 2027", "url": "https://example.org/leernetwerk/"}


def interested(page: object, **changes: object) -> Lead:
    lead: Lead = LeadFactory.create(kind=Lead.Kind.INTEREST, page=page, page_title="Leernetwerk HRM", **changes)
    return lead


def told(key: uuid.UUID) -> int:
    return tell_interested(page_key=key, context=lambda language: CONTEXT | {"when": f"10 juni ({language})"})


def test_everybody_hears_once_in_their_own_language() -> None:
    page = ProgrammePageFactory.create()
    english = ProgrammePageFactory.create(
        translation_key=page.translation_key, locale=Locale.objects.get_or_create(language_code="en")[0]
    )
    first = interested(page, email="anna@lindewaard.example")
    interested(page, email="Anna@lindewaard.example")
    second = interested(english, email="bert@lindewaard.example", language="en", status="in_progress")
    interested(page, status="closed")
    interested(ProgrammePageFactory.create())
    LeadFactory.create(page=page)

    assert interested_count(page.translation_key) == 2
    assert (told(page.translation_key), told(page.translation_key)) == (2, 0)
    assert interested_count(page.translation_key) == 0
    mails = Message.objects.order_by("pk")
    assert [(mail.recipient, mail.subject) for mail in mails] == [
        (first.email, "Er zijn nieuwe data: Leernetwerk HRM"),
        (second.email, "New dates: Leernetwerk HRM"),
    ]
    assert "10 juni (nl)" in mails[0].text
    assert CONTEXT["url"] in mails[0].text
    assert f"/op-de-hoogte/{leaving_key(first)}/" in mails[0].text
    assert sorted(Lead.objects.values_list("status", flat=True)) == [
        "answered",
        "answered",
        "answered",
        "closed",
        "new",
        "new",
    ]


def test_the_receipt_holds_the_way_off_the_list() -> None:
    page = ProgrammePageFactory.create()
    details = LeadDetails(name="Anna Berg", email="anna@lindewaard.example")
    lead = receive_lead(page=page, kind=Lead.Kind.INTEREST, form_key=uuid.uuid4(), details=details, language="nl")
    receipt = Message.objects.get(recipient="anna@lindewaard.example")
    path = f"/op-de-hoogte/{leaving_key(lead)}/"
    assert path in receipt.text
    assert path in receipt.html


def test_who_leaves_is_deleted_with_the_mails() -> None:
    page = ProgrammePageFactory.create()
    gone, stays = interested(page), interested(page)
    told(page.translation_key)

    for _ in range(2):
        leave_interest_list(lead_id=gone.pk)

    assert list(Lead.objects.all()) == [stays]
    assert [mail.recipient for mail in Message.objects.all()] == [stays.email]
    lines = log_registry.get_logs_for_instance(gone)
    assert [line.action for line in lines.order_by("-pk")[:1]] == ["cms.lead_left"]
    assert gone.name not in lines.latest("pk").label


def test_a_message_is_not_deleted_this_way() -> None:
    message = LeadFactory.create()
    leave_interest_list(lead_id=message.pk)
    assert Lead.objects.get() == message
