"""The project's own source, parsed."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
APPS = ("cms", "betalingen", "events")  # from the ground up: each may know those before it


def files(*folders: str) -> Iterator[Path]:
    """Every module of these folders (by default all apps), without migrations."""
    for folder in folders or APPS:
        yield from sorted(
            path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.relative_to(ROOT).parts
        )


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def module_name(path: Path) -> str:
    """`betalingen.actions.place_order` for its file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """(line, full name) of everything a module imports, also inside functions and for type checking."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{name.name}") for name in node.names)


def place(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"
