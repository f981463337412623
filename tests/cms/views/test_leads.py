"""The forms that visitors send: no token, no cookie, everybody gets the same answer, nothing that was typed is lost."""

import uuid
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale, PageViewRestriction

from cms.form_guard import PER_MAILBOX
from cms.models import Lead, Message
from tests.cms.views.typed import TYPED, nothing_happened, people
from tests.factories.cms import (
    ApplicationFactory,
    ContactPageFactory,
    ContentPageFactory,
    OrganisationFactory,
    PersonFactory,
    stream,
)
from tests.factories.events import EditionFactory

pytestmark = pytest.mark.django_db

# The page ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["contact", "programme", "call"])
def test_the_page_has_a_form_and_can_be_kept_in_a_cache(
    name: str, client: Client, request: pytest.FixtureRequest
) -> None:
    where = request.getfixturevalue(name)
    response = client.get(where.page_url)
    text = response.content.decode()
    assert f'action="{where.url}"' in text
    assert "csrfmiddlewaretoken" not in text
    assert not response.cookies
    assert "/static/cms/guarded_form" in text


def test_addresses_of_people_are_not_written_plainly(page_tree: SimpleNamespace, client: Client) -> None:
    person = PersonFactory.create(email="anna@example.org", phone="088 000 00 01", organisation__name="Hogeschool")
    role = {"person": person.pk, "role": "vragen over onderzoek"}
    page = ContactPageFactory.create(parent=page_tree.home, contacts=stream([("person", role)]))
    text = client.get(page.url).content.decode()
    assert "anna@example.org" not in text
    assert 'href="mailto:&#97;&#110;&#110;&#97;&#64;' in text
    assert 'href="tel:0880000001"' in text
    assert f"Uw bericht gaat naar {person.name} (Hogeschool)." in " ".join(text.split())


CONTACT_QUERIES = 6
CALL_QUERIES = 8


@pytest.mark.parametrize("count", [1, 30])
def test_the_contact_page_costs_as_much_with_thirty_people(
    count: int, page_tree: SimpleNamespace, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page = ContactPageFactory.create(parent=page_tree.home, contacts=people(count))
    client.get(page.url)
    with django_assert_num_queries(CONTACT_QUERIES):
        assert client.get(page.url).content.decode().count('class="person"') == count


@pytest.mark.parametrize("count", [1, 30])
def test_a_call_costs_as_much_with_thirty_applications(
    count: int, call: SimpleNamespace, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        OrganisationFactory.create()
        ApplicationFactory.create(place=call.state, page=call.page)
    call.page.contacts = people(count)
    call.page.save()
    client.get(call.page_url)
    with django_assert_num_queries(CALL_QUERIES):
        client.get(call.page_url)


def test_interest_is_asked_where_nobody_can_register(programme: SimpleNamespace, client: Client) -> None:
    edition = EditionFactory.create(offering=programme.page, capacity=1)
    assert "Houd mij op de hoogte" not in client.get(programme.page_url).content.decode()
    edition.taken = 1
    edition.save()
    assert "Houd mij op de hoogte" in client.get(programme.page_url).content.decode()


def test_a_draft_that_is_previewed_sends_nothing(page_tree: SimpleNamespace, administrator: Any, log_in: Any) -> None:
    page = ContactPageFactory.create(parent=page_tree.home, live=False)
    page.save_revision()
    text = log_in(administrator).get(f"/admin/pages/{page.pk}/view_draft/").content.decode()
    assert '<button class="btn" type="submit" disabled>Verstuur</button>' in text
    assert 'action=""' in text


# Sending -----------------------------------------------------------------------------------------------------------------


def test_a_message_ends_on_thanks_that_name_who_answers(contact: SimpleNamespace, client: Client) -> None:
    response = client.post(contact.url, TYPED)
    assert (response.status_code, response["Location"]) == (302, contact.thanks)
    lead = Lead.objects.get()
    assert (lead.kind, lead.name, lead.phone, lead.message, lead.language, lead.page_id) == (
        "contact",
        "Sanne Visser",
        "088 000 00 09",
        "Kunt u mij bellen?",
        "nl",
        contact.page.pk,
    )
    text = client.get(contact.thanks).content.decode()
    assert "Dank u, uw bericht is verstuurd" in text
    assert "Sanne" not in text
    first, second = (block.value["person"] for block in contact.page.contacts)
    assert f"Uw bericht ging naar {first.name} en {second.name}." in text


def test_interest_needs_two_fields(programme: SimpleNamespace, client: Client) -> None:
    client.post(programme.url, {"name": "Sanne Visser", "email": "s@example.org"})
    lead = Lead.objects.get()
    assert (lead.kind, lead.page_title, lead.organisation_name) == ("interest", "Modern Gezag", "")
    assert "Zodra er datums zijn voor Modern Gezag" in Message.objects.order_by("pk")[0].text
    assert "we houden u op de hoogte" in client.get(programme.thanks).content.decode()


def test_an_application_asks_for_a_place_and_takes_none(call: SimpleNamespace, client: Client) -> None:
    client.post(call.url, call.typed)
    lead = Lead.objects.get()
    assert (lead.kind, lead.place, lead.answers) == (
        "application",
        call.municipality,
        [["Wie doet er mee?", "Drie teams."]],
    )
    call.municipality.refresh_from_db()
    assert call.municipality.taken == 0
    assert "uw organisatie is aangemeld" in client.get(call.thanks).content.decode()


def test_an_english_page_answers_in_english(contact: SimpleNamespace, page_tree: SimpleNamespace) -> None:
    english, _made = Locale.objects.get_or_create(language_code="en")
    home = page_tree.home.copy_for_translation(english)
    home.save_revision().publish()
    translation = contact.page.copy_for_translation(english)
    translation.title = "Write to us"
    translation.save_revision().publish()
    response = Client().post(f"/en{contact.url}", TYPED)
    assert response["Location"] == f"/en{contact.thanks}"
    assert Lead.objects.get().page_title == "Write to us"
    assert Message.objects.order_by("pk")[0].subject == "We received your message"
    assert "your message has been sent" in Client().get(f"/en{contact.thanks}").content.decode()


# Twice, wrong, too often -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["0b6d3f0e-6c0f-4c53-9d0c-6f1f0f5a2c11", ""])
def test_sending_twice_makes_one_lead_and_looks_the_same(key: str, contact: SimpleNamespace, client: Client) -> None:
    typed = TYPED | {"form_key": key}
    answers = {client.post(contact.url, typed)["Location"] for _ in range(2)}
    assert answers == {contact.thanks}
    assert (Lead.objects.count(), Message.objects.count()) == (1, 3)


def test_another_message_is_another_lead(contact: SimpleNamespace, client: Client) -> None:
    client.post(contact.url, TYPED)
    client.post(contact.url, TYPED | {"message": "En nog iets."})
    assert Lead.objects.count() == 2


def test_mistakes_stand_beside_their_field_and_nothing_is_lost(contact: SimpleNamespace, client: Client) -> None:
    text = client.post(contact.url, TYPED | {"email": "s.visser", "name": ""}).content.decode()
    assert 'role="alert" tabindex="-1" aria-labelledby="fouten" autofocus' in text
    assert text.index('href="#id_name"') < text.index('href="#id_email"') < text.index('id="id_message"')
    assert 'id="id_email_error">Vul een volledig e-mailadres in' in text
    assert 'value="s.visser"' in text
    assert "Kunt u mij bellen?" in text
    assert nothing_happened()


def test_a_programme_comes_back_with_what_was_typed(programme: SimpleNamespace, client: Client) -> None:
    text = client.post(programme.url, {"name": "Sanne Visser", "email": "fout"}).content.decode()
    assert 'value="Sanne Visser"' in text
    assert "<h1>Modern Gezag</h1>" in text
    assert nothing_happened()


@pytest.mark.parametrize("bait", [{"website": "https://spam.example"}, {"elapsed": "12"}])
def test_a_robot_is_asked_to_look_again(bait: dict[str, str], contact: SimpleNamespace, client: Client) -> None:
    assert "door een robot ingevuld" in client.post(contact.url, TYPED | bait).content.decode()
    assert nothing_happened()


def test_another_site_sends_nothing(contact: SimpleNamespace, client: Client) -> None:
    assert client.post(contact.url, TYPED, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert nothing_happened()


def test_a_mailbox_gets_so_many_and_no_more(contact: SimpleNamespace, client: Client) -> None:
    for number in range(PER_MAILBOX.times):
        assert client.post(contact.url, TYPED | {"message": f"Nummer {number}"}).status_code == 302
    response = client.post(contact.url, TYPED | {"message": "Nog één"})
    assert response.status_code == 429
    assert "Nog één" in response.content.decode()
    assert Lead.objects.count() == PER_MAILBOX.times


@pytest.mark.parametrize("name", ["contact", "programme", "call"])
def test_looking_at_the_address_of_the_form_leads_to_the_page(
    name: str, client: Client, request: pytest.FixtureRequest
) -> None:
    where = request.getfixturevalue(name)
    assert client.get(where.url)["Location"] == f"{where.page_url}#formulier"


def test_only_published_open_pages_with_a_form_take_messages(page_tree: SimpleNamespace, client: Client) -> None:
    plain = ContentPageFactory.create(parent=page_tree.home)
    draft = ContactPageFactory.create(parent=page_tree.home, live=False)
    closed = ContactPageFactory.create(parent=page_tree.home)
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    for key in (plain.translation_key, draft.translation_key, closed.translation_key, uuid.uuid4()):
        assert client.post(f"/bericht/{key}/", TYPED).status_code == 404
        assert client.get(f"/bericht/{key}/verstuurd/").status_code == 404
    assert nothing_happened()
