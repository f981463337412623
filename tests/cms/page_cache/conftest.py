"""Tests with kept pages: `visitor()` is a browser without a session, on the name the site goes by."""

from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.test import Client


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
