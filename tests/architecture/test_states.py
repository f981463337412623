"""States: closed tables, drawn in the READMEs, and moved by actions only."""

import ast
from enum import Enum
from importlib import import_module
from typing import Any

import pytest

from cms.lifecycle import picture
from tests.architecture.source import APPS, ROOT, files, parsed, place

TABLES = [
    pytest.param(app, name, table, id=f"{app}.{name}")
    for app in APPS
    for name, table in vars(import_module(f"{app}.lifecycles")).items()
    if isinstance(table, dict) and table and all(isinstance(state, Enum) for state in table)
]

# Another company's server, with states of its own; nothing here is ours.
ELSEWHERE = ("betalingen/sandbox/",)
# The outbox is the one mover of mails: claiming, sending and giving up are one conversation with the mail server.
MOVERS = ("betalingen/actions/", "events/actions/", "cms/actions/", "cms/mail/delivery.py")
COLUMNS = {"status", "state"}


@pytest.mark.parametrize(("app", "name", "table"), TABLES)
def test_a_table_is_closed(app: str, name: str, table: dict[Any, Any]) -> None:
    states: type[Enum] = type(next(iter(table)))
    assert set(table) == set(states)
    assert all(type(then) is states for following in table.values() for then in following)
    assert all(now not in following for now, following in table.items())


@pytest.mark.parametrize(("app", "name", "table"), TABLES)
def test_the_apps_readme_draws_it(app: str, name: str, table: dict[Any, Any]) -> None:
    assert f"```mermaid\n{picture(table)}\n```" in (ROOT / app / "README.md").read_text()


def test_only_actions_move_a_state() -> None:
    found = [
        place(path, node.lineno)
        for path in files()
        if not str(path.relative_to(ROOT)).startswith(MOVERS + ELSEWHERE)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.stmt | ast.expr) and _moves(node)
    ]
    assert found == []


def test_this_test_sees_actions_move_states() -> None:
    seen = {
        path.stem
        for path in files("betalingen/actions", "events/actions")
        for node in ast.walk(parsed(path))
        if _moves(node)
    }
    assert {"cancel_order", "confirm_edition", "accept_quote"} <= seen


def _moves(node: ast.AST) -> bool:
    """`thing.status = ...`, `setattr(thing, "status", ...)` or `queryset.update(status=...)`."""
    match node:
        case ast.Assign(targets=targets):
            return any(isinstance(target, ast.Attribute) and target.attr in COLUMNS for target in targets)
        case ast.AugAssign(target=ast.Attribute(attr=name)) | ast.AnnAssign(target=ast.Attribute(attr=name)):
            return name in COLUMNS
        case ast.Call(func=ast.Name(id="setattr"), args=[_, ast.Constant(value=name), _]):
            return name in COLUMNS
        case ast.Call(func=ast.Attribute(attr="update" | "aupdate"), keywords=keywords):
            return any(keyword.arg in COLUMNS for keyword in keywords)
    return False
