"""Claims on funders: every line once, corrections in the next, and the journal to the cent."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone

from betalingen.actions.cancel_order import cancel_order
from betalingen.actions.decide_claim import decide_claim
from betalingen.actions.gather_claim import gather_claim
from betalingen.actions.issue_invoice import issue_invoice
from betalingen.actions.receive_claim import receive_claim
from betalingen.actions.submit_claim import submit_claim
from betalingen.actions.write_off_claim import write_off_claim
from betalingen.api import LineRequest, Supply, price_of
from betalingen.models import (
    ClaimLine,
    ClaimReceipt,
    JournalEntry,
    JournalLine,
    OrderLine,
    SubsidyClaim,
    SubsidyScheme,
)
from betalingen.pricing import SubsidyTreatment, half_up
from betalingen.queries.books import balances, controls
from betalingen.queries.order_vat import vat_terms
from betalingen.queries.subsidy_claims import claims_for_finance, unclaimed_cents
from cms.api import MoveNotAllowed, NotAllowed
from cms.models import User
from tests.betalingen.conftest import VAT, place
from tests.factories.betalingen import SubsidySchemeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("academy")]
TODAY = timezone.localdate()
YEAR = TODAY.year


@pytest.fixture
def scheme() -> SubsidyScheme:
    found: SubsidyScheme = SubsidySchemeFactory.create()
    return found


def invoiced(scheme: SubsidyScheme, reference: str, count: int = 1, *, supplied_on: dt.date = TODAY) -> Any:
    """An invoice for places of € 3.100,- with half of it from the fund."""
    price = price_of(310_000, vat=VAT, subsidy=scheme.terms)
    line = LineRequest(description="Opleiding", quantity=count, price=price, subsidy_scheme_id=scheme.pk)
    order = place(reference=reference, provider="invoice", lines=[line], supply=Supply(supplied_on, supplied_on))
    return issue_invoice(order=order.pk)


def gathered(scheme: SubsidyScheme, user: User, year: int = YEAR) -> Any:
    claim = gather_claim(funder=scheme.funder_id, year=year, user=user)
    return claims_for_finance().get(pk=claim.pk)


def submitted(scheme: SubsidyScheme, user: User) -> SubsidyClaim:
    claim = gathered(scheme, user)
    return submit_claim(claim=claim.pk, submitted_on=TODAY, funder_reference="DUS-9", user=user)


def granted(scheme: SubsidyScheme, user: User, cents: int) -> SubsidyClaim:
    return decide_claim(claim=submitted(scheme, user).pk, granted_cents=cents, decided_on=TODAY, user=user)


def received(claim: SubsidyClaim, cents: int, user: User, reference: str = "NL-1") -> SubsidyClaim:
    return receive_claim(claim=claim.pk, amount_cents=cents, received_on=TODAY, bank_reference=reference, user=user)


def booked(*accounts: str) -> list[int]:
    found = {account.value: cents for account, cents in balances().items()}
    return [found[account] for account in accounts]


def books_agree() -> bool:
    return not any(control.difference for control in controls())


def test_what_is_invoiced_and_delivered_is_claimed_once(scheme: SubsidyScheme, bookkeeper: User) -> None:
    invoiced(scheme, "test:1", 2)
    invoiced(scheme, "test:2", supplied_on=TODAY + dt.timedelta(days=1))
    invoiced(SubsidySchemeFactory.create(), "test:3")
    claim = gathered(scheme, bookkeeper)

    assert (claim.number, claim.claimed, claim.line_count) == (f"SA-{YEAR}-0001", 310_000, 1)
    assert unclaimed_cents() == 310_000
    assert gathered(scheme, bookkeeper).pk == claim.pk
    assert ClaimLine.objects.count() == 1
    [line] = claim.lines.all()
    with pytest.raises(IntegrityError, match="claim_line_once"), transaction.atomic():
        ClaimLine.objects.create(
            claim=claim, document=line.document, order_line=line.order_line, amount_cents=line.amount_cents
        )


def test_a_new_year_claims_what_was_delivered_in_it(scheme: SubsidyScheme, bookkeeper: User) -> None:
    invoiced(scheme, "test:1")
    with pytest.raises(NotAllowed, match="niets aan te vragen"):
        gather_claim(funder=scheme.funder_id, year=YEAR - 1, user=bookkeeper)
    with pytest.raises(NotAllowed, match="nog niet begonnen"):
        gather_claim(funder=scheme.funder_id, year=YEAR + 1, user=bookkeeper)
    assert not SubsidyClaim.objects.exists()


def test_what_comes_later_and_what_is_credited_stands_in_the_next_claim(
    scheme: SubsidyScheme, bookkeeper: User
) -> None:
    invoiced(scheme, "test:1")
    first = submitted(scheme, bookkeeper)
    cancel_order(reference="test:1", reason="Niet door", user=bookkeeper)
    invoiced(scheme, "test:2", 3)
    second = gathered(scheme, bookkeeper)

    assert second.pk != first.pk
    assert sorted(second.lines.values_list("amount_cents", flat=True)) == [-155_000, 465_000]
    assert second.claimed == 310_000
    assert first.lines.count() == 1
    assert unclaimed_cents() == 0
    assert books_agree()


def test_only_corrections_are_not_submitted(scheme: SubsidyScheme, bookkeeper: User) -> None:
    invoiced(scheme, "test:1")
    submitted(scheme, bookkeeper)
    cancel_order(reference="test:1", reason="Niet door", user=bookkeeper)
    claim = gathered(scheme, bookkeeper)
    assert claim.claimed == -155_000
    with pytest.raises(NotAllowed, match="correcties"):
        submit_claim(claim=claim.pk, submitted_on=TODAY, user=bookkeeper)
    assert SubsidyClaim.objects.get(pk=claim.pk).state == "open"


def test_money_of_the_funder_lowers_what_is_receivable(scheme: SubsidyScheme, bookkeeper: User) -> None:
    invoiced(scheme, "test:1", 2)
    claim = granted(scheme, bookkeeper, 310_000)
    assert (claim.state, booked("subsidy", "bank")) == ("granted", [310_000, 0])

    claim = received(claim, 100_000, bookkeeper)
    assert (claim.state, booked("subsidy", "bank")) == ("granted", [210_000, 100_000])
    received(claim, 100_000, bookkeeper)  # told twice
    claim = received(claim, 210_000, bookkeeper, "NL-2")
    assert (claim.state, booked("subsidy", "bank")) == ("received", [0, 310_000])
    assert ClaimReceipt.objects.count() == 2
    assert books_agree()


@pytest.mark.parametrize(("cents", "state"), [(100_000, "partly_granted"), (0, "refused")])
def test_what_is_not_granted_stays_until_it_is_written_off(
    cents: int, state: str, scheme: SubsidyScheme, bookkeeper: User
) -> None:
    invoiced(scheme, "test:1")
    claim = granted(scheme, bookkeeper, cents)
    assert (claim.state, booked("subsidy", "subsidy_loss")) == (state, [155_000, 0])

    write_off_claim(claim=claim.pk, reason="Boven het plafond", user=bookkeeper)
    assert booked("subsidy", "subsidy_loss") == [cents, 155_000 - cents]
    with pytest.raises(NotAllowed, match="geen verschil"):
        write_off_claim(claim=claim.pk, reason="Nog eens", user=bookkeeper)
    found: Any = claims_for_finance().get()
    assert found.outstanding == cents
    assert books_agree()


@pytest.mark.parametrize(
    ("treatment", "granted_cents", "vat"),
    [
        # Of € 3.751,- with € 651,- VAT the fund was to pay € 1.550,-: 651 x 1.550 / 3.751 = 269,0083.
        (SubsidyTreatment.LINKED, 0, 26_901),
        (SubsidyTreatment.LINKED, 100_000, 9_545),
        (SubsidyTreatment.UNLINKED, 0, 0),
    ],
)
def test_what_a_funder_refuses_of_a_taxed_price_has_vat_that_is_not_due(
    treatment: SubsidyTreatment, granted_cents: int, vat: int, bookkeeper: User
) -> None:
    scheme = SubsidySchemeFactory.create(treatment=treatment)
    invoice = invoiced(scheme, "test:1")
    owed = -invoice.vat_cents
    claim = granted(scheme, bookkeeper, granted_cents)
    assert booked("vat", "subsidy", "subsidy_loss") == [owed, 155_000, 0]

    claim = write_off_claim(claim=claim.pk, reason="Te laat ingediend", user=bookkeeper)
    lost = 155_000 - granted_cents
    assert booked("vat", "subsidy", "subsidy_loss") == [owed + vat, granted_cents, lost - vat]
    assert (claim.written_off_cents, claim.written_off_vat_cents) == (lost, vat)
    entries = JournalEntry.objects.filter(key__contains=":vat:")
    assert [(entry.order, entry.document) for entry in entries] == [(invoice.order, claim.number)] * bool(vat)
    assert books_agree()


def test_vat_of_refused_parts_is_what_is_left_of_what_was_received(bookkeeper: User) -> None:
    """VAT is then 21/121 of what the customer and the fund really paid."""
    scheme = SubsidySchemeFactory.create(treatment=SubsidyTreatment.LINKED)
    invoice = invoiced(scheme, "test:1")
    write_off_claim(claim=granted(scheme, bookkeeper, 0).pk, reason="Nee", user=bookkeeper)

    assert booked("vat") == [-half_up(Decimal(invoice.amount_cents) * 21 / 121)]


def test_vat_is_corrected_per_order_and_adds_up(bookkeeper: User) -> None:
    linked = SubsidySchemeFactory.create(treatment=SubsidyTreatment.LINKED, percentage=Decimal("33.33"))
    other = SubsidySchemeFactory.create(funder=linked.funder)
    for number in range(1, 8):
        invoiced(linked, f"test:{number}", number)
    invoiced(other, "test:8")
    first = submitted(linked, bookkeeper)
    cancel_order(reference="test:2", reason="Niet door", user=bookkeeper)
    invoiced(linked, "test:9", 5)
    second = submitted(linked, bookkeeper)
    for claim in (first, second):
        decide_claim(claim=claim.pk, granted_cents=100_001, decided_on=TODAY, user=bookkeeper)
        write_off_claim(claim=claim.pk, reason="Op", user=bookkeeper)

    vat = SubsidyClaim.objects.aggregate(cents=Sum("written_off_vat_cents"))["cents"]
    entries = JournalEntry.objects.filter(key__contains=":vat:")
    lines = JournalLine.objects.filter(entry__in=entries, account="vat")
    assert sum(lines.values_list("amount_cents", flat=True)) == vat > 0
    # What was credited gives back in the second what the first took.
    assert set(lines.filter(entry__order__reference="test:2").values_list("entry__document", flat=True)) == {
        first.number,
        second.number,
    }
    assert set(journal_codes()) == {"S 21.00"}
    assert books_agree()


def journal_codes() -> list[str]:
    """The VAT terms that a file for the bookkeeping finds at the corrections."""
    found = JournalLine.objects.filter(entry__key__contains=":vat:").annotate(terms=vat_terms("entry__order"))
    return list(found.values_list("terms", flat=True))


def test_what_cannot_be_changes_nothing(scheme: SubsidyScheme, bookkeeper: User) -> None:
    invoiced(scheme, "test:1")
    claim = submitted(scheme, bookkeeper)
    entries = JournalEntry.objects.count()
    tomorrow = TODAY + dt.timedelta(days=1)
    with pytest.raises(NotAllowed, match="meer dan er is aangevraagd"):
        decide_claim(claim=claim.pk, granted_cents=155_001, decided_on=TODAY, user=bookkeeper)
    with pytest.raises(NotAllowed, match="moet nog komen"):
        decide_claim(claim=claim.pk, granted_cents=1, decided_on=tomorrow, user=bookkeeper)
    with pytest.raises(NotAllowed, match="ligt voor de dag"):
        decide_claim(claim=claim.pk, granted_cents=1, decided_on=TODAY - dt.timedelta(days=1), user=bookkeeper)
    with pytest.raises(NotAllowed, match="heeft toegekend"):
        received(claim, 1, bookkeeper)
    with pytest.raises(NotAllowed, match="nog niet beslist"):
        write_off_claim(claim=claim.pk, reason="Weg", user=bookkeeper)
    assert SubsidyClaim.objects.get().state == "submitted"

    decide_claim(claim=claim.pk, granted_cents=100_000, decided_on=TODAY, user=bookkeeper)
    with pytest.raises(MoveNotAllowed):
        decide_claim(claim=claim.pk, granted_cents=155_000, decided_on=TODAY, user=bookkeeper)
    with pytest.raises(NotAllowed, match="meer dan er van deze aanvraag"):
        received(claim, 100_001, bookkeeper)
    with pytest.raises(NotAllowed, match="in de toekomst"):
        receive_claim(claim=claim.pk, amount_cents=1, received_on=tomorrow, bank_reference="X", user=bookkeeper)
    received(claim, 1, bookkeeper)
    with pytest.raises(NotAllowed, match="dit kenmerk is al geboekt"):
        received(claim, 2, bookkeeper)
    assert JournalEntry.objects.count() == entries + 1


def test_two_funders_of_one_order_are_each_asked_for_their_own(bookkeeper: User) -> None:
    one, other = SubsidySchemeFactory.create(), SubsidySchemeFactory.create(percentage=Decimal(25))
    order = place(
        provider="invoice",
        lines=[
            LineRequest(
                description=each.name,
                quantity=1,
                price=price_of(310_000, vat=VAT, subsidy=each.terms),
                subsidy_scheme_id=each.pk,
            )
            for each in (one, other)
        ],
    )
    issue_invoice(order=order.pk)

    assert [gathered(each, bookkeeper).claimed for each in (one, other)] == [155_000, 77_500]
    assert OrderLine.objects.filter(claim_lines__isnull=True).count() == 0
    assert unclaimed_cents() == 0


def test_what_else_the_database_refuses_comes_through(
    scheme: SubsidyScheme, bookkeeper: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    invoiced(scheme, "test:1")
    first = submitted(scheme, bookkeeper)
    invoiced(scheme, "test:2")
    monkeypatch.setattr("betalingen.actions.gather_claim.next_number", lambda _series: first.number)

    with pytest.raises(IntegrityError, match="number"):
        gathered(scheme, bookkeeper)
