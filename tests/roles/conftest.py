"""The world that everybody tries to come in to."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests import fixed_pages
from tests.roles import world
from tests.roles.world import World


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Made once for a module; what a test does to it is taken back with the test."""
    with django_db_blocker.unblock(), transaction.atomic():
        pages = fixed_pages.find()
        yield world.build(pages.home, pages.programmes)
        transaction.set_rollback(True)
