"""The report of an import, written while it runs: a line per article, what is left to do below it, the totals at the end."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.imports.document import Unread
from cms.imports.outcome import Outcome, Result

# What the command leaves with.
DONE: Final = 0
FAILED: Final = 1
TO_DO: Final = 2

_LABELS: Final = {
    Result.CREATED: gettext_lazy("nieuw concept"),
    Result.UPDATED: gettext_lazy("bijgewerkt"),
    Result.UNCHANGED: gettext_lazy("ongewijzigd"),
    Result.KEPT: gettext_lazy("niet overschreven"),
    Result.GONE: gettext_lazy("verwijderd"),
    Result.FAILED: gettext_lazy("mislukt"),
}


class Report:
    """Counts and writes; keeps no documents."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._results: Counter[Result] = Counter()
        self._notes = 0
        self._unread = 0

    def add_document(self, name: str, outcomes: Iterable[Outcome]) -> None:
        self._write(name)
        for outcome in outcomes:
            self._results[outcome.result] += 1
            page = f" ({reverse('wagtailadmin_pages:edit', args=[outcome.page_id])})" if outcome.page_id else ""
            self._write(f"  {_LABELS[outcome.result]}: {outcome.title}{page}")
            self.add_notes(outcome.notes)

    def add_unread(self, unread: Unread) -> None:
        self._unread += 1
        self._write(unread.name)
        self._write("  " + _("niet overgenomen: %(reason)s") % {"reason": unread.reason})

    def add_remarks(self, notes: Iterable[str]) -> None:
        """What is to be said of the source as a whole."""
        if remarks := list(notes):
            self._write(_("Over het geheel"))
            self.add_notes(remarks)

    def add_notes(self, notes: Iterable[str]) -> None:
        """What is left to do for a person."""
        for note in notes:
            self._notes += 1
            self._write(f"    ! {note}")

    @property
    def code(self) -> int:
        """How the command leaves: whether something failed, or is left to do."""
        if self._results[Result.FAILED]:
            return FAILED
        return TO_DO if self._notes or self._unread else DONE

    def totals(self) -> str:
        """One sentence on everything."""
        counts = [f"{self._results[result]} {label}" for result, label in _LABELS.items() if self._results[result]]
        if self._unread:
            counts.append(_("%(count)d niet overgenomen") % {"count": self._unread})
        counts.append(_("%(count)d keer iets te doen") % {"count": self._notes})
        return ", ".join(counts) + "."
