"""Fixtures of the tests of pages."""

from collections.abc import Callable

import pytest
from django.test import Client


@pytest.fixture
def warmed(client: Client) -> Callable[[str], str]:
    """A function that visits an address once, so that pictures exist and Wagtail knows its sites and content types, as on
    a site that runs. The page itself is not kept. It returns the page's text."""

    def visit(path: str) -> str:
        response = client.get(path)
        assert response.status_code == 200, f"{path}: {response.status_code}"
        return response.content.decode()

    return visit
