"""List the plugins."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.plugins.inventory import Entry, entries

HEADINGS = ("name", "version", "state", "healthy", "contributes")


class Command(BaseCommand):
    help = "Lists plugins: available, enabled, what they contribute and whether they are healthy."

    def handle(self, *args: Any, **options: Any) -> None:
        found = entries()
        lines = [HEADINGS, *(_cells(entry) for entry in found)]
        widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
        for line in lines:
            self.stdout.write("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
        for entry in found:
            for problem in entry.problems:
                self.stdout.write(f"{problem.level}: {entry.key}: {problem.message} {problem.hint}".rstrip())


def _cells(entry: Entry) -> tuple[str, ...]:
    healthy = "-" if entry.state == "available" else "yes" if entry.is_healthy else "no"
    return (entry.key, entry.version or "-", entry.state, healthy, "; ".join(entry.contributes) or "-")
