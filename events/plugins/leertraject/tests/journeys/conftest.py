"""The browser of the project's own journeys."""

from tests.journeys.conftest import (  # noqa: F401
    _own_address,
    browser,
    open_page,
    page,
    page_of,
    phone,
)
