"""The admin as a programme manager sees it."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client

from cms.models import User


@pytest.fixture
def manager(page_tree: SimpleNamespace, programme_manager: User, log_in: Callable[[User], Client]) -> Client:
    """A browser of a programme manager, on a site with its fixed pages."""
    return log_in(programme_manager)
