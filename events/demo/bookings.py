"""People who signed up, paid, did not pay, came, and did not come: every state that the screens must show."""

import datetime as dt
import itertools
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.documents import get_document_model

from betalingen.api import Customer
from betalingen.demo import Customers
from cms.demo.documents import one_page_pdf
from events.actions.add_interview_slots import SlotFacts, add_interview_slots
from events.actions.ask_consent import BudgetHolder
from events.actions.cancel_edition import cancel_edition
from events.actions.cancel_registration import cancel_registration
from events.actions.choose_interview import choose_interview
from events.actions.complete_edition import complete_edition
from events.actions.confirm_edition import confirm_edition
from events.actions.decide_intake import admit_registration
from events.actions.give_certificates import give_certificates
from events.actions.keep_material import MaterialFacts, keep_material
from events.actions.keep_upload import keep_upload
from events.actions.mark_attendance import mark_attendance
from events.actions.place_booking import Booker, place_booking
from events.contracts import Participant
from events.demo.evaluation import load_evaluation
from events.demo.offerings import DemoOfferings, at
from events.demo.questions import ADVISER_QUESTIONS, RULES_TO_DROP, WEBINAR_QUESTIONS, answered
from events.demo.waiting_list import load_waiting_list
from events.lifecycles import RegistrationStatus
from events.models import Booking, Edition, Material, Registration, Session
from events.questions import Answer

FIRST = ["Sanne", "Pieter", "Mohamed", "Ingrid", "Daan", "Yasmin", "Thijs", "Mirjam", "Jeroen", "Aylin", "Bram", "Carla", "Emre", "Femke", "Gerard", "Hanna"]  # fmt: skip
LAST = ["Visser", "de Boer", "Jansma", "van Dam", "Kuipers", "el Amrani", "Postma", "Willems", "de Groot", "Yilmaz", "Prins", "Scholten", "Kaya"]  # fmt: skip
EMPLOYERS = ["Gemeente Lindewaard", "Gemeente Merwestein", "Gemeente Vlietstad", "Gemeente Oosterbeemd", "Waterschap Lange Leije", "Provincie Middenland", "Rijksdienst Publieke Uitvoering"]  # fmt: skip

BUDGET_HOLDER = BudgetHolder("Wim Aarts", "wim.aarts@deelnemers.example")
MOTIVATION = "Mijn adviezen worden gelezen, maar zelden gevolgd. Ik wil leren hoe dat anders kan."


def people() -> Iterator[Participant]:
    """Invented names, each with an address of its own that cannot receive mail."""
    for number in itertools.count():
        first, last = FIRST[number % len(FIRST)], LAST[number * 5 % len(LAST)]
        address = f"{first}.{last}.{number}".lower().replace(" ", "")
        yield Participant(name=f"{first} {last}", email=f"{address}@deelnemers.example")


class Crowd:
    """Signs people up, one after the other."""

    def __init__(self, employers: Sequence[str] = EMPLOYERS) -> None:
        self._people = people()
        self._employers = itertools.cycle(employers)

    def book(
        self,
        edition: Edition,
        *,
        seats: int = 1,
        provider: str = "",
        budget_holder: BudgetHolder | None = None,
        answers: Sequence[Answer] = (),
    ) -> Booking:
        """One booking for `seats` colleagues of the next employer; `answers` are those of each of them."""
        participants = [replace(person, answers=tuple(answers)) for person in itertools.islice(self._people, seats)]
        booker, employer = participants[0], next(self._employers)
        return place_booking(
            edition=edition,
            form_key=uuid.uuid4(),
            participants=participants,
            booker=Booker(
                name=booker.name,
                email=booker.email,
                organisation_name=employer,
                customer=Customer(
                    name=employer,
                    contact_name=booker.name,
                    email="facturen@deelnemers.example",
                    street="Raadhuisplein 1",
                    postcode="1000 AB",
                    city=employer.split()[-1],
                    purchase_order_number=f"45000{self._number(booker):05}" if provider == "invoice" else "",
                ),
                provider=provider,
                budget_holder=budget_holder,
            ),
            language="nl",
            answers={"intake": {"motivation": MOTIVATION, "experience": ""}} if edition.has_intake else None,
        ).booking

    @staticmethod
    def _number(person: Participant) -> int:
        return int(person.email.partition("@")[0].rpartition(".")[2])


def load_bookings(offerings: DemoOfferings, customers: Customers) -> None:
    """Fill the editions; money goes through the sandbox."""
    crowd = Crowd()
    editions = offerings.editions
    for _ in range(22):
        crowd.book(editions["webinar-beroepscode"])
    _load_asked(crowd, editions["webinar-vakmanschap-in-de-uitvoering"])
    for _ in range(7):
        crowd.book(editions["webinar-tegenspraak"])
    cancel_edition(edition_id=editions["webinar-tegenspraak"].pk, reason="De spreker is ziek; een nieuwe datum volgt.")
    _load_network(crowd, editions["network"], customers)
    _load_adviser(crowd, editions["adviser"])
    _load_council(crowd, editions["big"], editions["small"], customers)
    for seats in (3, 3, 2, 2):
        customers.pay(_reference(crowd.book(editions["case"], seats=seats, provider="stripe")), "card")
    quoted, unquoted = (_reference(crowd.book(editions["case"], provider="invoice")) for _ in range(2))
    customers.pay_by_bank(quoted=quoted, unquoted=unquoted)
    _load_past(crowd, editions["webinar-lastige-casus"])
    _spread(Registration.objects.filter(edition__gross_price_cents=0), until=dt.timedelta(0))
    _spread(Registration.objects.filter(edition=editions["webinar-lastige-casus"]), until=dt.timedelta(days=40))


def _load_asked(crowd: Crowd, edition: Edition) -> None:
    """Two places are left. Of those who came in, the last few answered what was asked, and the last sent a file along."""
    rule, works, example = WEBINAR_QUESTIONS
    for _ in range(34):
        crowd.book(edition)
    for text in RULES_TO_DROP:
        crowd.book(edition, answers=[answered(rule, text), answered(works, "Nee, wel met mensen die dat doen")])
    sent = _file("Een brief in zes stappen", "brief-in-zes-stappen.pdf", example)
    crowd.book(edition, answers=[answered(rule, RULES_TO_DROP[-1]), answered(works, "Ja"), sent])


def _file(text: str, name: str, question: dict[str, Any]) -> Answer:
    """A PDF with this text, as the answer to that question."""
    kept = keep_upload(name=name, content=one_page_pdf(text))
    return answered(question, kept.name, upload=str(kept.public_id))


def _load_network(crowd: Crowd, edition: Edition, customers: Customers) -> None:
    """Six of the minimum of eight hold a place, two of them until somebody decides about the money; others tried."""
    customers.pay(_reference(crowd.book(edition, seats=2, provider="stripe")))
    customers.pay(_reference(crowd.book(edition, provider="stripe")), "sepa_debit")
    crowd.book(edition, seats=2, provider="invoice", budget_holder=BUDGET_HOLDER)
    customers.lapse(_reference(crowd.book(edition, provider="stripe")))
    customers.pay_too_little(_reference(crowd.book(edition, provider="stripe")))
    regrets = crowd.book(edition, provider="stripe")
    customers.pay(_reference(regrets))
    _cancel(regrets)


def _load_adviser(crowd: Crowd, edition: Edition) -> None:
    """Seven of eight, of whom nobody paid yet: that comes when it goes ahead. One is not admitted yet."""
    bookings = [
        crowd.book(edition, seats=seats, provider=provider)
        for seats, provider in ((2, "stripe"), (3, "invoice"), (1, "stripe"))
    ]
    advice = _file("Advies over de wachtlijst", "advies-wachtlijst.pdf", ADVISER_QUESTIONS[0])
    crowd.book(edition, provider="stripe", answers=[advice])
    _offer_talks(edition)
    for registration in Registration.objects.filter(booking__in=bookings).order_by("pk"):
        admit_registration(registration_id=registration.pk)


def _offer_talks(edition: Edition) -> None:
    """Four in a row in a week; whoever applied last chooses the second."""
    first = at(timezone.localdate() + dt.timedelta(days=7), dt.time(10))
    starts = [first + number * dt.timedelta(minutes=45) for number in range(4)]
    add_interview_slots(
        edition_id=edition.pk,
        facts=SlotFacts(starts=starts, minutes=45, interviewer="Ruben Hofstra", place="Raadhuisplein 1, Lindewaard"),
    )
    applicant = Registration.objects.filter(edition=edition).latest("pk")
    choose_interview(registration_id=applicant.pk, slot=edition.interview_slots.all()[1].public_id)


def _load_council(crowd: Crowd, big: Edition, small: Edition, customers: Customers) -> None:
    """Nine places in an edition that goes ahead, and one that is full, with a waiting list."""
    for seats in (3, 2, 1):
        customers.pay(_reference(crowd.book(big, seats=seats, provider="stripe")))
    paid_later = crowd.book(big, seats=2, provider="invoice")
    # Last month, so that finance has a month to close.
    last_month = timezone.localdate().replace(day=1) - dt.timedelta(days=1)
    customers.transfer(_reference(paid_later), cents=229_900, on=last_month)
    customers.fail(_reference(crowd.book(big, provider="stripe")))
    confirm_edition(edition_id=big.pk)
    for seats in (4, 3, 3):
        customers.pay(_reference(crowd.book(small, seats=seats, provider="stripe")))
    load_waiting_list(small)


def _load_past(crowd: Crowd, edition: Edition) -> None:
    """A webinar that was: signed up while it was still to come, then moved to last month."""
    for _ in range(24):
        crowd.book(edition)
    confirm_edition(edition_id=edition.pk)
    session = moved_to_last_month(Session.objects.get(edition=edition))
    present = list(Registration.objects.filter(edition=edition).values_list("pk", flat=True))
    mark_attendance(registration_ids=present[:19], attendance=RegistrationStatus.ATTENDED)
    mark_attendance(registration_ids=present[19:], attendance=RegistrationStatus.ABSENT)
    complete_edition(edition_id=edition.pk)
    give_certificates(edition_id=edition.pk)
    load_evaluation(edition)
    _load_sheets(session)


def moved_to_last_month(session: Session) -> Session:
    """The session on the same day of the week and at the same time, some five weeks ago."""
    ago = timezone.now() - session.starts_at - dt.timedelta(days=33)
    weeks = dt.timedelta(weeks=round(ago / dt.timedelta(weeks=1)))
    for name in ("starts_at", "ends_at", "walk_in_at"):
        if moment := getattr(session, name):
            local = timezone.localtime(moment)  # the clock stays the same across summer time
            setattr(session, name, at(local.date() + weeks, local.time()))
    session.save()
    return session


def _load_sheets(session: Session) -> None:
    title = "Sheets bij het webinar"
    document = get_document_model().objects.create(
        title=title, file=ContentFile(one_page_pdf(title), name="sheets-webinar.pdf")
    )
    document.get_file_size()
    facts = MaterialFacts(
        session_id=session.pk,
        title=title,
        document_id=document.pk,
        url="",
        release=Material.Release.AFTER,
        days=0,
    )
    keep_material(edition_id=session.edition_id, facts=facts)


def _spread(registrations: QuerySet[Registration], *, until: dt.timedelta) -> None:
    """Let people have come in over some weeks, instead of all in the minute in which the demo was loaded."""
    for number, registration in enumerate(registrations.order_by("-pk")):
        moment = timezone.now() - until - dt.timedelta(hours=7 * number)
        Registration.objects.filter(pk=registration.pk).update(created_at=moment)
        Booking.objects.filter(pk=registration.booking_id).update(created_at=moment)


def _reference(booking: Booking) -> str:
    return f"booking:{booking.public_id}"


def _cancel(booking: Booking) -> None:
    for registration in booking.registrations.all():
        cancel_registration(registration_id=registration.pk)
