import datetime as dt
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from betalingen.models import Order
from cms import notation
from cms.models import Message, Organisation
from events.models import Booking, Edition, Registration
from tests.events.bookings import paid_edition
from tests.events.questions import DIET, LUNCH, WHY
from tests.factories.events import (
    EditionFactory,
    ProgrammePageFactory,
    RegistrationFactory,
    SessionFactory,
    WebinarPageFactory,
)

pytestmark = pytest.mark.django_db

ONE = {
    "p0-first_name": "Sanne",
    "p0-last_name": "Visser",
    "p0-email": "s.visser@lindewaard.example",
    "p0-function": "HRM-adviseur",
}
TWO = {
    "p1-first_name": "Mohamed",
    "p1-last_name": "de Boer",
    "p1-email": "m.deboer@lindewaard.example",
    "p1-function": "",
}
DETAILS = {
    "details-organisation_name": "Gemeente Lindewaard",
    "details-department": "P&O",
    "details-purchase_order_number": "PO-7",
    "details-contact_name": "Sanne Visser",
    "details-email": "facturen@lindewaard.example",
}


class Visitor:
    """Somebody who fills in screen after screen; the draft travels along as in a browser."""

    def __init__(self, edition: Edition) -> None:
        self.client = Client()
        self.url = f"/inschrijven/{edition.public_id}/"
        self.draft = ""
        self.screen = ""
        self.text = ""
        self.response: Any = None
        self._read(self.client.get(self.url))

    def send(self, go: str = "next", /, **typed: Any) -> "Visitor":
        """Press a button on the screen that is shown."""
        self._read(self.client.post(self.url, {"draft": self.draft, "screen": self.screen, "go": go, **typed}))
        return self

    def _read(self, response: Any) -> None:
        self.response = response
        if response.status_code == 200:
            self.text = response.content.decode()
            self.draft = re.findall(r'name="draft" value="([^"]*)"', self.text)[0]
            self.screen = re.findall(r'name="screen" value="([^"]*)"', self.text)[0]

    def to_the_check(self, **payment: str) -> "Visitor":
        self.send(**ONE).send("next", **DETAILS)
        return self.send(**payment) if self.screen == "payment" else self


@pytest.fixture
def edition(page_tree: SimpleNamespace) -> Edition:
    """€ 3.100,- with half of it subsidised, from 8 to 12 people."""
    page = ProgrammePageFactory.create(parent=page_tree.programmes, title="Leernetwerk HRM", slug="hrm")
    return paid_edition(offering=page, minimum=8)


def nothing_stored() -> bool:
    return not any(model.objects.exists() for model in (Booking, Registration, Order, Message))


def test_the_whole_way_on_invoice(edition: Edition) -> None:
    visitor = Visitor(edition)
    assert visitor.screen == "participants"
    assert visitor.send(**ONE).screen == "details"
    assert 'value="Sanne Visser"' in visitor.text  # proposed from the first participant
    assert visitor.send(**DETAILS).screen == "payment"
    assert visitor.send(**{"payment-provider": "invoice"}).screen == "check"
    for shown in ("Sanne Visser", "HRM-adviseur", "Gemeente Lindewaard", "PO-7", "Op factuur"):
        assert shown in visitor.text
    assert nothing_stored()

    visitor.send(**{"check-terms": "on"})
    booking = Booking.objects.get()
    assert (visitor.response.status_code, visitor.response["Location"]) == (302, f"/aanmelding/{booking.access_key}/")
    order = Order.objects.get()
    assert (order.customer_name, order.department, order.purchase_order_number, order.contact_name, order.email) == (
        "Gemeente Lindewaard",
        "P&O",
        "PO-7",
        "Sanne Visser",
        "facturen@lindewaard.example",
    )
    assert booking.answers["details"]["department"] == "P&O"
    assert Registration.objects.get().status == "confirmed"


def test_it_tells_when_and_where_before_anything_is_typed(edition: Edition) -> None:
    edition.sessions.update(mode="on_site", place="Raadhuis", address="Raadhuisplein 1")
    start = edition.sessions.get().starts_at + dt.timedelta(days=7)
    SessionFactory.create(
        edition=edition, starts_at=start, meeting=2, title="Terugblik", mode="on_site", place="Elders"
    )
    text = Visitor(edition).text

    assert notation.days([dates.date() for dates in (start - dt.timedelta(days=7), start)], "nl") in text
    for told in ("per dag anders", "op locatie, Raadhuis; op locatie, Elders", "Van dag tot dag", "Terugblik"):
        assert told in text


def test_paying_now_leads_to_the_payment(edition: Edition) -> None:
    visitor = Visitor(edition).to_the_check(**{"payment-provider": "stripe"})
    visitor.send(**{"check-terms": "on"})

    assert visitor.response["Location"] == f"/betalen/{Order.objects.get().access_key}/"
    assert Registration.objects.get().status == "awaiting_payment"


def test_sending_the_last_screen_twice_books_once(edition: Edition) -> None:
    visitor = Visitor(edition).to_the_check(**{"payment-provider": "invoice"})
    for _time in range(2):
        visitor.send(**{"check-terms": "on"})

    assert visitor.response.status_code == 302
    assert (Booking.objects.count(), Order.objects.count(), Registration.objects.count()) == (1, 1, 1)


def test_two_participants_get_two_seats_and_the_sum_follows(edition: Edition) -> None:
    visitor = Visitor(edition).send("add", **ONE)
    assert "Deelnemer 2" in visitor.text
    assert 'value="s.visser@lindewaard.example"' in visitor.text
    assert "€\N{NO-BREAK SPACE}3.751,00" in visitor.text
    visitor.send(**ONE, **TWO).send(**DETAILS).send(**{"payment-provider": "invoice"}).send(**{"check-terms": "on"})

    edition.refresh_from_db()
    assert (edition.taken, Order.objects.get().total_cents) == (2, 375_100)


def test_taking_somebody_away_keeps_the_others(edition: Edition) -> None:
    visitor = Visitor(edition).send("add", **ONE).send("remove:0", **ONE, **TWO)

    assert "Mohamed" in visitor.text
    assert "Sanne" not in visitor.text
    assert "Deelnemer 2" not in visitor.text


def test_the_last_participant_stays(edition: Edition) -> None:
    assert "Sanne" in Visitor(edition).send("remove:0", **ONE).text


def test_going_back_keeps_everything_even_what_is_half_typed(edition: Edition) -> None:
    visitor = Visitor(edition).send(**ONE)
    visitor.send("to:participants", **{**DETAILS, "details-email": "half"})
    assert visitor.screen == "participants"
    assert 'value="Sanne"' in visitor.text
    visitor.send(**ONE)
    assert visitor.screen == "details"
    assert 'value="half"' in visitor.text
    assert 'role="alert"' not in visitor.text


def test_an_older_screen_sent_again_just_goes_on(edition: Edition) -> None:
    visitor = Visitor(edition)
    older = (visitor.draft, visitor.screen)
    visitor.to_the_check(**{"payment-provider": "invoice"})
    visitor.draft, visitor.screen = older
    assert visitor.send(**{**ONE, "p0-first_name": "Sanna"}).screen == "details"


def test_a_screen_with_mistakes_is_not_left(edition: Edition) -> None:
    visitor = Visitor(edition).send(**{**ONE, "p0-email": "s.visser", "p0-last_name": ""})

    assert visitor.screen == "participants"
    assert '<a href="#id_p0-last_name">' in visitor.text
    assert '<a href="#id_p0-email">' in visitor.text
    assert 'value="s.visser"' in visitor.text


def test_mistakes_say_whose(edition: Edition) -> None:
    visitor = Visitor(edition).send("add", **ONE).send(**ONE, **{**TWO, "p1-first_name": ""})
    assert "Deelnemer 2, voornaam:" in visitor.text


def test_one_address_for_two_people_is_refused(edition: Edition) -> None:
    visitor = Visitor(edition).send("add", **ONE).send(**ONE, **{**TWO, "p1-email": ONE["p0-email"].upper()})

    assert visitor.screen == "participants"
    assert "Elke deelnemer heeft een eigen e-mailadres nodig." in visitor.text


def test_without_agreeing_nothing_is_sent(edition: Edition) -> None:
    visitor = Visitor(edition).to_the_check(**{"payment-provider": "invoice"}).send()

    assert visitor.screen == "check"
    assert '<a href="#id_check-terms">' in visitor.text
    assert nothing_stored()


def test_skipping_screens_leads_to_the_first_that_is_missing(edition: Edition) -> None:
    visitor = Visitor(edition).send(**ONE)
    visitor.screen = "check"
    visitor.send(**{"check-terms": "on"})

    assert visitor.screen == "details"
    assert nothing_stored()


@pytest.mark.parametrize("draft", ["", "onzin", "eyJmb3JtX2tleSI6MX0:1abc:def"])
def test_a_draft_that_somebody_changed_starts_anew(edition: Edition, draft: str) -> None:
    visitor = Visitor(edition).send(**ONE)
    visitor.draft = draft
    visitor.send(**DETAILS)

    assert visitor.screen == "payment"
    visitor.send(**{"payment-provider": "invoice"}).send(**{"check-terms": "on"})
    assert visitor.screen == "participants"
    assert nothing_stored()


def test_a_way_to_pay_that_does_not_exist(edition: Edition) -> None:
    visitor = Visitor(edition).send(**ONE).send(**DETAILS).send(**{"payment-provider": "goud"})
    assert visitor.screen == "payment"
    assert '<a href="#id_payment-provider_0">' in visitor.text


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"taken": 12}, "Alle plaatsen zijn bezet. U bent niet aangemeld."),
        ({"status": "cancelled"}, "U kunt zich hiervoor niet (meer) aanmelden"),
    ],
)
def test_full_or_cancelled_at_the_last_moment(edition: Edition, change: dict[str, Any], told: str) -> None:
    visitor = Visitor(edition).to_the_check(**{"payment-provider": "invoice"})
    Edition.objects.update(**change)
    visitor.send(**{"check-terms": "on"})

    assert visitor.screen == "check"
    assert told in visitor.text
    assert "Sanne Visser" in visitor.text
    assert nothing_stored()


def test_somebody_who_is_registered_already_is_named(edition: Edition) -> None:
    RegistrationFactory.create(booking__edition=edition, email=ONE["p0-email"])
    visitor = Visitor(edition).to_the_check(**{"payment-provider": "invoice"}).send(**{"check-terms": "on"})

    assert "s.visser@lindewaard.example is al aangemeld." in visitor.text
    assert (Order.objects.count(), Registration.objects.count()) == (0, 1)


def test_a_free_programme_has_no_screen_to_pay(page_tree: SimpleNamespace) -> None:
    free = EditionFactory.create(offering=ProgrammePageFactory.create(parent=page_tree.programmes))
    visitor = Visitor(free).to_the_check()
    assert visitor.screen == "check"
    assert "Deelname is kosteloos." in visitor.text
    visitor.send(**{"check-terms": "on"})

    assert (Registration.objects.get().status, Order.objects.count()) == ("confirmed", 0)


def test_an_organisation_in_the_register_pays_under_its_own_name(edition: Edition) -> None:
    Organisation.objects.create(name="Gemeente Lindewaard", kvk_number="12345678")
    typed = {**DETAILS, "details-organisation_name": "gemeente lindewaard"}
    visitor = Visitor(edition).send(**ONE).send(**typed).send(**{"payment-provider": "invoice"})
    visitor.send(**{"check-terms": "on"})

    order = Order.objects.get()
    assert (order.customer_name, order.kvk_number) == ("Gemeente Lindewaard", "12345678")


def test_the_form_carries_no_csrf_token_and_refuses_other_sites(edition: Edition) -> None:
    visitor = Visitor(edition)
    assert "csrfmiddlewaretoken" not in visitor.text
    response = visitor.client.post(visitor.url, ONE, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403


def test_screens_may_be_kept_by_the_browser_and_by_nobody_else(edition: Edition) -> None:
    assert Visitor(edition).response["Cache-Control"] == "private, no-cache"


def test_a_webinar_has_its_form_on_its_own_page(page_tree: SimpleNamespace, client: Client) -> None:
    page = WebinarPageFactory.create(parent=page_tree.agenda, slug="goed-werk")
    page.save_revision().publish()
    response = client.get(f"/inschrijven/{Edition.objects.get().public_id}/")

    assert response["Location"] == "/agenda/goed-werk/#aanmelden"


def asking(page_tree: SimpleNamespace) -> Visitor:
    """A visitor of an edition with questions to each participant and one to the booker."""
    page = ProgrammePageFactory.create(parent=page_tree.programmes, title="Leernetwerk HRM", slug="hrm")
    return Visitor(EditionFactory.create(offering=page, questions=[LUNCH, DIET, WHY]))


def test_the_questions_of_the_editor_are_asked_and_kept_with_whom_they_are_about(page_tree: SimpleNamespace) -> None:
    visitor = asking(page_tree).send("add", **ONE, **{"p0-question-lunch": "Ja", "p0-question-diet": "noten"})
    assert 'value="noten"' in visitor.text
    visitor.send(**ONE, **TWO, **{"p0-question-lunch": "Ja", "p0-question-diet": "noten", "p1-question-lunch": "Nee"})
    assert visitor.send(**DETAILS).screen == "questions"
    assert visitor.send(**{"questions-question-why": "Omdat."}).screen == "check"
    for shown in ("Wat eet u niet? noten", "Eet u mee? Nee", "Omdat."):
        assert shown in visitor.text
    assert nothing_stored()

    visitor.send(**{"check-terms": "on"})
    answers = {each.name: {a["label"]: a["answer"] for a in each.answers} for each in Registration.objects.all()}
    assert answers == {
        "Sanne Visser": {"Eet u mee?": "Ja", "Wat eet u niet?": "noten"},
        "Mohamed de Boer": {"Eet u mee?": "Nee"},
    }
    assert Booking.objects.get().answers["questions"] == {
        "given": [{"key": "why", "label": "Waarom nu?", "answer": "Omdat.", "passing": False, "upload": ""}]
    }


def test_a_question_left_open_is_told_with_whose_it_is(page_tree: SimpleNamespace) -> None:
    visitor = asking(page_tree).send("next", **ONE, **TWO, **{"p0-question-lunch": "Ja", "p1-question-lunch": "Nee"})

    assert visitor.screen == "participants"
    assert "Deelnemer 1, wat eet u niet" in visitor.text
    assert "Deelnemer 2, wat eet u niet" not in visitor.text
    assert nothing_stored()


TABLE = "Naam\tE-mail\tFunctie\nSanne Visser\ts.visser@lindewaard.example\tHRM-adviseur\nMohamed de Boer\tm.deboer@lindewaard.example\t"


@pytest.mark.parametrize("go", ["paste", "next"])
def test_a_pasted_list_fills_in_the_participants(edition: Edition, go: str) -> None:
    visitor = Visitor(edition).send(go, table=TABLE)

    assert visitor.screen == "participants"
    for shown in ("Sanne", "Visser", "Mohamed", "de Boer", "m.deboer@lindewaard.example", "HRM-adviseur"):
        assert f'value="{shown}"' in visitor.text
    assert 'name="p2-email"' not in visitor.text
    assert nothing_stored()


def test_a_pasted_list_comes_behind_who_is_there(edition: Edition) -> None:
    visitor = Visitor(edition).send("paste", **ONE, table="Mohamed de Boer;m.deboer@lindewaard.example")

    assert visitor.text.index("s.visser@lindewaard.example") < visitor.text.index("m.deboer@lindewaard.example")
    assert visitor.send("next", **ONE, **TWO).screen == "details"


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("Naam;E-mail", "We vonden niemand in de lijst."),
        ("\n".join(f"Deelnemer {n};d{n}@lindewaard.example" for n in range(41)), "Er staan 41 mensen in de lijst."),
    ],
)
def test_a_list_that_cannot_be_taken_over_stays_where_it_was_typed(edition: Edition, table: str, said: str) -> None:
    visitor = Visitor(edition).send("paste", **ONE, table=table)

    assert said in visitor.text
    assert table.splitlines()[-1] in visitor.text
    assert 'name="p1-email"' not in visitor.text
    assert 'value="s.visser@lindewaard.example"' in visitor.text


def test_seats_for_who_is_named_later_are_booked_and_paid(edition: Edition) -> None:
    visitor = Visitor(edition).send("add", **ONE).send("next", **ONE, **{"p1-later": "on", "p1-email": ""})
    assert visitor.screen == "details"
    visitor.send(**DETAILS).send(**{"payment-provider": "invoice"})
    assert "Naam volgt" in visitor.text
    visitor.send(**{"check-terms": "on"})

    assert [each.shown_name for each in Registration.objects.order_by("pk")] == ["Sanne Visser", "naam volgt"]
    assert Order.objects.get().total_cents == 375_100


def test_a_name_beside_the_tick_that_it_follows_is_asked_about(edition: Edition) -> None:
    visitor = Visitor(edition).send("next", **ONE, **{"p0-later": "on"})

    assert visitor.screen == "participants"
    assert "U vulde ook een naam in." in visitor.text
    assert 'value="Sanne"' in visitor.text


def test_the_variant_that_fits_is_proposed_and_takes_over_what_was_typed(page_tree: SimpleNamespace) -> None:
    Organisation.objects.create(name="Gemeente Lindewaard", inhabitants=84_200)
    pages = page_tree.programmes
    small = ProgrammePageFactory.create(
        parent=pages, title="Kleinere gemeenten", slug="klein", inhabitants_up_to=100_000
    )
    big = ProgrammePageFactory.create(
        parent=pages, title="Grote gemeenten", slug="groot", inhabitants_over=100_000, variant=small
    )
    other = EditionFactory.create(offering=small)
    visitor = Visitor(EditionFactory.create(offering=big)).send(**ONE)
    assert "Een andere variant past beter" not in visitor.text
    visitor.send(**DETAILS)
    assert visitor.screen == "check"
    assert "Gemeente Lindewaard heeft 84.200 inwoners." in visitor.text

    visitor.url = f"/inschrijven/{other.public_id}/"
    assert f'formaction="{visitor.url}"' in visitor.text
    visitor.send("to:participants")

    assert visitor.screen == "participants"
    assert "Kleinere gemeenten" in visitor.text
    assert 'value="s.visser@lindewaard.example"' in visitor.text
    assert visitor.send(**ONE).screen == "details"
    assert 'value="PO-7"' in visitor.text
    assert "Een andere variant past beter" not in visitor.text


# Somebody else decides about the money


HOLDER = {
    "payment-provider": "invoice",
    "payment-asks_consent": "on",
    "payment-holder_name": "Ingrid van Dam",
    "payment-holder_email": "i.vandam@lindewaard.example",
}


def test_the_budget_holder_is_asked_and_nobody_pays(edition: Edition) -> None:
    visitor = Visitor(edition).to_the_check(**HOLDER)
    assert "Ingrid van Dam" in visitor.text
    assert "U betaalt nu niets; we houden de plaatsen vast." in visitor.text
    visitor.send(**{"check-terms": "on"})
    booking = Booking.objects.get()
    assert visitor.response["Location"] == f"/aanmelding/{booking.access_key}/"
    assert (booking.consent.name, booking.consent.email) == ("Ingrid van Dam", "i.vandam@lindewaard.example")
    assert not Order.objects.exists()


def test_who_decides_needs_a_name_and_an_address(edition: Edition) -> None:
    visitor = Visitor(edition)
    visitor.to_the_check(**{**HOLDER, "payment-holder_name": "", "payment-holder_email": "i.vandam"})
    assert visitor.screen == "payment"
    assert '<a href="#id_payment-holder_name">' in visitor.text
    assert 'value="i.vandam"' in visitor.text


def test_what_stands_there_without_the_tick_is_not_asked(edition: Edition) -> None:
    visitor = Visitor(edition)
    visitor.to_the_check(**{**HOLDER, "payment-asks_consent": "", "payment-holder_email": "i.vandam"})
    assert visitor.screen == "check"
    visitor.send(**{"check-terms": "on"})
    assert (Order.objects.count(), Booking.objects.get().payer) == (1, {})
