"""The two decorators of the hook system, and the version of the contract they stand for."""

from collections.abc import Callable
from typing import Any, TypeVar

import pluggy

PROJECT = "vakwerk"

# Raise the minor number when something is added, the major one when a plugin may break. Plugins ask for "~=1.0".
API_VERSION = "1.4"

F = TypeVar("F", bound=Callable[..., Any])

hookspec = pluggy.HookspecMarker(PROJECT)
_marker = pluggy.HookimplMarker(PROJECT)


def hookimpl(function: F) -> F:
    """Mark an answer to a hook.

    Without pluggy's options: `tryfirst` and wrappers would let one plugin change the order or the answers of others.
    """
    return _marker(function)
