"""The register of organisations, as forms ask it: what stands in public registers, and nothing of who had to do with us."""

from typing import Final

from django.db.models import Case, Q, Value, When

from cms.models import Organisation

SHORTEST: Final = 2  # characters from which something is suggested
MOST: Final = 8


def organisation_called(text: str) -> Organisation | None:
    """The one with this name, KvK number or OIN; None when we do not know it. One statement."""
    typed = text.strip()
    if not typed:
        return None
    named = Q(name__iexact=typed) | (Q(kvk_number=typed) | Q(oin=typed) if typed.isdecimal() else Q())
    return Organisation.objects.filter(named).first()


def suggestions(text: str) -> list[dict[str, str]]:
    """A few organisations whose name holds the text, or whose KvK number or OIN begins with it: those that begin with it, or
    with "Gemeente" and it, first. One statement."""
    typed = " ".join(text.split())
    if len(typed) < SHORTEST:
        return []
    holds = Q(name__icontains=typed)
    if typed.isdecimal():
        holds |= Q(kvk_number__startswith=typed) | Q(oin__startswith=typed)
    begins = Q(name__istartswith=typed) | Q(name__icontains=f" {typed}")
    found = Organisation.objects.filter(holds).order_by(Case(When(begins, then=Value(0)), default=Value(1)), "name")
    shown = found.values("name", "place", "kvk_number", "oin")[:MOST]
    return [{name: str(value) for name, value in each.items()} for each in shown]
