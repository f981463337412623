"""Money of a funder on the bank: proposed by what the transfer says, confirmed by a person, in the books once."""

import pytest

from betalingen.actions.book_line import book_on_claim
from betalingen.actions.gather_claim import gather_claim
from betalingen.actions.ignore_line import ignore_line
from betalingen.actions.import_statement import import_statement
from betalingen.actions.match_lines import match_lines
from betalingen.actions.suspend_line import suspend_line
from betalingen.models import BankLine, ClaimReceipt, Invoice, JournalEntry, SubsidyClaim, SubsidyScheme
from cms.api import NotAllowed
from cms.models import User
from tests.betalingen.actions.test_subsidy_claims import TODAY, YEAR, booked, books_agree, granted, invoiced, received
from tests.betalingen.bank_files import Line, camt
from tests.factories.betalingen import SubsidySchemeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("academy", "academy_details")]


@pytest.fixture
def scheme() -> SubsidyScheme:
    found: SubsidyScheme = SubsidySchemeFactory.create(funder__name="Stichting Fonds Werken")
    return found


@pytest.fixture
def claim(scheme: SubsidyScheme, bookkeeper: User) -> SubsidyClaim:
    """Of € 3.100,- that was granted; its funder calls it DUS-9."""
    invoiced(scheme, "test:1", 2)
    return granted(scheme, bookkeeper, 310_000)


def take(cents: int, *, name: str = "Onbekend", text: str = "") -> BankLine:
    """A line of the bank, as it stands after the import."""
    import_statement(content=camt(Line(cents=cents, day=TODAY, name=name, text=text)))
    return BankLine.objects.latest("pk")


@pytest.mark.parametrize(
    ("cents", "name", "text", "expected"),
    [
        (310_000, "Onbekend", f"betaling SA-{YEAR}-0001", "claim"),
        (100_000, "Onbekend", f"voorschot sa {YEAR} 1", "claim"),
        (310_000, "Onbekend", "uw aanvraag dus-9", "claim"),
        (310_000, "Onbekend", "(kenmerk: DUS-9), termijn 1", "claim"),
        (310_000, "Onbekend", "uw aanvraag dus-91", ""),
        (310_000, "Onbekend", "uw aanvraag 2dus-9-1", ""),
        (310_000, "Fonds Werken afd. Subsidies", "", "claim"),
        (100_000, "Fonds Werken", "", ""),
        (310_001, "Fonds Werken", f"SA-{YEAR}-0001", ""),
        (310_000, "Fonds Leren", "", ""),
        (-310_000, "Fonds Werken", f"SA-{YEAR}-0001", ""),
    ],
)
def test_a_line_is_proposed_by_what_it_says(
    claim: SubsidyClaim, cents: int, name: str, text: str, expected: str
) -> None:
    line = take(cents, name=name, text=text)
    assert (line.match, line.claim) == (expected, claim if expected else None)
    assert line.state == ("proposed" if expected else "open")
    assert not ClaimReceipt.objects.exists()


def test_the_number_of_a_claim_is_not_that_of_an_invoice(claim: SubsidyClaim) -> None:
    """The invoice with the same digits asks exactly this."""
    [invoice] = Invoice.objects.all()
    assert invoice.number == claim.number.replace("SA", "FA")
    line = take(310_000, text=f"{claim.number} betaling")
    assert (line.match, line.claim, line.order) == ("claim", claim, None)


def test_two_claims_that_fit_are_no_proposal(scheme: SubsidyScheme, claim: SubsidyClaim, bookkeeper: User) -> None:
    invoiced(scheme, "test:2", 2)
    granted(scheme, bookkeeper, 310_000)
    assert take(310_000, name="Fonds Werken").claim is None


def test_what_is_confirmed_is_in_the_books_once(claim: SubsidyClaim, bookkeeper: User) -> None:
    line = take(310_000, text=claim.number)
    for _ in range(2):
        done = book_on_claim(line=line.pk, claim=claim.pk, user=bookkeeper)
    claim.refresh_from_db()
    [receipt] = claim.receipts.all()
    assert (done.state, done.user, claim.state) == ("booked", bookkeeper, "received")
    assert (receipt.amount_cents, receipt.received_on, receipt.user) == (310_000, TODAY, bookkeeper)
    assert done.entry is not None
    assert done.entry.document == claim.number
    assert booked("subsidy", "bank", "suspense") == [0, 310_000, 0]
    assert books_agree()
    match_lines()
    assert BankLine.objects.get().state == "booked"


def test_a_part_leaves_the_rest_to_come(claim: SubsidyClaim, bookkeeper: User) -> None:
    first = take(100_000, text=claim.number)
    book_on_claim(line=first.pk, claim=claim.pk, user=bookkeeper)
    claim.refresh_from_db()
    assert (claim.state, booked("subsidy")) == ("granted", [210_000])
    # The same amount on the next day is another transfer, and not the one that stands in the books.
    second = take(100_000, text=f"{claim.number} deel 2")
    assert (second.match, second.claim_id) == ("claim", claim.pk)
    book_on_claim(line=second.pk, claim=claim.pk, user=bookkeeper)
    assert (claim.receipts.count(), booked("subsidy")) == (2, [110_000])
    assert books_agree()


def test_what_was_booked_by_hand_is_recognised_and_not_booked_again(claim: SubsidyClaim, bookkeeper: User) -> None:
    received(claim, 310_000, bookkeeper)
    line = take(310_000)
    assert (line.state, line.match, line.claim_id) == ("proposed", "known", claim.pk)
    done = book_on_claim(line=line.pk, claim=claim.pk, user=bookkeeper)
    assert (done.state, done.entry) == ("booked", JournalEntry.objects.get(key__contains=":received:"))
    assert (claim.receipts.count(), booked("subsidy", "bank")) == (1, [0, 310_000])
    assert books_agree()


def test_more_than_must_still_come_is_refused_and_leaves_nothing(claim: SubsidyClaim, bookkeeper: User) -> None:
    line = take(310_001)
    with pytest.raises(NotAllowed, match="meer dan er van deze aanvraag nog moet komen"):
        book_on_claim(line=line.pk, claim=claim.pk, user=bookkeeper)
    line.refresh_from_db()
    assert (line.state, line.claim, ClaimReceipt.objects.count()) == ("open", None, 0)


def test_money_that_went_is_no_subsidy(claim: SubsidyClaim, bookkeeper: User) -> None:
    line = take(-500)
    with pytest.raises(NotAllowed, match="geld dat wegging"):
        book_on_claim(line=line.pk, claim=claim.pk, user=bookkeeper)


def test_what_stood_apart_leaves_suspense(claim: SubsidyClaim, bookkeeper: User) -> None:
    line = take(310_000)
    suspend_line(line=line.pk, note="gemaild", user=bookkeeper)
    assert booked("suspense") == [-310_000]
    book_on_claim(line=line.pk, claim=claim.pk, user=bookkeeper)
    assert booked("subsidy", "bank", "suspense") == [0, 310_000, 0]
    assert books_agree()


def test_a_proposal_is_taken_back_by_another_decision(claim: SubsidyClaim, bookkeeper: User) -> None:
    line = take(310_000, text=claim.number)
    ignored = ignore_line(line=line.pk, reason="van een andere stichting", user=bookkeeper)
    assert (ignored.state, ignored.claim) == ("ignored", None)
    assert book_on_claim(line=line.pk, claim=claim.pk, user=bookkeeper).state == "booked"


def test_who_begins_the_same_claim_a_moment_later_is_told_so(
    scheme: SubsidyScheme, bookkeeper: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    invoiced(scheme, "test:1")
    first = gather_claim(funder=scheme.funder_id, year=YEAR, user=bookkeeper)
    invoiced(scheme, "test:2")
    # As it looked before the other transaction ended.
    monkeypatch.setattr("betalingen.actions.gather_claim.open_claim", lambda **_asked: None)
    with pytest.raises(NotAllowed, match="dezelfde aanvraag"):
        gather_claim(funder=scheme.funder_id, year=YEAR, user=bookkeeper)
    monkeypatch.undo()
    again = gather_claim(funder=scheme.funder_id, year=YEAR, user=bookkeeper)
    assert (again.pk, again.lines.count()) == (first.pk, 2)
    assert not SubsidyClaim.objects.exclude(number=f"SA-{YEAR}-0001").exists()
