"""Publishing a call hands its places over; what was given is never taken back."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale

from cms.actions.accept_lead import accept_lead
from cms.models import CallPage, CallPlace, User
from tests.factories.cms import ApplicationFactory, CallPageFactory, stream

pytestmark = pytest.mark.django_db


def places() -> dict[str, tuple[str, int, int]]:
    return {place.kind: (place.label, place.places, place.taken) for place in CallPlace.objects.all()}


@pytest.fixture
def page(page_tree: SimpleNamespace) -> CallPage:
    page: CallPage = CallPageFactory.create(parent=page_tree.home)
    page.save_revision().publish()
    return page


def wants(page: CallPage, **numbers: int) -> None:
    page.places = stream([("place", {"kind": kind, "label": "", "places": count}) for kind, count in numbers.items()])


def test_publishing_makes_the_places_and_a_draft_does_not(page: CallPage) -> None:
    published = {"municipality": ("", 1, 0), "central_government": ("rijksuitvoeringsorganisatie", 2, 0)}
    assert places() == published
    wants(page, municipality=9)
    page.save_revision()
    assert places() == published


def test_given_places_stay(page: CallPage) -> None:
    place = CallPlace.objects.get(kind="central_government")
    for _ in range(2):
        accept_lead(lead_id=ApplicationFactory.create(place=place).pk)
    wants(page, municipality=3)
    page.save_revision().publish()
    assert places() == {
        "municipality": ("", 3, 0),
        "central_government": ("rijksuitvoeringsorganisatie", 2, 2),
    }
    wants(page, central_government=1)
    page.save_revision().publish()
    assert places() == {"municipality": ("", 0, 0), "central_government": ("", 2, 2)}


def test_a_translation_changes_nothing(page: CallPage) -> None:
    english, _made = Locale.objects.get_or_create(language_code="en")
    page.get_parent().copy_for_translation(english)
    translation = page.copy_for_translation(english)
    wants(translation, municipality=50)
    translation.save_revision().publish()
    assert places()["municipality"] == ("", 1, 0)


def edit(client: Client, page: CallPage, *chosen: tuple[str, int]) -> Any:
    data = {
        "title": page.title,
        "slug": page.slug,
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        **{f"{name}-count": "0" for name in ("body", "questions", "contacts", "partners")},
        "places-count": str(len(chosen)),
        "action-publish": "Publiceren",
    }
    for number, (kind, count) in enumerate(chosen):
        data |= {
            f"places-{number}-deleted": "",
            f"places-{number}-order": str(number),
            f"places-{number}-type": "place",
            f"places-{number}-value-kind": kind,
            f"places-{number}-value-label": "",
            f"places-{number}-value-places": str(count),
        }
    return client.post(f"/admin/pages/{page.pk}/edit/", data)


def test_the_editor_reads_what_cannot_be(page: CallPage, administrator: User, log_in: Any) -> None:
    place = CallPlace.objects.get(kind="central_government")
    for _ in range(2):
        accept_lead(lead_id=ApplicationFactory.create(place=place).pk)
    client = log_in(administrator)
    before = places()

    html = edit(client, page, ("central_government", 1)).content.decode()
    assert "Voor rijksuitvoeringsorganisatie zijn er al 2 toegelaten; minder plaatsen kan niet." in html
    html = edit(client, page, ("central_government", 2), ("central_government", 3)).content.decode()
    assert "Noem elke soort organisatie" in html
    assert places() == before

    assert edit(client, page, ("central_government", 5)).status_code == 302
    assert places()["central_government"] == ("", 5, 2)
