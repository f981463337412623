"""Plugins hear of a copy, with how much later it is."""

from typing import Any

import pytest

from events import hooks
from events.actions.take_along import take_along
from tests.factories.events import EditionFactory, SessionFactory, noon_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("first_day", "days"), [(37, 7), (None, None)])
def test_plugins_hear_how_many_days_later(
    first_day: int | None, days: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Any] = []
    monkeypatch.setattr(hooks, "edition_copied", lambda *told: heard.append(told))
    source, copy = EditionFactory.create(), EditionFactory.create(sessions=0)
    if first_day:
        SessionFactory.create(edition=copy, starts_at=noon_in(first_day))
    take_along(source_id=source.pk, edition_id=copy.pk)
    ((was, made, shift),) = heard
    assert (was.public_id, made.public_id, shift) == (source.public_id, copy.public_id, days)
