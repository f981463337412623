import pytest
from wagtail.models import ModelLogEntry

from cms.models import User
from events.actions.set_reminders import set_reminders
from tests.factories.events import EditionFactory

pytestmark = pytest.mark.django_db


def test_what_changes_is_kept_and_logged(programme_manager: User) -> None:
    edition = EditionFactory.create()
    set_reminders(edition_id=edition.pk, day_before=True, hour_before=False, thanks_after=False, user=programme_manager)
    edition.refresh_from_db()
    assert (edition.reminds_day_before, edition.reminds_hour_before, edition.thanks_after) == (True, False, False)
    line = ModelLogEntry.objects.get(action="events.reminders_set")
    assert (line.user, line.data) == (programme_manager, {"reminds_hour_before": False, "thanks_after": False})


def test_the_same_again_leaves_no_line() -> None:
    set_reminders(edition_id=EditionFactory.create().pk, day_before=True, hour_before=True, thanks_after=True)
    assert not ModelLogEntry.objects.exists()
