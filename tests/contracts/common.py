"""What every contribution owes, whatever it contributes."""

import inspect
import re
import socket
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn, Protocol
from unittest import mock

import pytest
from django.db import connection
from django.utils import translation
from django.utils.functional import Promise

from cms.api import Problem
from cms.plugins.manager import Keyed, manager

LANGUAGES = ("nl", "en")
KEY = re.compile(r"[a-z][a-z0-9]*([-_][a-z0-9]+)*")
LONGEST_KEY = 40
"""Of every column that keeps the key of a contribution."""


class Configurable(Protocol):
    def check_configuration(self) -> Sequence[Problem]: ...


def key_of(item: Keyed) -> str:
    """For the id of a test."""
    return item.key


def failures(broken: Mapping[Callable[..., None], Sequence[type]]) -> list[Any]:
    """A parameter for every exam and every twin that must fail it."""
    return [
        pytest.param(exam, twin, id=f"{exam.__name__}-{twin.__name__}")
        for exam, twins in broken.items()
        for twin in twins
    ]


def raw_keys(hook: str) -> list[str]:
    """The keys as plugins answer them, before the kernel refuses a key that is taken twice."""
    answers: list[Iterable[Keyed]] = getattr(manager().hook, hook)()
    return [item.key for answer in answers for item in answer]


def assert_unique_and_stable(hook: str) -> None:
    """Content is stored under a key, so it may not depend on when, or in which language, one asks."""
    keys = raw_keys(hook)
    assert [key for key, count in Counter(keys).items() if count > 1] == []
    for language in LANGUAGES:
        with translation.override(language):
            assert raw_keys(hook) == keys


def assert_key(item: Keyed) -> None:
    for language in LANGUAGES:
        with translation.override(language):
            assert type(item.key) is str
            assert KEY.fullmatch(item.key)
            assert len(item.key) <= LONGEST_KEY


def assert_words(words: str | Promise) -> None:
    """Words for people follow their language: a text that was chosen at import time would not."""
    assert isinstance(words, Promise)
    for language in LANGUAGES:
        with translation.override(language):
            assert str(words).strip() == str(words) != ""


def assert_said(words: str | Promise) -> None:
    """Words that were made while somebody asked: those may be text already."""
    assert isinstance(words, str | Promise)
    assert str(words).strip() == str(words) != ""


def assert_fulfils(item: object, contract: type) -> None:
    """Every public name is there, and every method takes what the contract says; more only with a default."""
    for name, promised in vars(contract).items():
        if name.startswith("_") or not inspect.isfunction(promised):
            continue
        method = getattr(type(item), name, None)
        assert callable(method), f"{name} is missing"
        _assert_takes_the_same(inspect.signature(promised), inspect.signature(method), name)
    for name in _attributes(contract):
        assert hasattr(item, name), f"{name} is missing"


def _attributes(contract: type) -> set[str]:
    annotated = {name for name in inspect.get_annotations(contract) if not name.startswith("_")}
    return annotated | {name for name, value in vars(contract).items() if isinstance(value, property)}


def _assert_takes_the_same(promised: inspect.Signature, given: inspect.Signature, name: str) -> None:
    wanted, found = list(promised.parameters.values()), list(given.parameters.values())
    same = [(parameter.name, parameter.kind) for parameter in wanted]
    assert [(parameter.name, parameter.kind) for parameter in found[: len(wanted)]] == same, name
    assert all(parameter.default is not inspect.Parameter.empty for parameter in found[len(wanted) :]), name


def assert_configuration_is_told(item: Configurable) -> None:
    with apart():
        problems = item.check_configuration()
    assert isinstance(problems, Sequence)
    for problem in problems:
        assert isinstance(problem, Problem)
        assert problem.level in {"error", "warning"}
        assert_said(problem.message)


@contextmanager
def apart() -> Iterator[None]:
    """Neither the database nor the network may be used, not even by something that hides the error."""
    touched: list[str] = []

    def note_query(execute: Callable[..., Any], sql: str, *details: Any) -> Any:
        touched.append(sql)
        return execute(sql, *details)

    def refuse(_socket: object, address: object) -> NoReturn:
        touched.append(f"connection to {address}")
        raise OSError("there is no network during this exam")

    with connection.execute_wrapper(note_query), mock.patch.object(socket.socket, "connect", refuse):
        yield
    assert touched == []
