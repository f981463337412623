"""Several colleagues plan the editions of one contract, or attach one edition to several, at the same moment."""

import time
from collections import Counter
from typing import Any

import pytest

from cms.api import NotAllowed
from events.actions import attach_edition as attaching
from events.actions import plan_editions as planning
from events.models import Edition, Quote
from events.queries.contracts import attachable_editions, progress_of
from tests.concurrency.test_seats import at_once
from tests.events.contracts import contract, plan
from tests.factories.events import EditionFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_pool")]

COLLEAGUES = 4


def everybody_plans() -> tuple[Counter[str], int]:
    """Returns how it ended for each, and how many editions there are."""
    quote = contract(edition_count=2)

    def one(_number: int) -> str:
        try:
            planning.plan_editions(quote_id=quote.pk, plan=plan(2), planned_before=0)
        except NotAllowed:
            return "told"
        return "planned"

    return at_once(one, COLLEAGUES), Edition.objects.count()


def test_the_editions_are_made_once() -> None:
    assert everybody_plans() == (Counter(told=COLLEAGUES - 1, planned=1), 2)


def test_the_twin_without_locks_makes_them_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def count_slowly(quote: Quote) -> Any:
        found = progress_of(quote)
        time.sleep(0.3)  # nobody commits before the others have counted
        return found

    monkeypatch.setattr(planning, "locked_quote", lambda pk: Quote.objects.select_related("request").get(pk=pk))
    monkeypatch.setattr(planning, "progress_of", count_slowly)
    ended, made = everybody_plans()
    assert made == 2 * ended["planned"] > 2


def everybody_attaches() -> Counter[str]:
    """One edition, to a contract each of the same organisation and programme."""
    first = contract()
    edition = EditionFactory.create(offering=first.request.offering, access_key="k" * 32)
    contracts = [first, *(contract(request__offering=first.request.offering) for _each in range(COLLEAGUES - 1))]

    def one(number: int) -> str:
        try:
            attaching.attach_edition(quote_id=contracts[number].pk, edition_id=edition.pk)
        except NotAllowed:
            return "told"
        return "attached"

    return at_once(one, COLLEAGUES)


def test_an_edition_comes_under_one_contract() -> None:
    assert everybody_attaches() == Counter(told=COLLEAGUES - 1, attached=1)


def test_the_twin_without_a_lock_on_the_edition_attaches_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def look_slowly(quote: Quote) -> Any:
        found = list(attachable_editions(quote))
        time.sleep(0.3)  # nobody commits before the others have looked
        return Edition.objects.filter(pk__in=[edition.pk for edition in found])

    monkeypatch.setattr(attaching, "locked_edition", lambda pk: Edition.objects.get(pk=pk))
    monkeypatch.setattr(attaching, "attachable_editions", look_slowly)
    assert everybody_attaches()["attached"] > 1
