"""A webinar with people in it that gets another time: whoever publishes sees first whom that mails."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from cms.admin.checks import ask_before_publishing
from cms.models import Message, User
from events.models import Edition, Session, WebinarPage
from tests.factories.events import RegistrationFactory, WebinarPageFactory, local

pytestmark = pytest.mark.django_db

START = local(2035, 12, 13, 12, 30)


def draft_of(page: WebinarPage, starts_at: dt.datetime) -> WebinarPage:
    page.starts_at, page.ends_at = starts_at, starts_at + dt.timedelta(minutes=90)
    page.walk_in_at = None
    page.save_revision()
    draft: WebinarPage = page.get_latest_revision_as_object()
    return draft


@pytest.fixture
def page(page_tree: SimpleNamespace) -> WebinarPage:
    made: WebinarPage = WebinarPageFactory.create(parent=page_tree.agenda, starts_at=START)
    made.save_revision().publish()
    RegistrationFactory.create(booking__edition=Edition.objects.get())
    return made


def test_publishing_asks_first_and_then_mails(
    page: WebinarPage, moderator: User, log_in: Callable[[User], Client], rf: RequestFactory
) -> None:
    draft = draft_of(page, START + dt.timedelta(days=1))
    address = reverse("vakwerk_page_checks", args=[page.pk])
    asked = ask_before_publishing(rf.get("/"), draft)
    assert asked is not None
    assert asked.headers["Location"] == address

    client = log_in(moderator)
    html = client.get(address).content.decode()
    assert "1 deelnemer weet nu: “donderdag 13 december 2035, 12.30 – 14.00 uur" in html
    assert "Dat wordt “vrijdag 14 december 2035, 12.30 – 14.00 uur" in html
    assert "Toch publiceren" in html
    assert not Message.objects.exists()

    client.post(address, {"revision": str(draft.latest_revision_id)})
    assert Message.objects.get().subject == f"Gewijzigd: {page.title}"
    assert Session.objects.get().starts_at == START + dt.timedelta(days=1)


def test_the_same_time_is_not_asked_about(page: WebinarPage, rf: RequestFactory) -> None:
    page.lead = "Andere woorden."
    page.save_revision()
    assert ask_before_publishing(rf.get("/"), page.get_latest_revision_as_object()) is None
