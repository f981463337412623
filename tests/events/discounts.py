"""The discounts of the example plugin, switched on for a test."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

from vakwerk_example import hooks

from cms.page_cache.remembered import forget
from cms.plugins.manager import manager


@contextmanager
def example_discounts() -> Iterator[None]:
    """Until six weeks before the first day € 100,- off, and 10 % for three people or more."""
    manager().register(SimpleNamespace(discounts=hooks.discounts), name="example-discounts")
    forget()
    try:
        yield
    finally:
        manager().unregister(name="example-discounts")
        forget()
