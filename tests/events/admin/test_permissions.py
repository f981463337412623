"""Every address of this part of the admin, tried by every role, with ids that exist."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from cms.models import User
from events.lifecycles import EditionStatus, QuoteStatus
from events.models import Edition, Quote, Registration
from tests.factories.events import EditionFactory, QuoteFactory, RegistrationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("page_tree")]

LISTS = ["editions", "registrations", "quotes", "quote_requests"]


@pytest.fixture
def addresses() -> list[str]:
    """Every address, of objects that exist."""
    registration = RegistrationFactory.create()
    draft = QuoteFactory.create(status=QuoteStatus.DRAFT)
    edition, quote = registration.edition.pk, draft.pk
    return [
        *(reverse(f"{name}:index") for name in LISTS),
        *(reverse(f"{name}:index_results") for name in LISTS),
        f"{reverse('registrations:index')}?export=xlsx",
        reverse("editions:add"),
        reverse("editions:price"),
        *(
            reverse(f"editions:{name}", args=[edition])
            for name in (
                "inspect", "edit", "delete", "history", "history_results", "usage",
                "open", "confirm", "cancel", "complete", "attendance", "attendance_list",
            )
        ),
        reverse("registrations:add"),
        *(
            reverse(f"registrations:{name}", args=[registration.pk])
            for name in ("inspect", "history", "history_results", "cancel", "attended", "absent", "resend")
        ),
        *(
            f"{reverse('wagtail_bulk_action', args=['events', 'registration', name])}?id={registration.pk}"
            for name in ("cancel", "attended", "absent")
        ),
        f"{reverse('quotes:add')}?request={draft.request_id}",
        reverse("quotes:sum"),
        *(
            reverse(f"quotes:{name}", args=[quote])
            for name in ("inspect", "edit", "preview", "history", "history_results", "send", "withdraw", "revise")
        ),
        reverse("quote_requests:inspect", args=[draft.request_id]),
    ]  # fmt: skip


@pytest.mark.parametrize("role", ["Editors", "Moderators", "Finance"])
def test_others_are_refused_everywhere(
    role: str, make_staff: Callable[[str], User], log_in: Callable[[User], Client], addresses: list[str]
) -> None:
    client = log_in(make_staff(role))
    home = reverse("wagtailadmin_home")
    answers = {address: client.get(address) for address in addresses}
    # Wagtail sends whoever may not come in back to the first screen.
    assert {
        address: (found.status_code, found.headers.get("Location")) for address, found in answers.items()
    } == dict.fromkeys(addresses, (302, home))
    assert not any(b"Pieter de Boer" in found.content for found in answers.values())


@pytest.mark.parametrize("role", ["Editors", "Moderators", "Finance"])
def test_others_change_nothing(
    role: str, make_staff: Callable[[str], User], log_in: Callable[[User], Client], addresses: list[str]
) -> None:
    client = log_in(make_staff(role))
    for address in addresses:
        assert client.post(address, {"reason": "Zomaar."}).headers.get("Location") == reverse("wagtailadmin_home")
    assert Edition.objects.get().status == EditionStatus.OPEN
    assert Registration.objects.get().status == "confirmed"
    assert Quote.objects.get().status == QuoteStatus.DRAFT


def test_the_menu_is_only_for_whom_it_concerns(
    make_staff: Callable[[str], User], log_in: Callable[[User], Client]
) -> None:
    lists = [reverse(f"{name}:index") for name in LISTS]
    for role, shown in [("Editors", False), ("Moderators", False), ("Finance", False), ("Programme managers", True)]:
        html = log_in(make_staff(role)).get(reverse("wagtailadmin_home")).content.decode()
        assert [address in html for address in lists] == [shown] * 4, role


def test_visitors_are_sent_to_the_door(client: Client, addresses: list[str]) -> None:
    for address in addresses:
        assert client.get(address).status_code == 302
        assert client.get(address).headers["Location"].startswith("/account/login/")


def test_a_programme_manager_comes_in_everywhere(manager: Client, addresses: list[str]) -> None:
    refused = set()
    for address in addresses:
        response = manager.get(address)
        if response.streaming:
            response.getvalue()  # read to the end, which closes the file
        if response.status_code != 200:
            refused.add(address)
    # An edition with people cannot be thrown away.
    edition = Edition.objects.get()
    assert refused == {reverse("editions:delete", args=[edition.pk])}


def test_nobody_deletes_what_people_agreed_to(
    administrator: User, log_in: Callable[[User], Client], page_tree: SimpleNamespace
) -> None:
    client = log_in(administrator)
    edition = RegistrationFactory.create().edition
    client.post(reverse("editions:delete", args=[edition.pk]))
    assert Edition.objects.filter(pk=edition.pk).exists()
    for address in ("deelnemers/delete/1/", "offertes/delete/1/", "aanvragen/delete/1/", "deelnemers/edit/1/"):
        assert client.get(f"/admin/inschrijvingen/{address}").status_code == 404


def test_a_draft_that_nobody_saw_can_be_thrown_away(manager: Client) -> None:
    edition = EditionFactory.create(status=EditionStatus.DRAFT)
    manager.post(reverse("editions:delete", args=[edition.pk]))
    assert not Edition.objects.exists()
