"""What every test may use. The database is a throw-away PostgreSQL of this test run (settings/test.py)."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test import Client, TransactionTestCase
from django.utils import translation
from pytest_django import DjangoDbBlocker
from wagtail.models import Site
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from cms.models import AcademySettings, User
from cms.page_cache.changes import ask_again
from cms.page_cache.remembered import forget
from cms.page_cache.store import store
from cms.project import translations
from tests import database, first_rows, fixed_pages
from tests.betalingen.bank_files import OWN_IBAN
from tests.job_queue import run_due_jobs
from tests.staff import logged_in

# Modules and folders, those with the longest tests first: browsers, servers, crowds of threads, every address of the admin.
LONG = [
    "test_every_page",
    "test_plugin_sets",
    "test_every_admin_screen",
    "test_demo",
    "test_whole_run",
    "simulation",
    "roles",
    "stateful",
    "concurrency",
    "example_plugin",
    "project",
    "journeys",
]
# Each test takes a minute and shares nothing with the next, so any process may have it.
ONE_BY_ONE = ("tests/journeys/test_every_page.py", "tests/journeys/test_every_admin_screen.py")
StaffMaker = Callable[[str], User]


def pytest_configure() -> None:
    """As manage.py does, for those who call pytest itself."""
    translations.compile_changed()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long comes first, so that no process of a parallel run is left with it when the others are done."""
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    names = (item.path.stem, item.path.parent.name)
    return next((place for place, name in enumerate(LONG) if name in names), len(LONG))


class Scheduling(LoadFileScheduling):
    """A module stays in one process, with its browser or its server; but for those in `ONE_BY_ONE`."""

    def _split_scope(self, nodeid: str) -> str:
        return nodeid if nodeid.startswith(ONE_BY_ONE) else str(super()._split_scope(nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling | None:
    return Scheduling(config, log) if config.option.dist == "loadfile" else None


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skipped test fails the run: a browser that is not found must not pass for a site that works."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter is not None and reporter.stats.get("skipped"):
        reporter.write_line("Tests were skipped, and in CI each must run.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session", autouse=True)
def _media_folder() -> Iterator[None]:
    """Uploaded files of this process, gone afterwards."""
    yield
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Test databases are copies of one that was migrated before."""
    database.prepare()


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The throw-away server takes its databases along; dropping one would fail while a thread still has a connection."""
    return database.is_throwaway()


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Rate limits and cached pages of one test must not reach the next."""
    cache.clear()
    store.empty()
    forget()
    ask_again()


def lent_out() -> int:
    """How many connections of the pool are in somebody's hands."""
    # Not `connection.pool`, which makes one: before there is a test database that would be a pool of the site's own.
    pool: Any = getattr(connection, "_connection_pools", {}).get(connection.alias)
    stats: dict[str, int] = pool.get_stats() if pool else {}
    return stats.get("pool_size", 0) - stats.get("pool_available", 0)


@pytest.fixture(autouse=True)
def _whole_pool() -> Iterator[None]:
    """A connection that does not come back is missed by a later test, that then waits for one of the four."""
    yield
    own = int(connection.connection is not None)
    deadline = time.monotonic() + 10  # the thread of a server still gives back that of its last answer
    while lent_out() > own and time.monotonic() < deadline:
        time.sleep(0.02)
    assert lent_out() <= own, "this test lost a connection of the pool"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Every test starts with what the migrations left and the fixed pages of the site, also after one that commits."""
    if database.is_for_tests():
        with django_db_blocker.unblock():
            fixed_pages.make()
            # Asked once in the life of a process: whichever test came first would count them.
            ContentType.objects.get_for_models(*apps.get_models(), for_concrete_models=False)
            first_rows.remember()
        TransactionTestCase._fixture_teardown = lambda _self: first_rows.put_back()  # type: ignore[attr-defined]


@pytest.fixture
def page_tree(db: None) -> SimpleNamespace:
    """The site's fixed pages: `root`, `home`, `news`, `programmes`, `agenda` and the `site` that serves them."""
    return fixed_pages.find()


@pytest.fixture(autouse=True)
def _speak_dutch_again() -> Iterator[None]:
    """A request in English leaves its language behind for the next test."""
    yield
    translation.deactivate()


@pytest.fixture
def make_staff(db: None) -> StaffMaker:
    """A function that makes a member of staff in the group with the given name."""

    def make(group: str) -> User:
        user = User.objects.create_user(
            f"{group.lower().replace(' ', '.')}@example.org", is_staff=True, first_name=group, last_name="Voorbeeld"
        )
        user.groups.add(Group.objects.get(name=group))
        return user

    return make


@pytest.fixture
def editor(make_staff: StaffMaker) -> User:
    return make_staff("Editors")


@pytest.fixture
def moderator(make_staff: StaffMaker) -> User:
    return make_staff("Moderators")


@pytest.fixture
def programme_manager(make_staff: StaffMaker) -> User:
    return make_staff("Programme managers")


@pytest.fixture
def bookkeeper(make_staff: StaffMaker) -> User:
    return make_staff("Finance")


@pytest.fixture
def administrator(db: None) -> User:
    return User.objects.create_superuser("beheer@example.org", first_name="Bea", last_name="Beheer")


@pytest.fixture
def log_in() -> Callable[[User], Client]:
    """A function that gives a browser in which this user has logged in with every factor."""
    return logged_in


@pytest.fixture
def run_jobs(db: None) -> Callable[..., list[str]]:
    """A function that runs what waits in the queue, here and now: mails, search index, your own jobs.

    `run_jobs(until=moment)` also runs jobs planned up to that moment. It returns the names of the jobs it ran.
    """
    return run_due_jobs


@pytest.fixture
def academy_details(db: None) -> AcademySettings:
    """What an invoice must say about who sends it."""
    academy: AcademySettings = AcademySettings.for_site(Site.objects.get(is_default_site=True))
    academy.legal_name = "Stichting Academie voor Publiek Vakmanschap"
    academy.street, academy.postcode, academy.city = "Spui 70", "2511 BT", "Den Haag"
    academy.kvk_number, academy.vat_number, academy.iban = "12345678", "NL123456789B01", OWN_IBAN
    academy.save()
    return academy
