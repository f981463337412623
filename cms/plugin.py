"""What the site itself answers to its hooks."""

from collections.abc import Sequence

from cms.contracts import HiddenPath
from cms.plugins import hookimpl


@hookimpl
def hidden_paths() -> Sequence[HiddenPath]:
    """Searching, accounts and tools; the admin and pages that one must log in for."""
    words = ("admin", "_util", "account", "demo", "postvak", "stijlgids", "zoeken")
    return [HiddenPath(f"/{word}/") for word in words]
