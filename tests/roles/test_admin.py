"""Every address of the admin, tried by every role, with objects that exist: whoever is not expected is refused."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client

from cms.models import User
from tests.roles import table, world
from tests.roles.addresses import Address, addresses, patterns
from tests.roles.samples import Samples
from tests.roles.world import World

pytestmark = [
    pytest.mark.django_db,
    # Wagtail's preview of a picture leaves the picture to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning"),
]

PREFIX = "admin/"
# Wagtail's fallbacks: a page that is not there, and the way to our own login page.
UNNAMED = ["admin/login/", "admin/test404/", "admin/^.*/$"]
# Remembered about a visit, not changed by it.
OWN_TRACES = ("django_session", "wagtailadmin_editingsession", "wagtailusers_userprofile")
# What somebody must not read, wherever it stands.
REGISTRATIONS = {world.PARTICIPANT, world.PARTICIPANT_ADDRESS, world.ASKER}
MONEY = {world.PAYER, world.CHARGE}
SECRET_FOR = {
    table.EDITORS: REGISTRATIONS | MONEY,
    table.MODERATORS: REGISTRATIONS | MONEY,
    table.MANAGERS: {world.CHARGE},
    table.FINANCE: REGISTRATIONS | {world.WRITER},
}

LogIn = Callable[[User], Client]


@pytest.fixture
def visitor(
    request: pytest.FixtureRequest,
    site: World,
    log_in: LogIn,
    make_staff: Callable[[str], User],
    administrator: User,
) -> tuple[str, Any, Client]:
    """A role with its user and a browser in which every factor was shown."""
    role: str = request.param
    match role:
        case table.ANONYMOUS:
            return role, AnonymousUser(), Client(raise_request_exception=False)
        case table.PARTICIPANT:
            user = User.objects.create_user(world.PARTICIPANT_ADDRESS)
        case table.ADMINISTRATOR:
            user = administrator
        case _:
            user = make_staff(role)
    client = log_in(user)
    client.raise_request_exception = False
    return role, user, client


def all_addresses(site: World, user: Any) -> list[Address]:
    return [address for address in addresses(PREFIX, Samples(site, user)) if address.key not in table.NOT_TRIED]


@contextmanager
def trying() -> Iterator[list[str]]:
    """Take back what happens here; gives the statements that changed something others see."""
    written: list[str] = []

    def watch(execute: Any, sql: Any, *arguments: Any) -> Any:
        text = str(sql)
        if text.startswith(("INSERT", "UPDATE", "DELETE")) and not any(name in text for name in OWN_TRACES):
            written.append(text)
        return execute(sql, *arguments)

    with transaction.atomic(), connection.execute_wrapper(watch):
        yield written
        transaction.set_rollback(True)


def send(client: Client, method: str, address: Address) -> HttpResponseBase:
    client.cookies.pop("messages", None)  # they would pile up
    if method == "PUT":
        body = "&".join(f"{name}={value}" for name, value in address.data.items())
        return client.put(address.path, body, content_type="application/x-www-form-urlencoded")
    return client.get(address.path) if method == "GET" else client.post(address.path, dict(address.data))


def came_in(client: Client, address: Address) -> tuple[bool, bytes, list[str]]:
    """Whether the screen opens, its text, and what was written. A route is asked in the way that it listens to."""
    for method in ("GET", "POST", "PUT"):
        with trying() as written:
            response = send(client, method, address)
        if response.status_code != 405:
            break
    return not refused(response), getattr(response, "content", b""), written


def refused(response: HttpResponseBase) -> bool:
    if response.status_code in (403, 404):
        return True
    location = response.headers.get("Location", "")
    return response.status_code == 302 and (
        location == "/admin/" or location.startswith(("/account/", "/admin/login/"))
    )


def test_the_table_is_complete(site: World) -> None:
    keys = {address.key for address in all_addresses(site, AnonymousUser())}
    assert keys == set(table.expected())
    assert [pattern.route for pattern in patterns(PREFIX) if not pattern.name] == UNNAMED


@pytest.mark.parametrize("visitor", table.ROLES, indirect=True)
def test_each_role_comes_in_where_it_belongs_and_nowhere_else(visitor: tuple[str, Any, Client], site: World) -> None:
    role, user, client = visitor
    rules = table.expected()
    wrong: list[str] = []
    for address in all_addresses(site, user):
        is_welcome = role in rules.get(address.key, table.NOBODY)
        is_in, text, written = came_in(client, address)
        if is_in is not is_welcome:
            wrong.append(f"{address.key} {address.path}: {'came in' if is_in else 'was refused'}")
        if not is_welcome and written:
            wrong.append(f"{address.key} {address.path}: refused, but wrote {written}")
        wrong += [
            f"{address.key} {address.path}: shows {secret}"
            for secret in SECRET_FOR.get(role, ())
            if is_in and secret.encode() in text
        ]
    assert wrong == []


@pytest.mark.parametrize("visitor", table.ROLES, indirect=True)
def test_who_may_not_come_in_changes_nothing_either(visitor: tuple[str, Any, Client], site: World) -> None:
    role, user, client = visitor
    rules = table.expected() | dict(table.MAY_ACT)
    changed: list[str] = []
    for address in all_addresses(site, user):
        if role not in rules.get(address.key, table.NOBODY):
            with trying() as written:
                send(client, "POST", address)
            changed += [f"{address.key} {address.path}: {statement}" for statement in written]
    assert changed == []


@pytest.mark.parametrize("visitor", [table.ADMINISTRATOR], indirect=True)
def test_who_may_act_does(visitor: tuple[str, Any, Client], site: World) -> None:
    _role, user, client = visitor
    idle = []
    for address in all_addresses(site, user):
        if table.MAY_ACT.get(address.key):
            with trying() as written:
                send(client, "POST", address)
            if not written:
                idle.append(address.key)
    assert idle == []


@pytest.mark.parametrize("has_factor", [False, True], ids=["none set up", "not shown"])
def test_without_a_second_factor_even_an_administrator_stays_out(
    has_factor: bool,  # noqa: FBT001  # pytest passes it by name
    site: World,
    administrator: User,
    log_in: LogIn,
) -> None:
    if has_factor:
        log_in(administrator)
    client = Client(raise_request_exception=False)
    client.force_login(administrator)
    onward = "/account/2fa/reauthenticate/?next=" if has_factor else "/account/tweede-stap/?next="
    inside = []
    for address in all_addresses(site, administrator):
        for method in ("GET", "POST"):
            with trying() as written:
                response = send(client, method, address)
            if not response.headers.get("Location", "").startswith(onward) or written:
                inside.append(f"{method} {address.path}")
    assert inside == []


@pytest.mark.parametrize("visitor", table.ROLES, indirect=True)
def test_what_is_not_there_is_not_there_for_anybody(visitor: tuple[str, Any, Client]) -> None:
    _role, _user, client = visitor
    for path in ("/admin/nergens/", "/en/admin/", "/ADMIN/", "/admin/login/"):
        response = client.get(path)
        assert refused(response), path
