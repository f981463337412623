"""A real browser against a real server. `page` is a tab of 1280 pixels wide; `open_page` makes one of another kind."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

from betalingen.sandbox import Sandbox
from cms.models import User
from tests.journeys.accessibility import PHONE

# Playwright's own event loop runs in this thread, which Django would take for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# Long enough for a machine that does other work too; whatever is there is found at once.
expect.set_options(timeout=60_000)

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--in-process-gpu",  # nothing that is drawn goes to a process that hands it on
    "--js-flags=--always-sparkplug",  # axe is new on every page, and slow as long as it is interpreted
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for these tests and no longer: while Playwright's event loop runs in this thread, Django gives it
    another connection object, and nothing else that is asynchronous can run.

    Modules come in any order, so it may start many times; a connection that is left behind is one less in the pool."""
    connections.close_all()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield chromium
        chromium.close()
        connections.close_all()


@pytest.fixture(autouse=True)
def _own_address(browser: Browser, live_server: Any, settings: LazySettings) -> None:
    """Links in mails, and the way back from the payment page, lead to the live server."""
    settings.SITE_URL = settings.WAGTAILADMIN_BASE_URL = live_server.url


@pytest.fixture
def sandbox(live_server: Any, settings: LazySettings) -> Iterator[Sandbox]:
    """A Stripe that sends its webhooks to the live server. After `sandbox.wait_for_deliveries()` they are stored there, and
    `run_jobs()` does what they ask."""
    with Sandbox(webhook_url=f"{live_server.url}/betalen/stripe/webhook/") as sandbox:
        settings.STRIPE_API_BASE = sandbox.url
        settings.STRIPE_SECRET_KEY = "rk_test_of_this_journey"
        settings.STRIPE_WEBHOOK_SECRETS = [sandbox.webhook_secret]
        yield sandbox


@pytest.fixture
def open_page(browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """A function that opens a tab with a clean browser context; its arguments are those of Playwright's `new_context`
    (`viewport`, `color_scheme`, `java_script_enabled`). Paths are relative to the live server."""
    contexts = []

    def open_page(**options: Any) -> Page:
        options = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **options}
        context = browser.new_context(base_url=live_server.url, locale="nl-NL", **options)
        context.set_default_timeout(60_000)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    return open_page()


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    """A tab of 360 pixels wide in which no script runs."""
    return open_page(viewport={"width": PHONE, "height": 740}, has_touch=True, java_script_enabled=False)


@pytest.fixture
def page_of(
    open_page: Callable[..., Page], log_in: Callable[[User], Client], live_server: Any
) -> Callable[[User], Page]:
    """A function that opens a tab in which this user has logged in."""

    def page_of(user: User) -> Page:
        page = open_page()
        session = log_in(user).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return page

    return page_of
