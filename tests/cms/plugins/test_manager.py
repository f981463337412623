"""The three kinds of hook, and the order in which everybody is asked."""

from importlib import import_module
from typing import Any

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from cms.contracts import NotAllowed
from cms.plugins.manager import KeyTakenTwice, NotContributed, check, contribution, contributions, react
from tests.cms.plugins.conftest import Enable
from tests.cms.plugins.packages import Site

COLOUR = """
from types import SimpleNamespace
from cms.contracts import NotAllowed
from cms.plugins import hookimpl


@hookimpl
def colours():
    return [SimpleNamespace(key="{0}")]


@hookimpl
def stickers(page):
    return [SimpleNamespace(key="{0}-" + page)]


@hookimpl
def check_paint(colour):
    if colour == "{0}":
        raise NotAllowed("Geen {0}.")


@hookimpl
def wall_painted(wall):
    wall.append("{0}")
    if wall[0] == "{0} fails":
        raise RuntimeError("{0}")
"""


@pytest.fixture
def specs(site: Site, enable: Enable) -> Any:
    """The hookspecs of the core app, with the plugins `red` and `blue` enabled in that order."""
    site.plugin("red", hooks=COLOUR.format("red"))
    site.plugin("blue", hooks=COLOUR.format("blue"))
    enable("red", "blue")
    return import_module("house.hookspecs")


def test_core_comes_first_then_the_plugins_in_their_order(specs: Any, enable: Enable) -> None:
    assert [colour.key for colour in contributions(specs.colours)] == ["loam", "oak", "red", "blue"]
    enable("blue", "red")
    assert [colour.key for colour in contributions(specs.colours)] == ["loam", "oak", "blue", "red"]


def test_a_contribution_may_ignore_arguments(specs: Any) -> None:
    assert [sticker.key for sticker in contributions(specs.stickers, page="home", request=None)] == [
        "red-home",
        "blue-home",
    ]


def test_positional_arguments_work_too(specs: Any) -> None:
    assert [sticker.key for sticker in contributions(specs.stickers, "home", None)] == ["red-home", "blue-home"]


def test_a_forgotten_argument_is_an_error(specs: Any) -> None:
    with pytest.raises(TypeError, match="missing a required argument: 'request'"):
        contributions(specs.stickers, page="home")


def test_one_contribution_by_its_key(specs: Any, enable: Enable) -> None:
    assert contribution(specs.colours, "blue").key == "blue"
    enable("red")
    with pytest.raises(
        NotContributed, match=r"No enabled plugin has 'blue' among colours; there are: loam, oak, red\."
    ):
        contribution(specs.colours, "blue")


def test_a_key_is_taken_once(site: Site, enable: Enable, specs: Any) -> None:
    site.plugin("rouge", hooks=COLOUR.format("red"))
    enable("red", "rouge")
    with pytest.raises(KeyTakenTwice, match="Two contributions to colours have the key 'red'"):
        contributions(specs.colours)


def test_the_first_objection_counts(specs: Any) -> None:
    check(specs.check_paint, wall="north", colour="green")
    with pytest.raises(NotAllowed) as refused:
        check(specs.check_paint, wall="north", colour="blue")
    assert refused.value.reason == "Geen blue."


@pytest.mark.django_db
def test_a_reaction_happens_in_order_and_stops_at_an_error(specs: Any) -> None:
    wall: list[str] = ["north"]
    react(specs.wall_painted, wall=wall)
    assert wall == ["north", "red", "blue"]
    failing = ["red fails"]
    with pytest.raises(RuntimeError, match="red"):
        react(specs.wall_painted, wall=failing)
    assert failing == ["red fails", "red"]


@pytest.mark.django_db(transaction=True)
def test_a_reaction_needs_the_transaction_of_its_fact(specs: Any) -> None:
    wall: list[str] = ["north"]
    with pytest.raises(TransactionManagementError, match="wall_painted must be called inside a transaction"):
        react(specs.wall_painted, wall=wall)
    assert wall == ["north"]
    with transaction.atomic():
        react(specs.wall_painted, wall=wall)
    assert wall == ["north", "red", "blue"]
