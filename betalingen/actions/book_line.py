"""Book a line of the bank: on an order or several, on a refund that was transferred, on a claim, or as what is in the journal
already."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.actions.book_transfer import book_transfer
from betalingen.actions.confirm_refund import confirm_refund
from betalingen.actions.post_entry import Posting, post_entry
from betalingen.actions.receive_claim import receive_claim
from betalingen.lifecycles import BANK_LINE, BankLineState
from betalingen.locking import locked_bank_line, locked_claim, locked_order, locked_orders
from betalingen.models import Account, BankLine, BankLinePart, JournalEntry, Order
from betalingen.queries.bank_matching import NEAR, claim_key, payout_entry, unlinked_entries
from cms.api import NotAllowed, User, move, record_audit


@dataclass(frozen=True)
class Part:
    """What of a line is for an order (its pk), or for an instalment of it (its pk; see book_transfer)."""

    order: int
    cents: int
    instalment: int | None = None


@transaction.atomic
def book_on_order(*, line: int, order: int, instalment: int | None = None, user: User | None = None) -> BankLine:
    """Money that came (a line's pk) is for an order (its pk), and for an instalment of it (its pk; see book_transfer); the same
    again changes nothing.

    What somebody booked by hand before the statement came is not booked again. Raises NotAllowed.
    """
    locked = locked_bank_line(line)
    if locked.state == BankLineState.BOOKED and locked.order_id == order:
        return locked
    _check_free(locked)
    if locked.amount_cents <= 0:
        raise NotAllowed(_("Dit is geld dat wegging; dat kan geen betaling van een order zijn."))
    locked_order(order)
    entry = _by_hand(locked, locked.amount_cents, Q(entry__order=order))
    if entry is None:
        entry = _transfer(locked, Part(order, locked.amount_cents, instalment), locked.transfer_reference, user)
    locked.order_id, locked.instalment_id = order, entry.instalment_id
    locked.refund_id = locked.claim_id = None
    return _decide(locked, entry, user)


@transaction.atomic
def book_on_several(*, line: int, parts: Sequence[Part], user: User) -> BankLine:
    """Money that came (a line's pk) is for several orders or instalments, in parts that are together what came; all of it is
    booked, or nothing.

    What somebody booked by hand before the statement came is not booked again. Raises NotAllowed, also when the line is booked.
    """
    locked = locked_bank_line(line)
    _check_free(locked)
    _check_parts(locked, parts)
    locked_orders({part.order for part in parts})
    for number, part in enumerate(parts, start=1):
        about = Q(entry__order=part.order)
        if part.instalment is not None:
            about &= Q(entry__instalment=part.instalment)
        entry = _by_hand(locked, part.cents, about)
        if entry is None:
            entry = _transfer(locked, part, f"{locked.transfer_reference}/{number}", user)
        BankLinePart.objects.create(
            line=locked,
            order_id=part.order,
            instalment_id=entry.instalment_id,
            amount_cents=part.cents,
            entry=entry,
        )
    if locked.state == BankLineState.SUSPENSE:
        _leave_suspense(locked, _("Uitgezocht: verdeeld over %(count)s facturen") % {"count": len(parts)}, None, user)
    locked.order_id = locked.instalment_id = locked.refund_id = locked.claim_id = None
    locked.is_divided = True
    _save(locked, None, user)
    record_audit(
        locked.statement,
        "betalingen.bank_line_divided",
        user=user,
        line=locked.position,
        amount_cents=locked.amount_cents,
        count=len(parts),
    )
    return locked


@transaction.atomic
def book_on_refund(*, line: int, refund: int, user: User | None = None) -> BankLine:
    """Money that went (a line's pk) is a refund (its pk) that finance transferred; the same again changes nothing.

    Raises NotAllowed when the amount is another.
    """
    locked = locked_bank_line(line)
    if locked.state == BankLineState.BOOKED and locked.refund_id == refund:
        return locked
    _check_free(locked)
    given = confirm_refund(refund=refund, bank_reference=locked.transfer_reference, user=user)
    if given.amount_cents != -locked.amount_cents:
        raise NotAllowed(_("Het bedrag van de terugbetaling is anders dan wat er is overgemaakt."))
    entry = JournalEntry.objects.get(key=f"refund:{given.public_id}")
    if BankLine.objects.filter(entry=entry).exists():
        raise NotAllowed(_("Deze terugbetaling staat al op een andere regel van de bank."))
    locked.order_id, locked.instalment_id = given.attempt.order_id, given.attempt.instalment_id
    locked.refund_id, locked.claim_id = given.pk, None
    return _decide(locked, entry, user)


@transaction.atomic
def book_on_claim(*, line: int, claim: int, user: User) -> BankLine:
    """Money that came (a line's pk) is what a funder pays of a claim (its pk); the same again changes nothing.

    What somebody booked by hand before is not booked again. Raises NotAllowed for what `receive_claim` does not take.
    """
    locked = locked_bank_line(line)
    if locked.state == BankLineState.BOOKED and locked.claim_id == claim:
        return locked
    _check_free(locked)
    if locked.amount_cents <= 0:
        raise NotAllowed(_("Dit is geld dat wegging; dat kan geen subsidie zijn die u ontvangt."))
    key = claim_key(locked_claim(claim))
    entry = _by_hand(locked, locked.amount_cents, Q(entry__key__startswith=key))
    if entry is None:
        receive_claim(
            claim=claim,
            amount_cents=locked.amount_cents,
            received_on=locked.booked_on,
            bank_reference=locked.transfer_reference,
            user=user,
        )
        entry = JournalEntry.objects.filter(key__startswith=key).latest("pk")
    locked.order_id = locked.instalment_id = locked.refund_id = None
    locked.claim_id = claim
    return _decide(locked, entry, user)


@transaction.atomic
def book_payout(*, line: int, user: User | None = None) -> BankLine:
    """What a payment service paid out is in the journal already; the line (its pk) is linked to that. Raises NotAllowed."""
    locked = locked_bank_line(line)
    if locked.state == BankLineState.BOOKED:
        return locked
    entry = payout_entry(locked)
    if entry is None:
        raise NotAllowed(_("De betaaldienst heeft deze uitbetaling nog niet gemeld."))
    locked.order_id = locked.instalment_id = locked.refund_id = locked.claim_id = None
    return _decide(locked, entry, user)


def _check_free(line: BankLine) -> None:
    if line.state == BankLineState.BOOKED:
        raise NotAllowed(_("Deze regel is al geboekt."))


def _check_parts(line: BankLine, parts: Sequence[Part]) -> None:
    if len(parts) < 2 or any(part.cents <= 0 for part in parts):
        raise NotAllowed(
            _("Verdeel het bedrag over minstens twee facturen, met bij elk een bedrag dat hoger is dan nul.")
        )
    if len({(part.order, part.instalment) for part in parts}) < len(parts):
        raise NotAllowed(_("Elke factuur kan er maar één keer bij staan."))
    if sum(part.cents for part in parts) != line.amount_cents:
        raise NotAllowed(_("De delen zijn samen niet precies het bedrag van de bank."))


def _transfer(line: BankLine, part: Part, reference: str, user: User | None) -> JournalEntry:
    attempt = book_transfer(
        order=part.order,
        amount_cents=part.cents,
        received_on=line.booked_on,
        bank_reference=reference,
        instalment=part.instalment,
        user=user,
    )
    return JournalEntry.objects.get(key=f"attempt:{attempt.public_id}")


def _by_hand(line: BankLine, cents: int, about: Q) -> JournalEntry | None:
    near = unlinked_entries().filter(
        about,
        amount_cents=cents,
        entry__occurred_on__range=(line.booked_on - NEAR, line.booked_on + NEAR),
    )
    found = near.order_by("pk").first()
    return found.entry if found else None


def _decide(line: BankLine, entry: JournalEntry, user: User | None) -> BankLine:
    if line.state == BankLineState.SUSPENSE:
        _leave_suspense(line, _("Uitgezocht: %(order)s") % {"order": entry.description}, entry.order, user)
    _save(line, entry, user)
    record_audit(
        line.statement,
        "betalingen.bank_line_booked",
        user=user,
        line=line.position,
        amount_cents=line.amount_cents,
        entry=entry.key,
    )
    return line


def _leave_suspense(line: BankLine, description: str, order: Order | None, user: User | None) -> None:
    post_entry(
        key=f"bank:{line.public_id}:found",
        occurred_on=timezone.localdate(),
        description=description,
        document=line.statement.statement_id,
        order=order,
        user=user,
        postings=[
            Posting(Account.SUSPENSE, line.amount_cents),
            Posting(Account.BANK, -line.amount_cents),
        ],
    )


def _save(line: BankLine, entry: JournalEntry | None, user: User | None) -> None:
    line.state = move(BANK_LINE, line.state, BankLineState.BOOKED)
    line.entry = entry
    line.note = ""
    line.user = user
    line.decided_at = timezone.now()
    decided = ["state", "order", "instalment", "refund", "claim", "entry", "is_divided", "note", "user", "decided_at"]
    line.save(update_fields=decided)
