"""The form of a subsidy scheme."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from betalingen.models import SubsidyScheme
from cms.models import User
from tests.factories.betalingen import FunderFactory, SubsidySchemeFactory

pytestmark = pytest.mark.django_db
LogIn = Callable[[User], Client]


@pytest.fixture
def finance(bookkeeper: User, log_in: LogIn) -> Client:
    return log_in(bookkeeper)


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Regeling Vakmanschap",
        "funder": FunderFactory.create().pk,
        "percentage": "50",
        "treatment": "unlinked",
        "valid_from": "2026-01-01",
        "organisation_kinds": ["municipality", "water_board"],
        "declaration": "Wij zijn een gemeente of een waterschap.",
        **changes,
    }


def test_kinds_of_organisations_are_kept(finance: Client) -> None:
    address = reverse(SubsidyScheme.snippet_viewset.get_url_name("add"))  # type: ignore[attr-defined]
    response = finance.post(address, typed())
    assert response.status_code == 302, response.context["form"].errors
    scheme = SubsidyScheme.objects.get()
    assert scheme.organisation_kinds == ["municipality", "water_board"]

    page = finance.get(reverse(SubsidyScheme.snippet_viewset.get_url_name("edit"), args=[scheme.pk]))  # type: ignore[attr-defined]
    assert page.content.decode().count(" checked") == 2


def test_whom_the_register_does_not_know_must_declare_something(finance: Client) -> None:
    address = reverse(SubsidyScheme.snippet_viewset.get_url_name("add"))  # type: ignore[attr-defined]
    page = finance.post(address, typed(declaration="")).content.decode()
    assert "Vul ook in wat iemand verklaart van wie we de organisatie niet kennen." in page
    assert not SubsidyScheme.objects.exists()


def test_without_kinds_anybody_may_have_it(finance: Client) -> None:
    scheme = SubsidySchemeFactory.create()
    address = reverse(SubsidyScheme.snippet_viewset.get_url_name("edit"), args=[scheme.pk])  # type: ignore[attr-defined]
    assert finance.post(address, typed(organisation_kinds=[], declaration="")).status_code == 302
    assert SubsidyScheme.objects.get().organisation_kinds == []
