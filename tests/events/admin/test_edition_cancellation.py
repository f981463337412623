"""The screen with what leaving an edition costs, and where that is read and departed from."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Site

from betalingen.models import FinanceSettings, Order
from events.lifecycles import EditionStatus
from events.models import Edition, Registration
from tests.events.bookings import book, paid_edition
from tests.factories.events import EditionFactory, SessionFactory

pytestmark = pytest.mark.django_db

STEPS = [{"type": "step", "value": {"days": 14, "percentage": 50}}]


def posted(*steps: tuple[str, str]) -> dict[str, Any]:
    fields: dict[str, Any] = {"cancellation_steps-count": str(len(steps))}
    for number, (days, percentage) in enumerate(steps):
        prefix = f"cancellation_steps-{number}"
        fields |= {
            f"{prefix}-deleted": "",
            f"{prefix}-order": str(number),
            f"{prefix}-type": "step",
            f"{prefix}-id": "",
            f"{prefix}-value-days": days,
            f"{prefix}-value-percentage": percentage,
        }
    return fields


def address(edition: Edition) -> str:
    return reverse("editions:cancellation", args=[edition.pk])


def on_invoice() -> Registration:
    """Half of € 1.875,50 stays owed: it starts in twenty days."""
    edition = paid_edition(sessions=0, cancellation_steps=STEPS)
    SessionFactory.create(edition=edition, starts_at=timezone.now() + dt.timedelta(days=20))
    return book(edition, provider="invoice").registrations[0]


def test_the_editor_sets_the_steps(manager: Client) -> None:
    edition = paid_edition(status=EditionStatus.DRAFT)
    screen = reverse("editions:inspect", args=[edition.pk])
    assert address(edition) in manager.get(screen).content.decode()

    response = manager.post(address(edition), posted(("30", "0"), ("14", "50")))

    assert (response.status_code, response["Location"]) == (302, screen)
    stored = [child["value"] for child in Edition.objects.get(pk=edition.pk).cancellation_steps.raw_data]
    assert stored == [{"days": 30, "percentage": 0}, {"days": 14, "percentage": 50}]


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ([("30", "0"), ("30", "50")], "Er zijn twee stappen met dit aantal dagen."),
        ([("30", "50"), ("14", "10")], "Eerder afmelden kost nu meer dan later."),
        ([("30", "101")], "100"),
        ([("-1", "10")], "0"),
    ],
)
def test_a_mistake_stands_beside_its_field_and_nothing_is_lost(
    manager: Client, steps: list[tuple[str, str]], told: str
) -> None:
    edition = paid_edition()

    response = manager.post(address(edition), posted(*steps))

    shown = response.content.decode()
    assert response.status_code == 200
    assert told in shown
    assert f"&quot;days&quot;: &quot;{steps[0][0]}" in shown or f"&quot;days&quot;: {steps[0][0]}" in shown
    assert len(Edition.objects.get(pk=edition.pk).cancellation_steps) == 0
    assert not ModelLogEntry.objects.filter(action="events.cancellation_set").exists()


def test_of_an_edition_that_is_over_nothing_changes(manager: Client) -> None:
    edition = EditionFactory.create(status=EditionStatus.COMPLETED)

    response = manager.post(address(edition), posted(("30", "0")))

    assert "Deze editie is voorbij of gaat niet door" in response.content.decode()


def test_a_new_edition_begins_with_the_academy_s_rule(manager: Client) -> None:
    FinanceSettings.objects.create(site=Site.objects.get(is_default_site=True), cancellation_steps=STEPS)

    form = manager.get(reverse("editions:add")).context["form"]

    assert form.instance.cancellation_steps.raw_data[0]["value"] == {"days": 14, "percentage": 50}


def test_the_manager_reads_exactly_what_it_costs(manager: Client) -> None:
    registration = on_invoice()

    shown = manager.get(reverse("registrations:cancel", args=[registration.pk])).content.decode().replace("\xa0", " ")

    for part in ("€ 1.875,50", "€ 937,75", "waarvan btw € 162,75", 'value="937,75"'):
        assert part in shown


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"costs": "100,00", "reason": ""}, "Schrijf op waarom u van de regel afwijkt."),
        ({"costs": "1.875,51", "reason": "boos"}, "De kosten zijn hoogstens de prijs van de plaats."),
        ({"costs": "veel", "reason": "boos"}, "Vul een bedrag in euro’s in"),
    ],
)
def test_other_costs_want_a_reason_beside_the_field(manager: Client, typed: dict[str, str], told: str) -> None:
    registration = on_invoice()

    shown = manager.post(reverse("registrations:cancel", args=[registration.pk]), typed).content.decode()

    registration.refresh_from_db()
    assert told in shown
    assert f'value="{typed["costs"]}"' in shown
    assert registration.status == "confirmed"


def test_other_costs_with_a_reason_stand_in_the_history(manager: Client) -> None:
    registration = on_invoice()

    manager.post(reverse("registrations:cancel", args=[registration.pk]), {"costs": "100,00", "reason": "ziek"})

    entry = ModelLogEntry.objects.get(action="events.costs_decided")
    assert Order.objects.get().owed_cents == 10_000
    assert entry.message.replace("\xa0", " ") == "Afmelden kost € 100,00 in plaats van € 937,75: ziek"
