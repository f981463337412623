"""A real browser against a real server. `page` is a tab of 1280 pixels wide; `open_page` makes one of another kind."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, sync_playwright

# Playwright's own event loop runs in this thread, which Django would take for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def migrated_rows(django_db_setup: None) -> str:
    """What the migrations put into the database, serialised by Django when it was made."""
    rows: str = connection._test_serialized_contents  # type: ignore[attr-defined]
    return rows


@pytest.fixture(autouse=True)
def _migrated_data(migrated_rows: str, django_db_serialized_rollback: None) -> None:
    """A test with a live server empties all tables; each journey starts with what the migrations brought.

    While Playwright runs, Django gives this thread another connection object, which does not know the rows yet.
    """
    connection._test_serialized_contents = migrated_rows  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def browser(migrated_rows: str) -> Iterator[Browser]:
    """One Chromium for the whole run."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """A function that opens a tab with a clean browser context; its arguments are those of Playwright's `new_context`
    (`viewport`, `color_scheme`, `java_script_enabled`). Paths are relative to the live server."""
    contexts = []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(base_url=live_server.url, locale="nl-NL", **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    return open_page(viewport={"width": 1280, "height": 900})
