import pytest

from cms.models import User
from events.actions.copy_materials import copy_materials
from events.models import Edition, Material
from tests.factories.events import EditionFactory, MaterialFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def source() -> Edition:
    """Two days, with a document and a link on the second."""
    edition: Edition = EditionFactory.create(sessions=2)
    second = edition.sessions.order_by("starts_at")[1]
    MaterialFactory.create(session=second, title="Casus")
    MaterialFactory.create(session=second, title="Achtergrond", document=None, url="https://www.example.org/")
    MaterialFactory.create(session=second, title="Opname", release=Material.Release.AFTER)
    return edition


def test_what_is_read_beforehand_goes_to_the_same_day(source: Edition, programme_manager: User) -> None:
    copy = EditionFactory.create(sessions=2, status="draft")
    assert copy_materials(source_id=source.pk, edition_id=copy.pk, user=programme_manager) == 2
    day = copy.sessions.order_by("starts_at")[1]
    casus, background = day.materials.order_by("pk")
    assert casus.document == Material.objects.get(title="Casus", session__edition=source).document
    assert (background.title, background.url) == ("Achtergrond", "https://www.example.org/")
    assert Material.objects.filter(session__edition=copy).count() == 2
    assert Material.objects.filter(session__edition=source).count() == 3


def test_other_days_get_nothing(source: Edition) -> None:
    copy = EditionFactory.create(sessions=3)
    assert copy_materials(source_id=source.pk, edition_id=copy.pk) == 0
    assert not Material.objects.filter(session__edition=copy).exists()
