"""The list of registrations, its export, and what can be done there."""

import datetime as dt
import io
import re
import uuid
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.models import Message
from events.lifecycles import EditionStatus, RegistrationStatus
from events.models import Edition, Registration
from tests.factories.betalingen import VatRuleFactory
from tests.factories.events import BookingFactory, EditionFactory, RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/inschrijvingen/deelnemers/"


@pytest.fixture
def held() -> Edition:
    edition: Edition = EditionFactory.create(status=EditionStatus.CONFIRMED, sessions=0, capacity=40)
    SessionFactory.create(edition=edition, starts_at=timezone.now() - dt.timedelta(hours=2))
    return edition


def names_in(client: Client, **query: Any) -> list[str]:
    html = client.get(LIST, query).content.decode()
    return re.findall(r'id="registration_\d+_title">([^<]+)<', html)


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_as_many_queries_with_one_as_with_thirty(
    count: int, manager: Client, django_assert_num_queries: Any
) -> None:
    edition = EditionFactory.create(capacity=40)
    for _ in range(count):
        RegistrationFactory.create(booking__edition=edition)
    manager.get(LIST)  # what is looked up once per process
    with django_assert_num_queries(LIST_QUERIES):
        assert len(names_in(manager)) == count


LIST_QUERIES = 17


@pytest.mark.parametrize("text", ["anna", "berg@", "WATERSCHAP", "VA-2020-7777"])
def test_searching_name_address_organisation_and_number(text: str, manager: Client) -> None:
    RegistrationFactory.create(booking__name="Iemand Anders")
    RegistrationFactory.create(
        name="Anna Berg",
        email="a.berg@linge.example",
        number="VA-2020-7777",
        booking__organisation_name="Waterschap Linge",
    )
    assert names_in(manager, q=text) == ["Anna Berg"]


def test_filters_on_edition_state_and_period(manager: Client) -> None:
    one = RegistrationFactory.create(booking__name="Eén")
    two = RegistrationFactory.create(booking__name="Twee", status=RegistrationStatus.CANCELLED, seat=False)
    Registration.objects.filter(pk=two.pk).update(created_at=timezone.now() - dt.timedelta(days=40))
    today = timezone.localdate()
    assert names_in(manager, edition=one.edition_id) == ["Eén"]
    assert names_in(manager, status="cancelled") == ["Twee"]
    assert names_in(manager, created_at_from=today) == ["Eén"]
    assert names_in(manager, created_at_to=today - dt.timedelta(days=39)) == ["Twee"]


def test_the_export_follows_the_filters_and_neutralises_formulas(
    manager: Client, django_assert_num_queries: Any
) -> None:
    registration = RegistrationFactory.create(booking__name="=HYPERLINK(1)", booking__organisation_name="@Gemeente")
    RegistrationFactory.create(booking__name="Valt buiten het filter")
    query: dict[str, str | int] = {"edition": registration.edition_id, "export": "xlsx"}
    response = manager.get(LIST, query)
    today = timezone.localdate()
    assert response["Content-Disposition"] == f'attachment; filename="inschrijvingen-{today:%Y-%m-%d}.xlsx"'
    sheet = openpyxl.load_workbook(io.BytesIO(response.getvalue())).active
    assert sheet is not None
    rows = list(sheet.iter_rows())
    assert len(rows) == 2
    cells = {str(head.value): cell for head, cell in zip(rows[0], rows[1], strict=True)}
    assert (cells["Deelnemer"].value, cells["Deelnemer"].data_type) == ("=HYPERLINK(1)", "s")
    assert (cells["Organisatie"].value, cells["Organisatie"].data_type) == ("@Gemeente", "s")
    assert cells["Stand"].value == "bevestigd"
    assert cells["Ingeschreven op"].is_date
    assert cells["Eerste dag"].value.date() == today + dt.timedelta(days=30)


@pytest.mark.parametrize("export", ["csv", "pdf"])
def test_there_is_no_other_export(export: str, manager: Client) -> None:
    assert manager.get(LIST, {"export": export})["Content-Type"].startswith("text/html")


def form_for(edition: Edition, **changes: Any) -> dict[str, Any]:
    return {
        "form_key": str(uuid.uuid4()),
        "edition": edition.pk,
        "name": "Anna Berg",
        "email": "a.berg@linge.example",
        "organisation_name": "Waterschap Linge",
        "language": "nl",
    } | changes


def test_adding_somebody_by_hand_confirms_and_mails(manager: Client) -> None:
    edition = EditionFactory.create()
    data = form_for(edition)
    response = manager.post(f"{LIST}nieuw/", data)
    registration = Registration.objects.get()
    assert response.headers["Location"] == reverse("registrations:inspect", args=[registration.pk])
    assert (registration.name, registration.status) == ("Anna Berg", "confirmed")
    assert Message.objects.get().recipient == "a.berg@linge.example"
    manager.post(f"{LIST}nieuw/", data)  # the button was pressed twice
    assert Registration.objects.count() == 1


def test_what_costs_money_asks_who_pays(manager: Client) -> None:
    edition = EditionFactory.create(gross_price_cents=155_000, vat_rule=VatRuleFactory.create())
    html = manager.post(f"{LIST}nieuw/", form_for(edition)).content.decode()
    assert "Deze editie kost geld. Kies hoe er wordt betaald." in html
    assert not Registration.objects.exists()
    manager.post(f"{LIST}nieuw/", form_for(edition, provider="invoice", purchase_order_number="4500"))
    registration = Registration.objects.get()
    order = registration.booking.order
    assert order is not None
    assert (registration.status, order.customer_name, order.purchase_order_number) == (
        "confirmed",
        "Waterschap Linge",
        "4500",
    )


def test_a_full_edition_says_so_and_keeps_what_was_typed(manager: Client) -> None:
    edition = EditionFactory.create(capacity=1)
    RegistrationFactory.create(booking__edition=edition)
    html = manager.post(f"{LIST}nieuw/", form_for(edition)).content.decode()
    assert "Alle plaatsen zijn bezet." in html
    assert 'value="Anna Berg"' in html
    assert Registration.objects.count() == 1


def test_cancelling_says_what_it_does_and_gives_the_place_back(manager: Client) -> None:
    registration = RegistrationFactory.create()
    address = reverse("registrations:cancel", args=[registration.pk])
    assert "De plaats komt vrij" in manager.get(address).content.decode()
    manager.post(address)
    registration.refresh_from_db()
    registration.edition.refresh_from_db()
    assert (registration.status, registration.edition.taken) == ("cancelled", 0)


def test_attendance_before_the_start_is_refused_with_a_message(manager: Client) -> None:
    registration = RegistrationFactory.create()
    response = manager.post(reverse("registrations:attended", args=[registration.pk]), follow=True)
    assert "De bijeenkomst is nog niet begonnen" in response.content.decode()
    registration.refresh_from_db()
    assert registration.status == "confirmed"


def bulk(name: str, *registrations: Registration, **query: Any) -> str:
    chosen = "&".join(f"id={registration.pk}" for registration in registrations)
    extra = "".join(f"&{key}={value}" for key, value in query.items())
    return f"/admin/bulk/events/registration/{name}/?next={LIST}&{chosen}{extra}"


def test_one_refusal_does_not_stop_the_others(manager: Client, held: Edition) -> None:
    sure = RegistrationFactory.create(booking__edition=held, booking__name="Anna Berg")
    gone = RegistrationFactory.create(
        booking__edition=held, booking__name="Kees Bakker", status=RegistrationStatus.CANCELLED, seat=False
    )
    html = manager.post(bulk("attended", sure, gone), follow=True).content.decode()
    sure.refresh_from_db()
    gone.refresh_from_db()
    assert (sure.status, gone.status) == ("attended", "cancelled")
    assert "1 inschrijving bijgewerkt." in html
    assert "Kees Bakker: dit kan niet bij de stand “afgemeld”." in html


def test_all_in_the_list_means_those_that_the_filters_let_through(manager: Client, held: Edition) -> None:
    for _ in range(3):
        RegistrationFactory.create(booking__edition=held)
    elsewhere = RegistrationFactory.create(booking=BookingFactory.create(edition=EditionFactory.create()))
    address = f"/admin/bulk/events/registration/cancel/?next={LIST}&id=all&edition={held.pk}"
    html = manager.get(address).content.decode()
    assert html.count("/admin/inschrijvingen/deelnemers/inspect/") == 3
    manager.post(address)
    elsewhere.refresh_from_db()
    assert elsewhere.status == "confirmed"
    assert Registration.objects.filter(edition=held, status="cancelled").count() == 3


def test_the_search_counts_too_when_all_are_chosen(manager: Client, held: Edition) -> None:
    RegistrationFactory.create(booking__edition=held, booking__name="Anna Berg")
    RegistrationFactory.create(booking__edition=held, booking__name="Kees Bakker")
    manager.post(f"/admin/bulk/events/registration/cancel/?next={LIST}&id=all&q=anna")
    assert dict(Registration.objects.values_list("name", "status")) == {
        "Anna Berg": "cancelled",
        "Kees Bakker": "confirmed",
    }


def test_the_screen_has_the_personal_link_and_what_happened(manager: Client) -> None:
    registration = RegistrationFactory.create()
    manager.post(reverse("registrations:resend", args=[registration.pk]))
    html = manager.get(reverse("registrations:inspect", args=[registration.pk])).content.decode()
    assert f"/inschrijving/{registration.access_key}/" in html
    assert "Bevestiging opnieuw gestuurd" in html
    assert Message.objects.get().recipient == registration.email


def test_attendance_is_offered_once_it_has_begun(manager: Client, held: Edition) -> None:
    began = RegistrationFactory.create(booking__edition=held)
    to_come = RegistrationFactory.create(booking__edition=EditionFactory.create())
    for registration, offered in ((began, True), (to_come, False)):
        html = manager.get(reverse("registrations:inspect", args=[registration.pk])).content.decode()
        assert (reverse("registrations:attended", args=[registration.pk]) in html) is offered
        assert (reverse("registrations:absent", args=[registration.pk]) in html) is offered
