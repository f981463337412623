"""The register of organisations, as forms ask it: what stands in public registers, and nothing of who had to do with us."""

from typing import Final

from django.db.models import Case, CharField, Q, Value, When
from django.db.models.functions import Upper
from django.db.models.lookups import Exact

from cms.models import Organisation
from cms.prepared import Given, Prepared


def _one(named: Q) -> Prepared[Organisation]:
    return Prepared(lambda: Organisation.objects.filter(named).order_by("pk")[:1])


# A statement each: looking for numbers among ours is of no use for a name.
_TYPED = Given("typed", CharField())
_IS_NAME = Q(Exact(Upper("name"), Upper(_TYPED)))
_NAMED = _one(_IS_NAME)
_NUMBERED = _one(_IS_NAME | Q(kvk_number=_TYPED) | Q(oin=_TYPED))
SHORTEST: Final = 2  # characters from which something is suggested
MOST: Final = 8


def organisation_called(text: str) -> Organisation | None:
    """The one with this name, KvK number or OIN; None when we do not know it. One statement."""
    typed = text.strip()
    if not typed:
        return None
    known = _NUMBERED(typed=typed) if typed.isdecimal() else _NAMED(typed=typed)
    return known[0] if known else None


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
