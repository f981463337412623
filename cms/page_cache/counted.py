"""What a kept page shows of counts: asked again after a count changed, and when it all says the same the page is kept on.

A page of which everything that was asked while it was made is remembered or counted can be looked at so; one that asked anything
else is made anew after every change.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import connection
from django.utils.translation import get_language, override

T = TypeVar("T")

_mine = threading.local()


@dataclass
class Counts:
    """What one page showed of counts, in which language it asked; worth nothing when `asked_else`."""

    shown: list[tuple[str, Callable[[], Any], Any]] = field(default_factory=list)
    asked_else: bool = False
    is_counting: bool = False

    def say_the_same(self) -> bool:
        """Whether the page would show the same if it were made now. Asks what it was made of."""
        if self.asked_else:
            return False
        for language, show, said in self.shown:
            with override(language):
                if show() != said:
                    return False
        return True

    def _executing(self, execute: Callable[..., Any], *statement: Any) -> Any:
        self.asked_else = self.asked_else or not self.is_counting
        return execute(*statement)


@contextmanager
def counting() -> Iterator[Counts]:
    """What this thread asks meanwhile is for one page."""
    counts = Counts()
    _mine.counts = counts
    try:
        with connection.execute_wrapper(counts._executing):  # noqa: SLF001  # of this module
            yield counts
    finally:
        _mine.counts = None


def counted(ask: Callable[[], T], shown: Callable[[T], Any] = lambda answer: answer) -> T:
    """What `ask` answers: counts of now, with what is remembered. `shown` is what a page tells of it, to be held against later.

    `ask` depends on nothing of the request but the language. Of counts within counts only the outer ones tell.
    """
    counts: Counts | None = getattr(_mine, "counts", None)
    if counts is None or counts.is_counting:
        return ask()
    counts.is_counting = True
    try:
        answer = ask()
    finally:
        counts.is_counting = False
    counts.shown.append((get_language() or "", lambda: shown(ask()), shown(answer)))
    return answer
