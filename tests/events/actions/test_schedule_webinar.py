import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Locale

from cms.api import NotAllowed
from events import hooks
from events.actions.schedule_webinar import schedule_webinar
from events.lifecycles import EditionStatus
from events.models import Edition, Session, WebinarPage
from tests.events.rooms import RoomsInMemory
from tests.events.waiting import mails_to, wait
from tests.factories.events import RegistrationFactory, WebinarPageFactory, local

pytestmark = pytest.mark.django_db

START = local(2035, 12, 13, 12, 30)


def webinar(tree: SimpleNamespace, **facts: object) -> WebinarPage:
    page: WebinarPage = WebinarPageFactory.create(parent=tree.agenda, live=False, **{"starts_at": START, **facts})
    return page


def publish(page: WebinarPage) -> None:
    page.save_revision().publish()


def test_publishing_makes_the_edition_and_its_session(page_tree: SimpleNamespace) -> None:
    page = webinar(page_tree, capacity=60)
    assert not Edition.objects.exists()
    publish(page)

    edition = Edition.objects.get()
    assert (edition.offering_id, edition.status, edition.capacity, edition.minimum) == (page.pk, "open", 60, 1)
    session = Session.objects.get()
    assert (session.starts_at, session.ends_at) == (START, START + dt.timedelta(minutes=90))
    assert (session.walk_in_at, session.mode, session.meeting_provider) == (page.walk_in_at, "online", "link")


def test_publishing_again_changes_the_same_edition(page_tree: SimpleNamespace) -> None:
    page = webinar(page_tree)
    publish(page)
    later = START + dt.timedelta(days=1)
    page.starts_at, page.ends_at, page.walk_in_at = later, later + dt.timedelta(minutes=60), None
    publish(page)

    edition, session = Edition.objects.get(), Session.objects.get()
    assert (session.starts_at, session.walk_in_at, edition.sequence) == (later, None, 1)


def test_publishing_the_same_again_changes_nothing(page_tree: SimpleNamespace) -> None:
    page = webinar(page_tree)
    publish(page)
    publish(page)

    assert Edition.objects.get().sequence == 0


def test_a_draft_touches_nothing(page_tree: SimpleNamespace) -> None:
    page = webinar(page_tree)
    publish(page)
    page.capacity = 3
    page.save_revision()

    assert Edition.objects.get().capacity == 100


def test_never_fewer_places_than_people(page_tree: SimpleNamespace) -> None:
    page = webinar(page_tree)
    publish(page)
    edition = Edition.objects.get()
    page.capacity = 1
    scheduled = page.save_revision()
    for _number in range(2):
        RegistrationFactory.create(booking__edition=edition)

    with pytest.raises(NotAllowed):
        schedule_webinar(page=page)
    scheduled.publish()  # as a schedule does, long after the form was checked
    edition.refresh_from_db()
    assert (edition.capacity, edition.taken) == (100, 2)


def test_times_that_cannot_be_are_said_beside_their_field(page_tree: SimpleNamespace) -> None:
    page = webinar(page_tree)
    page.ends_at = START
    page.walk_in_at = START + dt.timedelta(minutes=1)
    page.closes_at = START + dt.timedelta(minutes=1)

    with pytest.raises(ValidationError) as mistake:
        page.full_clean()
    assert set(mistake.value.message_dict) == {"ends_at", "walk_in_at", "closes_at"}


def test_a_translation_shares_the_edition_and_changes_nothing(page_tree: SimpleNamespace) -> None:
    page = webinar(page_tree)
    publish(page)
    english = Locale.objects.get_or_create(language_code="en")[0]
    page_tree.home.copy_for_translation(english)
    page_tree.agenda.copy_for_translation(english)
    translated = page.copy_for_translation(english)
    translated.capacity = 7
    publish(translated)

    assert Edition.objects.get().capacity == 100


def test_taking_it_off_the_site_closes_sign_up_and_publishing_opens_it(page_tree: SimpleNamespace) -> None:
    page = webinar(page_tree)
    publish(page)
    WebinarPage.objects.get().unpublish()
    closed = Edition.objects.get().closes_at
    assert closed is not None
    assert closed <= timezone.now()

    publish(page)
    assert Edition.objects.get().closes_at is None


@pytest.mark.parametrize("status", [EditionStatus.CANCELLED, EditionStatus.COMPLETED])
def test_a_later_date_after_it_was_over_is_a_new_edition(page_tree: SimpleNamespace, status: EditionStatus) -> None:
    page = webinar(page_tree)
    publish(page)
    Edition.objects.update(status=status)
    publish(page)
    assert Edition.objects.count() == 1

    page.starts_at, page.ends_at = START + dt.timedelta(days=30), START + dt.timedelta(days=30, minutes=60)
    page.walk_in_at = None
    publish(page)
    assert sorted(Edition.objects.values_list("status", flat=True)) == sorted([status, "open"])


def test_a_webinar_can_meet_in_a_room_of_a_service(
    page_tree: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, run_jobs: Callable[..., list[str]]
) -> None:
    service = RoomsInMemory()
    monkeypatch.setattr(hooks, "meeting_provider", {"memory": service}.get)
    page = webinar(page_tree, meeting_provider="memory", meeting_url="", title="Goed werk")
    publish(page)
    run_jobs()
    assert [request.subject for request in service.rooms.values()] == ["Goed werk"]

    page.meeting_provider = ""
    publish(page)
    run_jobs()
    assert (service.rooms, Session.objects.get().meeting_provider) == ({}, "link")


def test_the_waiting_list_of_a_webinar_hears_its_new_time(page_tree: SimpleNamespace) -> None:
    page = webinar(page_tree, capacity=1)
    publish(page)
    edition = Edition.objects.get()
    RegistrationFactory.create(booking__edition=edition)
    wait(edition, "Yasmin")
    later = START + dt.timedelta(days=1)
    page.starts_at, page.ends_at, page.walk_in_at = later, later + dt.timedelta(minutes=60), None
    publish(page)
    assert mails_to("Yasmin") == ["joined", "changed"]
