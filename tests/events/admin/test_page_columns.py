"""The explorer tells when an offering is next, and how full."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from events.lifecycles import EditionStatus
from tests.factories.events import EditionFactory, ProgrammePageFactory, SessionFactory, WebinarPageFactory, local

pytestmark = pytest.mark.django_db


def test_webinars_show_their_date_and_places(manager: Client, page_tree: SimpleNamespace) -> None:
    page = WebinarPageFactory.create(parent=page_tree.agenda)
    edition = EditionFactory.create(offering=page, sessions=0, capacity=100)
    SessionFactory.create(edition=edition, starts_at=local(2030, 12, 13, 12, 30))
    html = manager.get(f"/admin/pages/{page_tree.agenda.pk}/").content.decode()
    assert "13 december 2030" in html
    assert "0/100" in html


def test_programmes_show_the_edition_that_comes_first(manager: Client, page_tree: SimpleNamespace) -> None:
    page = ProgrammePageFactory.create(parent=page_tree.programmes)
    ProgrammePageFactory.create(parent=page_tree.programmes)  # without an edition
    for capacity, starts_at, status in [
        (11, timezone.now() - dt.timedelta(days=3), EditionStatus.CONFIRMED),
        (12, local(2030, 6, 10, 9, 30), EditionStatus.OPEN),
        (13, local(2031, 6, 10, 9, 30), EditionStatus.OPEN),
        (14, local(2030, 5, 10, 9, 30), EditionStatus.DRAFT),
    ]:
        edition = EditionFactory.create(offering=page, sessions=0, capacity=capacity, status=status)
        SessionFactory.create(edition=edition, starts_at=starts_at)
    html = manager.get(f"/admin/pages/{page_tree.programmes.pk}/").content.decode()
    assert "10 juni 2030" in html
    assert "0/12" in html
    assert "0/13" not in html
    assert manager.get(f"/admin/pages/{page_tree.programmes.pk}/?q=leergang").status_code == 200
