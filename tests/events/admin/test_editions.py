"""The list, the form and the screen of editions."""

import datetime as dt
import re
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from betalingen.models import Order
from cms.models import Message
from events.lifecycles import EditionStatus, RegistrationStatus
from events.mails import mail_confirmed
from events.models import Edition, Intake, Registration, Session
from events.queries.snapshots import registration_view
from tests.factories.betalingen import (
    InvoiceOrderFactory,
    PaidAttemptFactory,
    RefundFactory,
    SubsidySchemeFactory,
    VatRuleFactory,
)
from tests.factories.cms import OrganisationFactory
from tests.factories.events import (
    BookingFactory,
    EditionFactory,
    ProgrammePageFactory,
    RegistrationFactory,
    SessionFactory,
    WaitingListEntryFactory,
    WebinarPageFactory,
    local,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/inschrijvingen/edities/"
LIST_QUERIES = 17
SCREEN_QUERIES = 32


def form_data(sessions: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    """What the browser sends; `sessions` holds the fields of each, with `id` for one that exists."""
    data: dict[str, Any] = {
        "label": "",
        "minimum": 8,
        "capacity": 12,
        "gross_price_cents": "",
        "pays_when": "booking",
        "offer_hours": "16",
        "consent_days": "5",
        "sessions-TOTAL_FORMS": len(sessions),
        "sessions-INITIAL_FORMS": sum(1 for session in sessions if session.get("id")),
        "sessions-MIN_NUM_FORMS": 0,
        "sessions-MAX_NUM_FORMS": 1000,
    } | changes
    for place, session in enumerate(sessions):
        session = dict(session)
        blank = {"id": "", "meeting": 1, "mode": "on_site", "DELETE": ""} | _people_data(session.pop("people", []))
        data |= {f"sessions-{place}-{name}": value for name, value in (blank | session).items()}
    return data


def _people_data(people: list[dict[str, Any]]) -> dict[str, Any]:
    """The fields of who is at one session, under those of the session."""
    data: dict[str, Any] = {
        "people-TOTAL_FORMS": len(people),
        "people-INITIAL_FORMS": sum(1 for person in people if person.get("id")),
        "people-MIN_NUM_FORMS": 0,
        "people-MAX_NUM_FORMS": 1000,
    }
    for place, person in enumerate(people):
        blank = {"id": "", "role": "core_trainer", "function": "", "function_en": "", "ORDER": place + 1, "DELETE": ""}
        data |= {f"people-{place}-{name}": value for name, value in (blank | person).items()}
    return data


DAY = {"date": "2027-06-10", "start": "9:30", "end": "16:30", "walk_in": "9:00", "place": "Lindewaard"}


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_as_many_queries_with_one_as_with_thirty(
    count: int, manager: Client, django_assert_num_queries: Any
) -> None:
    programme = ProgrammePageFactory.create()
    for _ in range(count):
        EditionFactory.create(offering=programme)
    manager.get(LIST)  # what is looked up once per process
    with django_assert_num_queries(LIST_QUERIES):
        assert manager.get(LIST).content.decode().count("/edities/inspect/") == count


def test_the_list_shows_period_seats_and_dates(manager: Client) -> None:
    edition = EditionFactory.create(
        offering__title="Leernetwerk HRM",
        sessions=0,
        minimum=8,
        closes_at=local(2027, 5, 25, 23, 59, 59),
        decision_date=dt.date(2027, 5, 26),
    )
    SessionFactory.create(edition=edition, starts_at=local(2027, 6, 10, 9, 30))
    SessionFactory.create(edition=edition, starts_at=local(2028, 1, 27, 9, 30))
    RegistrationFactory.create(booking__edition=edition)
    html = manager.get(LIST).content.decode()
    for text in ("10 juni 2027 t/m 27 januari 2028", "1/12", "25 mei 2027", "26 mei 2027"):
        assert text in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "hrm"}, ["Leernetwerk HRM"]),
        ({"status": "draft"}, ["Modern Gezag"]),
        ({"period_from": "2027-06-11", "period_to": "2027-06-30"}, ["Modern Gezag"]),
        ({"period_to": "2027-06-10"}, ["Leernetwerk HRM"]),
    ],
)
def test_search_and_filters(query: dict[str, str], found: list[str], manager: Client) -> None:
    for title, day, status in [
        ("Leernetwerk HRM", 10, EditionStatus.OPEN),
        ("Modern Gezag", 20, EditionStatus.DRAFT),
    ]:
        edition = EditionFactory.create(offering__title=title, sessions=0, status=status)
        SessionFactory.create(edition=edition, starts_at=local(2027, 6, day, 9, 30))
    listed = manager.get(f"{LIST}results/", query).context["object_list"]
    assert [edition.offering.title for edition in listed] == found


def test_an_edition_is_made_with_a_price_in_euros_and_a_deadline_as_a_day(manager: Client) -> None:
    programme = ProgrammePageFactory.create()
    vat, subsidy = VatRuleFactory.create(), SubsidySchemeFactory.create()
    data = form_data(
        [DAY],
        offering=programme.pk,
        gross_price_cents="€ 3.100,-",
        vat_rule=vat.pk,
        subsidy_scheme=subsidy.pk,
        closes_on="2027-05-25",
        decision_date="2027-05-26",
    )
    response = manager.post(f"{LIST}new/", data)
    edition = Edition.objects.get()
    assert response.headers["Location"] == reverse("editions:inspect", args=[edition.pk])
    assert (edition.status, edition.gross_price_cents) == ("draft", 310_000)
    assert edition.closes_at == local(2027, 5, 25, 23, 59, 59)
    session = Session.objects.get()
    assert session.starts_at == local(2027, 6, 10, 9, 30)
    assert session.ends_at == local(2027, 6, 10, 16, 30)
    assert session.walk_in_at == local(2027, 6, 10, 9, 0)


@pytest.mark.parametrize(
    ("session", "changes", "field", "message"),
    [
        ({"end": "9:00"}, {}, "sessions-0-end", "De eindtijd ligt niet na de begintijd."),
        ({"walk_in": "10:00"}, {}, "sessions-0-walk_in", "De inloop begint na de begintijd."),
        ({"date": ""}, {}, "sessions-0-date", "Dit is een verplicht veld."),
        ({}, {"gross_price_cents": "1.550,00"}, "vat_rule", "Kies bij een prijs ook een btw-regel."),
        ({}, {"gross_price_cents": "veel"}, "gross_price_cents", "Vul een bedrag in euro’s in, zoals 1.550,00."),
        ({}, {"minimum": 13}, "minimum", "Het minimum is groter dan het maximum."),
        ({}, {"closes_on": "2027-06-10"}, "closes_on", "De aanmelding sluit vóór de dag van de eerste bijeenkomst."),
        ({}, {"decision_date": "2027-06-10"}, "decision_date", "Beslis vóór de dag van de eerste bijeenkomst."),
    ],
)
def test_mistakes_stand_beside_their_field(
    session: dict[str, str], changes: dict[str, Any], field: str, message: str, manager: Client
) -> None:
    data = form_data([DAY | session], offering=ProgrammePageFactory.create().pk, **changes)
    response = manager.post(f"{LIST}new/", data)
    form = response.context["form"]
    if field.startswith("sessions-0-"):
        assert form.formsets["sessions"].errors == [{field.removeprefix("sessions-0-"): [message]}]
    else:
        assert form.errors == {field: [message]}
    assert not Edition.objects.exists()


def edit_data(edition: Edition, session: dict[str, Any], **changes: Any) -> dict[str, Any]:
    known = {"id": edition.sessions.get().pk, "mode": "online", "medium": "Webex", "meeting_provider": "link"}
    known |= {"meeting_url": "https://meet.example.org/zaal"}
    return form_data([DAY | known | session], offering=edition.offering_id) | changes


def test_a_new_date_of_an_open_edition_goes_through_the_action(manager: Client) -> None:
    edition = EditionFactory.create(offering__title="Leernetwerk HRM")
    RegistrationFactory.create(booking__edition=edition)
    address = reverse("editions:edit", args=[edition.pk])
    assert "1 deelnemer rekent op deze gegevens." in manager.get(address).content.decode()
    response = manager.post(address, edit_data(edition, {}, confirmed="1"), follow=True)
    assert "De editie is bijgewerkt. Er gaat 1 mail uit met de nieuwe gegevens." in response.content.decode()
    edition.refresh_from_db()
    assert (edition.sequence, edition.sessions.get().starts_at) == (1, local(2027, 6, 10, 9, 30))
    assert edition.taken == 1


def hidden_fields(html: str) -> dict[str, str]:
    """What a screen that asks for confirmation sends along."""
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', html)
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def test_a_new_date_is_asked_about_with_whom_it_touches(manager: Client) -> None:
    edition = EditionFactory.create(offering__title="Leernetwerk HRM", capacity=2)
    RegistrationFactory.create(booking__edition=edition)
    RegistrationFactory.create(booking__edition=edition, status=RegistrationStatus.APPLIED)
    WaitingListEntryFactory.create(edition=edition)
    host = OrganisationFactory.create(name="Gemeente Merwestein")
    address = reverse("editions:edit", args=[edition.pk])
    day = {"mode": "on_site", "place": "Merwestein", "host": host.pk}
    html = manager.post(
        address, edit_data(edition, day, label="“zomer” & meer", minimum=1, capacity=2)
    ).content.decode()
    told = " ".join(strip_tags(html).split())
    assert "donderdag 10 juni 2027, 9.30 – 16.30 uur" in told
    assert "op locatie, Merwestein, te gast bij Gemeente Merwestein" in told
    assert "gaan er 2 mails naar wie een plaats heeft, vast of nog niet;" in told
    assert "verandert of verdwijnt de afspraak in 1 agenda;" in told
    assert "gaat er 1 mail naar de wachtlijst;" in told
    assert "krijgt wie ontvangt géén mail: Gemeente Merwestein." in told
    edition.refresh_from_db()
    assert (edition.sequence, edition.label, Message.objects.count()) == (0, "", 0)

    typed = hidden_fields(html)
    back = manager.post(address, typed | {"back": "1"})
    assert 'value="“zomer” &amp; meer"' in back.content.decode()
    assert 'value="Merwestein"' in back.content.decode()
    assert Message.objects.count() == 0

    manager.post(address, typed | {"confirmed": "1"})
    edition.refresh_from_db()
    assert (edition.sequence, edition.label, Message.objects.count()) == (1, "“zomer” & meer", 3)
    assert edition.sessions.get().place == "Merwestein"


def test_a_day_that_goes_and_one_that_comes_are_both_named(manager: Client) -> None:
    registration = RegistrationFactory.create()
    edition = registration.edition
    [session] = edition.sessions.all()
    rows = [DAY | {"id": session.pk, "DELETE": "on"}, DAY | {"mode": "online", "medium": "Teams"}]
    html = manager.post(
        reverse("editions:edit", args=[edition.pk]), form_data(rows, offering=edition.offering_id)
    ).content.decode()
    told = " ".join(strip_tags(html).split())
    assert "nieuw donderdag 10 juni 2027, 9.30 – 16.30 uur" in told
    assert "online via Webex vervalt" in told


@pytest.mark.parametrize("status", [EditionStatus.OPEN, EditionStatus.DRAFT])
def test_without_anybody_to_tell_nothing_is_asked(status: EditionStatus, manager: Client) -> None:
    edition = EditionFactory.create(status=status)
    response = manager.post(reverse("editions:edit", args=[edition.pk]), edit_data(edition, {}), follow=True)
    assert "De editie is bijgewerkt." in response.content.decode()
    assert edition.sessions.get().starts_at == local(2027, 6, 10, 9, 30)


def test_what_nobody_was_told_is_stored_without_asking(manager: Client) -> None:
    edition = EditionFactory.create()
    RegistrationFactory.create(booking__edition=edition)
    [session] = edition.sessions.all()
    same = {
        "date": timezone.localtime(session.starts_at).date().isoformat(),
        "start": "12:00",
        "end": "13:30",
        "walk_in": "11:45",
        "place": "",
        "meeting_url": "https://meet.example.org/andere-zaal",
    }
    response = manager.post(
        reverse("editions:edit", args=[edition.pk]), edit_data(edition, same, label="najaar"), follow=True
    )
    assert "De editie is bijgewerkt." in response.content.decode()
    edition.refresh_from_db()
    assert (edition.label, Message.objects.count()) == ("najaar", 0)


def test_fewer_places_than_people_is_refused_beside_the_field(manager: Client) -> None:
    edition = EditionFactory.create()
    for _ in range(2):
        RegistrationFactory.create(booking__edition=edition)
    response = manager.post(reverse("editions:edit", args=[edition.pk]), edit_data(edition, {}, capacity=1))
    assert response.context["form"].errors == {
        "capacity": ["Er zijn al 2 plaatsen bezet; het maximum kan niet lager zijn."]
    }
    edition.refresh_from_db()
    assert (edition.capacity, edition.sequence) == (12, 0)


def test_what_is_over_is_refused_with_everything_that_was_typed(manager: Client) -> None:
    edition = EditionFactory.create(status=EditionStatus.CANCELLED)
    response = manager.post(reverse("editions:edit", args=[edition.pk]), edit_data(edition, {}, label="najaar"))
    html = response.content.decode()
    assert "Deze editie is voorbij of gaat niet door" in html
    assert 'value="najaar"' in html
    edition.refresh_from_db()
    assert edition.label == ""


def test_a_webinar_is_edited_on_its_page(manager: Client) -> None:
    page = WebinarPageFactory.create()
    edition = EditionFactory.create(offering=page)
    response = manager.get(reverse("editions:edit", args=[edition.pk]))
    assert response.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_the_price_is_worked_out_while_it_is_typed(manager: Client) -> None:
    vat, subsidy = VatRuleFactory.create(), SubsidySchemeFactory.create(percentage=Decimal(50))
    query: dict[str, str | int] = {"gross_price_cents": "3.100,00", "vat_rule": vat.pk, "subsidy_scheme": subsidy.pk}
    html = manager.get(reverse("editions:price"), query).content.decode()
    for amount in ("3.100,00", "1.550,00", "325,50", "1.875,50"):
        assert amount in html
    assert "Kosteloos" in manager.get(reverse("editions:price"), {"gross_price_cents": ""}).content.decode()
    assert manager.get(reverse("editions:price"), {"gross_price_cents": "x", "vat_rule": "y"}).status_code == 200


def test_the_screen_costs_as_many_queries_with_one_as_with_thirty(
    manager: Client, django_assert_num_queries: Any
) -> None:
    edition = EditionFactory.create(capacity=40)
    address = reverse("editions:inspect", args=[edition.pk])
    RegistrationFactory.create(booking__edition=edition)
    manager.get(address)
    with django_assert_num_queries(SCREEN_QUERIES):
        manager.get(address)
    for _ in range(29):
        RegistrationFactory.create(booking__edition=edition)
    with django_assert_num_queries(SCREEN_QUERIES):
        html = manager.get(address).content.decode()
    assert html.count("/deelnemers/inspect/") == 30


@pytest.mark.parametrize(
    ("status", "buttons"),
    [
        (EditionStatus.DRAFT, ["openen"]),
        (EditionStatus.OPEN, ["beslissen"]),
        (EditionStatus.CONFIRMED, ["afronden", "gaat-niet-door"]),
        (EditionStatus.COMPLETED, []),
        (EditionStatus.CANCELLED, []),
    ],
)
def test_the_screen_offers_what_can_come_next(status: EditionStatus, buttons: list[str], manager: Client) -> None:
    edition = EditionFactory.create(status=status)
    html = manager.get(reverse("editions:inspect", args=[edition.pk])).content.decode()
    offered = [
        name
        for name in ("openen", "beslissen", "afronden", "gaat-door", "gaat-niet-door")
        if f"{LIST}{name}/{edition.pk}/" in html
    ]
    assert offered == buttons


def booked(edition: Edition, order: Order, **registration: Any) -> None:
    """One person with an order."""
    booking = BookingFactory.create(edition=edition, order=order)
    order.reference = f"booking:{booking.public_id}"
    order.save()
    RegistrationFactory.create(booking=booking, **registration)


def test_cancelling_says_beforehand_what_it_does_and_then_does_it(manager: Client) -> None:
    edition = EditionFactory.create(offering__title="Leernetwerk HRM", capacity=12)
    booked(edition, InvoiceOrderFactory.create(total_cents=187_550))
    booked(edition, PaidAttemptFactory.create(order__total_cents=187_550).order)
    gone = PaidAttemptFactory.create()
    RefundFactory.create(attempt=gone)
    booked(edition, gone.order, status=RegistrationStatus.CANCELLED, seat=False)
    address = reverse("editions:cancel", args=[edition.pk])
    html = manager.get(address).content.decode()
    assert "2 deelnemers krijgen een mail;" in html
    assert "2 agenda-items vervallen;" in html
    assert "1 open order wordt geannuleerd (€\xa01.875,50);" in html
    assert "1 terugbetaling begint (€\xa01.875,50);" in html
    assert manager.post(address, {"reason": ""}).context["form"].errors == {"reason": ["Dit is een verplicht veld."]}
    edition.refresh_from_db()
    assert edition.status == "open"
    response = manager.post(address, {"reason": "Er zijn te weinig aanmeldingen."}, follow=True)
    assert "Leernetwerk HRM gaat niet door; iedereen krijgt bericht." in response.content.decode()
    edition.refresh_from_db()
    assert (edition.status, edition.taken) == ("cancelled", 0)
    assert Message.objects.filter(subject="Het gaat niet door: Leernetwerk HRM").count() == 2


def test_a_refusal_is_told_and_nothing_happens(manager: Client) -> None:
    edition = EditionFactory.create(status=EditionStatus.DRAFT, sessions=0)
    html = manager.post(reverse("editions:open", args=[edition.pk])).content.decode()
    assert "Voeg eerst een bijeenkomst toe" in html
    html = manager.post(reverse("editions:confirm", args=[edition.pk])).content.decode()
    assert "Dit kan niet meer: de stand is intussen veranderd." in html
    typed = {"reason": "De spreker is ziek."}
    done = EditionFactory.create(status=EditionStatus.COMPLETED)
    html = manager.post(reverse("editions:cancel", args=[done.pk]), typed).content.decode()
    assert "Dit kan niet meer: de stand is intussen veranderd." in html
    assert "De spreker is ziek.</textarea>" in html
    edition.refresh_from_db()
    assert edition.status == "draft"


def test_the_attendance_list_is_alphabetical_with_a_column_per_day(manager: Client) -> None:
    edition = EditionFactory.create(status=EditionStatus.CONFIRMED, sessions=2)
    for name in ("Anna van den Berg", "Bert Aalders", "Chris de Boer"):
        RegistrationFactory.create(booking__edition=edition, booking__name=name)
    RegistrationFactory.create(
        booking__edition=edition,
        booking__name="Dirk Weg",
        status=RegistrationStatus.CANCELLED,
        seat=False,
    )
    response = manager.get(reverse("editions:attendance_list", args=[edition.pk]))
    names = [registration.name for registration in response.context["registrations"]]
    assert names == ["Bert Aalders", "Anna van den Berg", "Chris de Boer"]
    html = response.content.decode()
    assert html.count('<th scope="col" class="sign">') == 2
    assert html.count('<td class="sign">') == 6
    assert "style=" not in html


def test_the_first_screen_shows_what_was_held_and_needed_no_decision(manager: Client) -> None:
    for title, status in (("Webinar van gisteren", "confirmed"), ("Wacht op een besluit", "applied")):
        edition = EditionFactory.create(offering__title=title, decision_date=timezone.localdate(), sessions=0)
        SessionFactory.create(edition=edition, starts_at=timezone.now() - dt.timedelta(days=1))
        RegistrationFactory.create(booking__edition=edition, status=status)
    html = manager.get(reverse("wagtailadmin_home")).content.decode()
    decisions, _heading, held = html.partition("Geweest, nog af te ronden")
    assert "Webinar van gisteren" in held
    assert "Webinar van gisteren" not in decisions
    assert "Wacht op een besluit" in decisions
    assert "Wacht op een besluit" not in held


def test_what_was_held_is_closed_from_its_screen(manager: Client) -> None:
    edition = EditionFactory.create(sessions=0)
    SessionFactory.create(edition=edition, starts_at=timezone.now() - dt.timedelta(days=1))
    registration = RegistrationFactory.create(booking__edition=edition)
    screen = reverse("editions:inspect", args=[edition.pk])
    complete, cockpit = (reverse(f"editions:{name}", args=[edition.pk]) for name in ("complete", "decide"))
    html = manager.get(screen).content.decode()
    assert (complete in html, cockpit in html) == (True, False)
    assert "Ja, het gaat door" not in manager.get(cockpit).content.decode()
    Registration.objects.update(status="applied")
    html = manager.get(screen).content.decode()
    assert (complete in html, cockpit in html) == (False, True)
    Registration.objects.update(status="confirmed")
    manager.post(complete, {"share": "80"})
    registration.edition.refresh_from_db()
    assert registration.edition.status == "completed"


def test_the_first_screen_shows_who_waits_for_a_talk_and_whom_no_mail_reached(manager: Client) -> None:
    edition = EditionFactory.create(has_intake=True)
    first = RegistrationFactory.create(booking__edition=edition, status="intake", name="Anna Berg")
    second = RegistrationFactory.create(booking__edition=edition, status="intake", name="Bea Bos")
    Intake.objects.create(registration=second)
    decided = RegistrationFactory.create(booking__edition=edition, status="intake", name="Chris Dam")
    Intake.objects.create(registration=decided, decided_at=timezone.now())
    mail_confirmed(registration_view(decided))
    assert "Mail kwam niet aan" not in manager.get(reverse("wagtailadmin_home")).content.decode()
    Message.objects.update(state="bounced")
    html = manager.get(reverse("wagtailadmin_home")).content.decode()
    intakes, _heading, unreached = html.partition("Mail kwam niet aan")
    assert intakes.index("Anna Berg") < intakes.index("Bea Bos")
    assert "Chris Dam" not in intakes
    assert "Chris Dam" in unreached
    assert reverse("registrations:inspect", args=[first.pk]) in html


def test_the_first_screen_shows_decisions_that_are_due(manager: Client) -> None:
    EditionFactory.create(
        offering__title="Leernetwerk HRM", minimum=8, decision_date=timezone.localdate() + dt.timedelta(days=3)
    )
    later = EditionFactory.create(
        offering__title="Nog lang niet", decision_date=timezone.localdate() + dt.timedelta(days=90)
    )
    RegistrationFactory.create(booking__edition=later)
    html = manager.get(reverse("wagtailadmin_home")).content.decode()
    assert "Leernetwerk HRM" in html
    assert "0 van 8, beslissen op" in html
    assert "Nog lang niet" not in html
