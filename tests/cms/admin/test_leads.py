"""Leads in the admin: the list, its export, the screen, the buttons, and what waits on the first screen."""

import datetime as dt
import io
import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cms.actions.accept_lead import accept_lead
from cms.lifecycles import LeadStatus
from cms.models import CallPlace, Lead, Message, User
from tests.factories.cms import ApplicationFactory, ContactPageFactory, LeadFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/berichten/"


@pytest.fixture
def desk(page_tree: SimpleNamespace, programme_manager: User, log_in: Callable[[User], Client]) -> Client:
    """A browser of a programme manager, on a site with its fixed pages."""
    return log_in(programme_manager)


def screen(lead: Lead) -> str:
    return reverse("leads:inspect", args=[lead.pk])


def names_in(client: Client, **query: Any) -> list[str]:
    html = client.get(LIST, query).content.decode()
    return re.findall(r'id="lead_\d+_title">([^<]+)<', html)


def buttons_of(client: Client, lead: Lead) -> list[str]:
    html = client.get(screen(lead)).content.decode()
    return re.findall(rf'href="/admin/berichten/([a-z]+)/{lead.pk}/"', html)


# The list ----------------------------------------------------------------------------------------------------------------

LIST_QUERIES = 16


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_as_much_with_thirty(
    count: int, desk: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    LeadFactory.create_batch(count)
    desk.get(LIST)
    with django_assert_num_queries(LIST_QUERIES):
        assert len(names_in(desk)) == count


@pytest.mark.parametrize("text", ["anna", "berg@", "WATERSCHAP", "leernetwerk", "bellen"])
def test_searching(text: str, desk: Client) -> None:
    LeadFactory.create(name="Iemand Anders", message="")
    LeadFactory.create(
        name="Anna Berg",
        email="a.berg@linge.example",
        organisation_name="Waterschap Linge",
        page_title="Leernetwerk",
    )
    assert names_in(desk, q=text) == ["Anna Berg"]


def test_filters_on_kind_state_and_period(desk: Client) -> None:
    LeadFactory.create(name="Eén")
    two = ApplicationFactory.create(name="Twee", status=LeadStatus.CLOSED)
    Lead.objects.filter(pk=two.pk).update(created_at=timezone.now() - dt.timedelta(days=40))
    today = timezone.localdate()
    assert names_in(desk) == ["Eén", "Twee"]
    assert names_in(desk, kind="application") == ["Twee"]
    assert names_in(desk, status="new") == ["Eén"]
    assert names_in(desk, created_at_from=today) == ["Eén"]
    assert names_in(desk, created_at_to=today - dt.timedelta(days=39)) == ["Twee"]


def test_the_export_follows_the_filters_and_neutralises_formulas(desk: Client) -> None:
    ApplicationFactory.create(name="=HYPERLINK(1)", answers=[["Wie doet mee?", "Drie teams."]])
    LeadFactory.create(name="Valt buiten het filter")
    response = desk.get(LIST, {"kind": "application", "export": "xlsx"})
    today = timezone.localdate()
    assert response["Content-Disposition"] == f'attachment; filename="berichten-{today:%Y-%m-%d}.xlsx"'
    sheet = openpyxl.load_workbook(io.BytesIO(response.getvalue())).active
    assert sheet is not None
    rows = list(sheet.iter_rows())
    assert len(rows) == 2
    cells = {str(head.value): cell for head, cell in zip(rows[0], rows[1], strict=True)}
    assert (cells["Naam"].value, cells["Naam"].data_type) == ("=HYPERLINK(1)", "s")
    assert (cells["Stand"].value, cells["Als soort organisatie"].value) == ("nieuw", "gemeente")
    assert cells["Antwoorden"].value == "Wie doet mee? Drie teams."
    assert cells["Ontvangen"].is_date


# One of them -------------------------------------------------------------------------------------------------------------


def test_the_screen_tells_what_was_sent_and_what_happened(desk: Client, page_tree: SimpleNamespace) -> None:
    page = ContactPageFactory.create(parent=page_tree.home)
    lead = ApplicationFactory.create(page=page, answers=[["Wie doet mee?", "Drie <teams>."]], phone="088 000 00 09")
    desk.post(reverse("leads:take_up", args=[lead.pk]))
    html = desk.get(screen(lead)).content.decode()
    assert "Drie &lt;teams&gt;." in html
    assert 'href="tel:0880000009"' in html
    assert f'href="{page.url}"' in html
    assert "1 van 1 plaats vrij" in " ".join(html.split())
    assert "In behandeling genomen" in html


@pytest.mark.parametrize(
    ("status", "offered"),
    [
        ("new", ["behandelen", "beantwoorden", "toelaten", "afwijzen", "sluiten"]),
        ("in_progress", ["beantwoorden", "toelaten", "afwijzen", "sluiten"]),
        ("answered", ["behandelen", "toelaten", "afwijzen", "sluiten"]),
        ("accepted", ["terugtrekken", "sluiten"]),
        ("refused", []),
        ("withdrawn", []),
        ("closed", []),
    ],
)
def test_the_buttons_are_those_of_the_table(status: str, offered: list[str], desk: Client) -> None:
    assert buttons_of(desk, ApplicationFactory.create(status=status)) == offered


def test_a_message_has_no_place_to_give(desk: Client) -> None:
    assert buttons_of(desk, LeadFactory.create()) == ["behandelen", "beantwoorden", "sluiten"]


def test_an_editor_reads_and_decides_nothing(editor: User, log_in: Callable[[User], Client], desk: Client) -> None:
    lead = LeadFactory.create()
    client = log_in(editor)
    assert buttons_of(client, lead) == []
    assert client.post(reverse("leads:close", args=[lead.pk])).status_code == 302
    lead.refresh_from_db()
    assert lead.status == "new"


def test_an_answer_is_mailed_with_the_address_of_whoever_wrote_it(desk: Client, programme_manager: User) -> None:
    lead = LeadFactory.create()
    address = reverse("leads:answer", args=[lead.pk])
    assert "Uw antwoord" in desk.get(address).content.decode()
    assert Lead.objects.get().status == "new"
    response = desk.post(address, {"text": "Morgen om tien uur."}, follow=True)
    assert f"Het bericht van {lead.name} is beantwoord." in response.content.decode()
    mail = Message.objects.get()
    assert (mail.recipient, mail.reply_to) == (lead.email, programme_manager.email)
    assert "Morgen om tien uur." in mail.text
    assert Lead.objects.get().status == "answered"


@pytest.mark.parametrize(
    ("decision", "then", "mails"), [("accept", "accepted", 1), ("refuse", "refused", 1), ("close", "closed", 0)]
)
def test_deciding_about_an_application(decision: str, then: str, mails: int, desk: Client) -> None:
    lead = ApplicationFactory.create()
    desk.post(reverse(f"leads:{decision}", args=[lead.pk]), {"text": "Daarom."})
    lead.refresh_from_db()
    assert (lead.status, Message.objects.count()) == (then, mails)


def test_pulling_out_gives_the_place_back(desk: Client) -> None:
    lead = accept_lead(lead_id=ApplicationFactory.create().pk)
    desk.post(reverse("leads:withdraw", args=[lead.pk]))
    assert CallPlace.objects.get().taken == 0


def test_a_refusal_is_told_beside_what_was_typed_and_changes_nothing(desk: Client) -> None:
    place = accept_lead(lead_id=ApplicationFactory.create().pk).place
    late = ApplicationFactory.create(place=place)
    response = desk.post(reverse("leads:accept", args=[late.pk]))
    assert response.status_code == 200
    assert "Er is geen plaats meer voor deze soort organisatie." in response.content.decode()
    closed = LeadFactory.create(status=LeadStatus.CLOSED)
    html = desk.post(reverse("leads:answer", args=[closed.pk]), {"text": "Morgen om tien uur."}).content.decode()
    assert "Dit kan niet meer: de stand is intussen veranderd." in html
    assert "Morgen om tien uur.</textarea>" in html
    assert [lead.status for lead in Lead.objects.order_by("pk")] == ["accepted", "new", "closed"]
    assert Message.objects.count() == 1


# Many of them ------------------------------------------------------------------------------------------------------------


def test_closing_many_leaves_what_cannot(desk: Client) -> None:
    new, refused = LeadFactory.create(), ApplicationFactory.create(status=LeadStatus.REFUSED, name="Anna Berg")
    address = f"/admin/bulk/cms/lead/close/?next={LIST}&id={new.pk}&id={refused.pk}"
    assert "er gaat geen mail uit" in desk.get(address).content.decode()
    html = desk.post(address, follow=True).content.decode()
    assert "Anna Berg: dit kan niet bij de stand “afgewezen”." in html
    assert "1 bericht gesloten." in html
    assert [lead.status for lead in Lead.objects.order_by("pk")] == ["closed", "refused"]
    assert not Message.objects.exists()


def test_all_in_the_list_means_those_that_the_filter_lets_through(desk: Client) -> None:
    LeadFactory.create_batch(3)
    LeadFactory.create(status=LeadStatus.IN_PROGRESS)
    desk.post(f"/admin/bulk/cms/lead/close/?next={LIST}&id=all&status=new")
    assert sorted(Lead.objects.values_list("status", flat=True)) == ["closed", "closed", "closed", "in_progress"]


# The first screen --------------------------------------------------------------------------------------------------------


def test_new_ones_stand_on_the_first_screen(desk: Client) -> None:
    assert "Nieuwe berichten" not in desk.get("/admin/").content.decode()
    LeadFactory.create_batch(7)
    LeadFactory.create(name="Al bezig", status=LeadStatus.IN_PROGRESS)
    html = desk.get("/admin/").content.decode()
    assert "Nieuwe berichten" in html
    assert len(re.findall(r'href="/admin/berichten/inspect/\d+/"', html)) == 5
    assert "Bekijk alle 7 nieuwe berichten" in html
    assert "Al bezig" not in html


@pytest.mark.parametrize("role", ["Editors", "Finance"])
def test_not_for_whoever_cannot_answer(
    role: str, page_tree: SimpleNamespace, make_staff: Callable[[str], User], log_in: Callable[[User], Client]
) -> None:
    LeadFactory.create()
    first_screen = log_in(make_staff(role)).get("/admin/")

    assert (first_screen.status_code, "Nieuwe berichten" in first_screen.content.decode()) == (200, False)
