"""Tests with kept pages: `visitor()` is a browser without a session, on the name the site goes by."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.conf import LazySettings
from django.test import Client

from cms.models import AcademySettings


@pytest.fixture(autouse=True)
def _keep_pages(settings: LazySettings) -> None:
    settings.PAGE_CACHE_SECONDS = 300
    settings.SITE_URL = "http://localhost"
    settings.ALLOWED_HOSTS = ["localhost", "other.example.org", "testserver"]


@pytest.fixture
def visitor() -> Callable[..., Client]:
    def visitor(**headers: str) -> Client:
        return Client(HTTP_HOST="localhost", headers=headers or None)

    return visitor


@pytest.fixture
def page_tree(page_tree: SimpleNamespace) -> SimpleNamespace:
    """The fixed pages of a site that was visited before: the first visit stores the academy's details, which is a change."""
    AcademySettings.for_site(page_tree.site)
    return page_tree
