import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.api import NotAllowed
from cms.models import Lead, Message
from events.actions.announce_edition import announce_edition
from events.actions.open_edition import open_edition
from events.lifecycles import EditionStatus
from events.models import Edition
from tests.factories.cms import LeadFactory
from tests.factories.events import EditionFactory, ProgrammePageFactory, SessionFactory, local

pytestmark = pytest.mark.django_db


def draft(page_tree: SimpleNamespace, **changes: Any) -> Edition:
    offering = ProgrammePageFactory.create(title="Leernetwerk HRM", parent=page_tree.programmes)
    edition: Edition = EditionFactory.create(offering=offering, status=EditionStatus.DRAFT, sessions=0, **changes)
    SessionFactory.create(edition=edition, starts_at=local(2030, 6, 13, 9, 30))
    LeadFactory.create(kind=Lead.Kind.INTEREST, page=offering, email="anna@lindewaard.example")
    return edition


def test_opening_tells_whoever_waited_for_dates(page_tree: SimpleNamespace) -> None:
    edition = draft(page_tree)

    open_edition(edition_id=edition.pk)

    mail = Message.objects.get()
    assert (mail.recipient, mail.subject) == ("anna@lindewaard.example", "Er zijn nieuwe data: Leernetwerk HRM")
    assert "13 juni 2030" in mail.text
    assert edition.offering.full_url in mail.text
    assert ModelLogEntry.objects.get(action="events.edition_announced").data == {"mails": 1}
    assert announce_edition(edition_id=edition.pk) == 0


def test_nobody_is_sent_to_a_page_that_is_not_there(page_tree: SimpleNamespace) -> None:
    edition = draft(page_tree)
    edition.offering.unpublish()
    open_edition(edition_id=edition.pk)
    assert not Message.objects.exists()
    with pytest.raises(NotAllowed, match="Het programma staat niet op de site"):
        announce_edition(edition_id=edition.pk)
    assert Lead.objects.get().status == "new"


@pytest.mark.parametrize("status", [EditionStatus.DRAFT, EditionStatus.CANCELLED, EditionStatus.COMPLETED])
def test_only_what_one_can_sign_up_for(status: EditionStatus, page_tree: SimpleNamespace) -> None:
    edition = draft(page_tree)
    Edition.objects.update(status=status)
    with pytest.raises(NotAllowed, match="er valt niets te melden"):
        announce_edition(edition_id=edition.pk)
    Edition.objects.update(status=EditionStatus.OPEN)
    edition.sessions.update(starts_at=timezone.now() - dt.timedelta(hours=1), walk_in_at=None, ends_at=timezone.now())
    with pytest.raises(NotAllowed, match="er valt niets te melden"):
        announce_edition(edition_id=edition.pk)
    assert not Message.objects.exists()


def test_nobody_hears_of_an_edition_that_is_closed(page_tree: SimpleNamespace) -> None:
    edition = draft(page_tree, access_key="k" * 32)
    open_edition(edition_id=edition.pk)
    with pytest.raises(NotAllowed, match="besloten"):
        announce_edition(edition_id=edition.pk)
    assert not Message.objects.exists()
    assert Lead.objects.get().status == "new"
