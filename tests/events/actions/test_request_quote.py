import uuid

import pytest

from cms.models import AcademySettings, Message, Organisation
from events.actions.request_quote import Wish, request_quote
from events.models import Quote, QuoteRequest
from tests.factories.events import ProgrammePageFactory

pytestmark = pytest.mark.django_db

WISH = Wish(
    organisation_name="gemeente lindewaard",
    contact_name="Sanne Visser",
    email="s.visser@lindewaard.example",
    head_count=1_170,
    group_size=12,
    wish="Onze teams zitten vast.",
)


def test_a_question_leaves_a_quote_to_make_and_mails_both_sides() -> None:
    known = Organisation.objects.create(name="Gemeente Lindewaard")
    programme = ProgrammePageFactory.create(title="Ambtelijk Vakmanschap", in_company=True)

    request = request_quote(offering=programme, form_key=uuid.uuid4(), wish=WISH, language="nl")

    assert (request.organisation, request.organisation_name, request.offering_id) == (
        known,
        "Gemeente Lindewaard",
        programme.pk,
    )
    quote = Quote.objects.get()
    assert (quote.request, quote.status, quote.version, quote.title) == (
        request,
        "requested",
        1,
        "Ambtelijk Vakmanschap",
    )
    receipt = Message.objects.get(recipient="s.visser@lindewaard.example")
    assert receipt.subject == "Uw aanvraag is binnen: Ambtelijk Vakmanschap"
    assert "Aantal medewerkers: 1.170" in receipt.text
    todo = Message.objects.exclude(pk=receipt.pk).get()
    assert todo.subject == "Offerte gevraagd: Gemeente Lindewaard, Ambtelijk Vakmanschap"


def test_the_academy_is_mailed_where_it_says(page_tree: object) -> None:
    site = page_tree.site  # type: ignore[attr-defined]
    AcademySettings.objects.create(site=site, email="incompany@vakwerk.example")
    request_quote(offering=ProgrammePageFactory.create(), form_key=uuid.uuid4(), wish=WISH, language="nl")

    assert Message.objects.filter(recipient="incompany@vakwerk.example").count() == 1


def test_the_same_form_again_asks_once() -> None:
    programme = ProgrammePageFactory.create()
    key = uuid.uuid4()
    first = request_quote(offering=programme, form_key=key, wish=WISH, language="nl")
    again = request_quote(offering=programme, form_key=key, wish=WISH, language="nl")

    assert (first, QuoteRequest.objects.count(), Message.objects.count()) == (again, 1, 2)
