import datetime as dt
import re
import uuid
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cms.models import Message, User
from events.actions.offer_out_of_turn import offer_out_of_turn
from events.actions.refuse_late_request import refuse_late_request
from events.lifecycles import EditionStatus
from events.models import Booking, Edition, Registration, WaitingListEntry
from tests.events.bookings import PIETER, book, paid_edition
from tests.events.waiting import begin, leave_one, overdue, states, sums, wait
from tests.factories.events import ProgrammePageFactory, WebinarPageFactory

pytestmark = pytest.mark.django_db

TYPED = {
    "name": "Anna Prins",
    "email": "anna@merwestein.example",
    "organisation_name": "Gemeente Merwestein",
    "website": "",
    "form_key": "",
    "elapsed": "",
}
NEEDS_KEY = ["", "aannemen/", "afzien/"]


@pytest.fixture
def webinar(page_tree: SimpleNamespace) -> SimpleNamespace:
    """A published webinar for two, with two people; `page_url`, and `url` of the form."""
    page = WebinarPageFactory.create(
        parent=page_tree.agenda, title="Goed werk onder druk", slug="goed-werk", capacity=2
    )
    page.save_revision().publish()
    edition = Edition.objects.get()
    book(edition, PIETER)
    book(edition, type(PIETER)("Sanne Visser", "s.visser@lindewaard.example"))
    return SimpleNamespace(edition=edition, page_url="/agenda/goed-werk/", url=f"/wachtlijst/{edition.public_id}/")


@pytest.fixture
def programme(page_tree: SimpleNamespace) -> SimpleNamespace:
    """A paid edition with four places, all on one invoice."""
    page = ProgrammePageFactory.create(parent=page_tree.programmes, title="Leergang", slug="leergang")
    edition = paid_edition(offering=page, capacity=4, subsidy_scheme=None)
    people = [type(PIETER)(f"Persoon {number}", f"p{number}@lindewaard.example") for number in range(4)]
    book(edition, *people, provider="invoice")
    return SimpleNamespace(edition=edition, page_url="/opleidingen/leergang/", url=f"/wachtlijst/{edition.public_id}/")


def offered(edition: Edition, seats: int = 1) -> WaitingListEntry:
    entry = wait(edition, "Anna", seats)
    for _seat in range(seats):
        leave_one(edition)
    entry.refresh_from_db()
    assert entry.status == "offered"
    return entry


def page_of(entry: WaitingListEntry) -> str:
    return f"/wachtplaats/{entry.access_key}/"


# On the page of a webinar


def test_a_full_webinar_shows_the_form_without_csrf_token_or_cookie(webinar: SimpleNamespace, client: Client) -> None:
    response = client.get(webinar.page_url)
    text = response.content.decode()

    assert f'action="{webinar.url}"' in text
    assert "Zet mij op de wachtlijst" in text
    assert 'name="seats_wanted"' not in text
    assert "csrfmiddlewaretoken" not in text
    assert not response.cookies


def test_whoever_joins_gets_a_receipt_without_place_or_link(webinar: SimpleNamespace, client: Client) -> None:
    response = client.post(webinar.url, TYPED)
    assert (response.status_code, response["Location"]) == (302, f"{webinar.url}gelukt/")
    entry = WaitingListEntry.objects.get()
    assert (entry.name, entry.organisation_name, entry.seats) == ("Anna Prins", "Gemeente Merwestein", 1)

    receipt = client.get(response["Location"])
    text = receipt.content.decode()
    assert "We sturen nu een mail naar anna@merwestein.example." in text
    assert entry.access_key not in text
    assert "Uw plek is" not in text
    assert receipt["Cache-Control"] == "no-store, private"


def test_who_waits_or_is_registered_already_sees_the_same_and_gets_the_mail_again(webinar: SimpleNamespace) -> None:
    registered = {**TYPED, "name": "Pieter de Boer", "email": PIETER.email}
    receipts = []
    for typed in (TYPED, TYPED, registered):
        visitor = Client()
        text = visitor.get(visitor.post(webinar.url, typed)["Location"]).content.decode()
        receipts.append(text.replace(PIETER.email, TYPED["email"]))

    assert receipts[0] == receipts[1] == receipts[2]
    assert states(webinar.edition) == {"Anna Prins": "waiting"}
    title = "Goed werk onder druk"
    sent = Message.objects.filter(recipient=TYPED["email"]).values_list("subject", flat=True)
    assert list(sent) == [f"U staat op de wachtlijst: {title}"] * 2
    assert Message.objects.filter(recipient=PIETER.email, subject=f"U bent aangemeld: {title}").count() == 2


def test_who_has_an_offer_gets_that_again(webinar: SimpleNamespace, client: Client) -> None:
    entry = offered(webinar.edition)
    client.post(webinar.url, {**TYPED, "email": entry.email})

    assert Message.objects.filter(recipient=entry.email, subject__startswith="Er is plaats voor u").count() == 2


def test_a_mistake_keeps_what_was_typed(webinar: SimpleNamespace, client: Client) -> None:
    text = client.post(webinar.url, {**TYPED, "email": "anna"}).content.decode()

    assert 'value="Anna Prins"' in text
    assert '<a href="#id_email">' in text
    assert not WaitingListEntry.objects.exists()


def test_when_the_last_place_goes_meanwhile_the_form_is_filled_in(webinar: SimpleNamespace, client: Client) -> None:
    text = client.post(f"/aanmelden/{webinar.edition.public_id}/", TYPED).content.decode()

    assert "Alle plaatsen zijn bezet. U bent niet aangemeld." in text
    assert f'action="{webinar.url}"' in text
    assert 'value="Anna Prins"' in text


def test_when_a_place_came_free_meanwhile_one_can_sign_up(webinar: SimpleNamespace, client: Client) -> None:
    leave_one(webinar.edition)
    text = client.post(webinar.url, TYPED).content.decode()

    assert f'action="/aanmelden/{webinar.edition.public_id}/"' in text
    assert not WaitingListEntry.objects.exists()


@pytest.mark.parametrize("change", [{"website": "spam"}, {"elapsed": "10"}])
def test_robots_are_refused(webinar: SimpleNamespace, client: Client, change: dict[str, str]) -> None:
    assert client.post(webinar.url, {**TYPED, **change}).status_code == 200
    assert not WaitingListEntry.objects.exists()


def test_other_sites_cannot_send_it(webinar: SimpleNamespace, client: Client) -> None:
    assert client.post(webinar.url, TYPED, headers={"Origin": "https://evil.example"}).status_code == 403
    assert not WaitingListEntry.objects.exists()


def test_what_is_promised_to_the_list_is_not_shown_as_free(webinar: SimpleNamespace, client: Client) -> None:
    offered(webinar.edition)
    text = client.get(webinar.page_url).content.decode()

    assert "Wat vrijkwam is voor wie op de wachtlijst staat." in text
    assert f'action="/aanmelden/{webinar.edition.public_id}/"' not in text


# A page of its own for a programme


def test_a_full_programme_leads_to_a_form_that_asks_how_many(programme: SimpleNamespace, client: Client) -> None:
    assert f'href="{programme.url}"' in client.get(programme.page_url).content.decode()
    text = client.get(programme.url).content.decode()
    assert all(told in text for told in ('name="seats_wanted"', "Webex", "<b>€ 3.100,-</b> per persoon, exclusief btw"))

    response = client.post(programme.url, {**TYPED, "seats_wanted": "3"})

    assert response.status_code == 302
    assert WaitingListEntry.objects.get().seats == 3


@pytest.mark.parametrize("seats", ["0", "11", "", "veel", "5"])
def test_a_number_that_cannot_be_is_told(programme: SimpleNamespace, client: Client, seats: str) -> None:
    response = client.post(programme.url, {**TYPED, "seats_wanted": seats})

    assert response.status_code == 200
    assert "Er is een probleem" in response.content.decode() or "fouten" in response.content.decode()
    assert not WaitingListEntry.objects.exists()


# Behind the personal link


@pytest.mark.parametrize("path", NEEDS_KEY)
def test_without_the_key_there_is_nothing(client: Client, page_tree: SimpleNamespace, path: str) -> None:
    assert client.get(f"/wachtplaats/{uuid.uuid4()}/{path}").status_code == 404


def test_the_page_says_where_one_stands(programme: SimpleNamespace, client: Client) -> None:
    first, second = wait(programme.edition, "Anna", 2), wait(programme.edition, "Bram")
    leave_one(programme.edition)

    text = client.get(page_of(first)).content.decode()
    assert "U bent als eerste aan de beurt" in text
    assert "U wacht op 2 plaatsen." in text
    assert "Er is nu 1 plaats vrij. Die houden we voor u vast tot er genoeg zijn." in text
    text = client.get(page_of(second)).content.decode()
    assert "U staat op plek 2" in text
    assert "Anna" not in text


def test_one_click_takes_the_place_of_a_webinar_and_two_take_one(webinar: SimpleNamespace, client: Client) -> None:
    entry = offered(webinar.edition)
    assert "Ja, meld mij aan" in client.get(page_of(entry)).content.decode()
    goes_to = {client.post(f"{page_of(entry)}aannemen/")["Location"] for _click in range(2)}

    registration = Registration.objects.get(email=entry.email)
    assert goes_to == {f"/inschrijving/{registration.access_key}/"}
    assert (registration.status, sums(webinar.edition)) == ("confirmed", (2, 0, 0))
    assert "Bekijk uw aanmelding" in client.get(page_of(entry)).content.decode()


def test_opening_the_link_takes_nothing(webinar: SimpleNamespace, client: Client) -> None:
    entry = offered(webinar.edition)
    assert client.get(f"{page_of(entry)}aannemen/")["Location"] == page_of(entry)
    assert client.get(f"{page_of(entry)}afzien/").status_code == 200

    assert states(webinar.edition) == {"Anna": "offered"}


def test_too_late_says_so_and_takes_nothing(webinar: SimpleNamespace, client: Client) -> None:
    entry = offered(webinar.edition)
    overdue(entry)
    response = client.post(f"{page_of(entry)}aannemen/", follow=True)
    text = response.content.decode()

    assert "Er is niemand aangemeld." in text
    assert "De tijd om te beslissen is voorbij" in text
    assert not Registration.objects.filter(email=entry.email).exists()


def test_declining_asks_first(webinar: SimpleNamespace, client: Client) -> None:
    entry = offered(webinar.edition)
    assert "Laat u de plaats gaan?" in client.get(f"{page_of(entry)}afzien/").content.decode()
    response = client.post(f"{page_of(entry)}afzien/", follow=True)

    assert "U zag af van de plaats" in response.content.decode()
    assert sums(webinar.edition) == (1, 0, 1)
    assert client.get(f"{page_of(entry)}afzien/")["Location"] == page_of(entry)


@pytest.mark.parametrize(
    ("status", "words"),
    [(EditionStatus.CANCELLED, "Het gaat niet door"), (EditionStatus.OPEN, "Er kwam geen plaats vrij")],
)
def test_when_the_list_ended_it_says_why(webinar: SimpleNamespace, client: Client, status: str, words: str) -> None:
    entry = wait(webinar.edition, "Anna")
    WaitingListEntry.objects.update(status="expired")
    Edition.objects.update(status=status)
    begin(webinar.edition)

    assert words in client.get(page_of(entry)).content.decode()


# The registration for a programme, with the seats held meanwhile


def draft_in(html: str) -> str:
    found = re.search(r'name="draft" value="([^"]+)"', html)
    assert found
    return found[1]


def test_a_programme_goes_on_to_the_registration_with_the_seats_held(
    programme: SimpleNamespace, client: Client
) -> None:
    entry = offered(programme.edition, seats=2)
    register = f"/inschrijven/{programme.edition.public_id}/"
    html = client.post(f"{page_of(entry)}aannemen/").content.decode()
    assert "Voor u vastgehouden" in html
    assert f'action="{register}"' in html
    assert "p1-email" in html
    assert "Nog een deelnemer" not in html

    people = {
        f"p{number}-{field}": value
        for number, person in enumerate(("Anna Prins", "Bram Kaya"))
        for field, value in zip(
            ("first_name", "last_name", "email", "function"),
            (*person.split(), f"{person.split()[0].lower()}@merwestein.example", ""),
            strict=True,
        )
    }
    screens = [
        {"screen": "participants", **people},
        {
            "screen": "details",
            "details-organisation_name": "Gemeente Merwestein",
            "details-contact_name": "Anna Prins",
            "details-email": "anna@merwestein.example",
        },
        {"screen": "payment", "payment-provider": "invoice"},
    ]
    for screen in screens:
        html = client.post(register, {"draft": draft_in(html), "go": "next", **screen}).content.decode()
    last = {"draft": draft_in(html), "screen": "check", "go": "next", "check-terms": "on"}
    for _click in range(2):
        response = client.post(register, last)
        assert response.status_code == 302, response.content.decode()

    entry.refresh_from_db()
    assert entry.booking is not None
    assert (entry.status, response["Location"]) == ("accepted", f"/aanmelding/{entry.booking.access_key}/")
    assert sums(programme.edition) == (4, 0, 0)
    assert Booking.objects.count() == 2


def test_a_pasted_list_that_is_longer_than_the_seats_held_is_refused_whole(
    programme: SimpleNamespace, client: Client
) -> None:
    entry = offered(programme.edition, seats=2)
    html = client.post(f"{page_of(entry)}aannemen/").content.decode()
    people = "\n".join(f"Persoon {name}, {name}@merwestein.example" for name in ("een", "twee", "drie"))
    typed = {"draft": draft_in(html), "screen": "participants", "go": "paste", "table": people}
    html = client.post(f"/inschrijven/{programme.edition.public_id}/", typed).content.decode()

    assert "Meer dan 2 deelnemers in één aanmelding kan niet." in html
    assert "drie@merwestein.example" in html


def test_an_offer_that_ends_under_their_hands_is_told_and_books_nobody(
    programme: SimpleNamespace, client: Client
) -> None:
    entry = offered(programme.edition)
    html = client.post(f"{page_of(entry)}aannemen/").content.decode()
    overdue(entry)
    typed = {"draft": draft_in(html), "screen": "participants", "go": "next"}
    html = client.post(f"/inschrijven/{programme.edition.public_id}/", typed).content.decode()

    assert "U kunt zich hiervoor nu niet aanmelden." in html
    assert Booking.objects.count() == 1


def test_the_page_costs_the_same_with_many_in_the_queue(
    webinar: SimpleNamespace, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    entry = wait(webinar.edition, "Anna")
    client.get(page_of(entry))
    with django_assert_num_queries(10) as first:
        client.get(page_of(entry))
    for number in range(29):
        wait(webinar.edition, f"Persoon{number}")
    with django_assert_num_queries(len(first)):
        client.get(page_of(entry))


# After the deadline


def close(edition: Edition) -> None:
    """Its deadline passed, and two places are left."""
    Edition.objects.filter(pk=edition.pk).update(capacity=6, closes_at=timezone.now() - dt.timedelta(minutes=1))


def test_a_webinar_takes_requests_while_there_is_room(
    webinar: SimpleNamespace, client: Client, administrator: User
) -> None:
    close(webinar.edition)
    assert "Kan ik er nog bij?" in client.get(webinar.page_url).content.decode()
    receipt = client.post(webinar.url, TYPED, follow=True).content.decode()
    assert "Een collega kijkt of u er nog bij kunt." in receipt
    entry = WaitingListEntry.objects.get()
    assert "Uw verzoek is binnen" in client.get(page_of(entry)).content.decode()
    client.post(f"{page_of(entry)}aannemen/")
    assert Registration.objects.count() == 2  # nobody lets themself in

    offer_out_of_turn(entry_id=entry.pk, user=administrator)
    client.post(f"{page_of(entry)}aannemen/")
    assert Registration.objects.get(email=TYPED["email"]).status == "confirmed"


def test_a_programme_takes_requests_while_there_is_room(
    programme: SimpleNamespace, client: Client, administrator: User
) -> None:
    close(programme.edition)
    assert programme.url in client.get(programme.page_url).content.decode()
    assert "De aanmelding is gesloten, maar er is nog plaats." in client.get(programme.url).content.decode()
    client.post(programme.url, {**TYPED, "seats_wanted": "1"})
    entry = WaitingListEntry.objects.get()
    refuse_late_request(entry_id=entry.pk, user=administrator)
    assert "U bent niet aangemeld" in client.get(page_of(entry)).content.decode()


def test_a_full_one_takes_no_requests(programme: SimpleNamespace, client: Client) -> None:
    Edition.objects.update(closes_at=timezone.now() - dt.timedelta(minutes=1))
    assert "Kan ik er nog bij?" not in client.get(programme.page_url).content.decode()
    text = client.post(programme.url, {**TYPED, "seats_wanted": "1"}).content.decode()
    assert "er is niet genoeg plaats meer" in text
    assert not WaitingListEntry.objects.exists()
