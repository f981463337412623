"""Book a line of the bank: on an order, on a refund that was transferred, on a claim, or as what is in the journal already."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.actions.book_transfer import book_transfer
from betalingen.actions.confirm_refund import confirm_refund
from betalingen.actions.post_entry import Posting, post_entry
from betalingen.actions.receive_claim import receive_claim
from betalingen.lifecycles import BANK_LINE, BankLineState
from betalingen.locking import locked_bank_line, locked_claim
from betalingen.models import Account, BankLine, JournalEntry
from betalingen.queries.bank_matching import NEAR, claim_key, payout_entry, unlinked_entries
from cms.api import NotAllowed, User, move, record_audit


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
    entry = _by_hand(locked, Q(entry__order=order))
    if entry is None:
        attempt = book_transfer(
            order=order,
            amount_cents=locked.amount_cents,
            received_on=locked.booked_on,
            bank_reference=locked.transfer_reference,
            instalment=instalment,
            user=user,
        )
        entry = JournalEntry.objects.get(key=f"attempt:{attempt.public_id}")
    locked.order_id, locked.instalment_id = order, entry.instalment_id
    locked.refund_id = locked.claim_id = None
    return _decide(locked, entry, user)


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
    entry = _by_hand(locked, Q(entry__key__startswith=key))
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


def _by_hand(line: BankLine, about: Q) -> JournalEntry | None:
    near = unlinked_entries().filter(
        about,
        amount_cents=line.amount_cents,
        entry__occurred_on__range=(line.booked_on - NEAR, line.booked_on + NEAR),
    )
    found = near.order_by("pk").first()
    return found.entry if found else None


def _decide(line: BankLine, entry: JournalEntry, user: User | None) -> BankLine:
    if line.state == BankLineState.SUSPENSE:
        post_entry(
            key=f"bank:{line.public_id}:found",
            occurred_on=timezone.localdate(),
            description=_("Uitgezocht: %(order)s") % {"order": entry.description},
            document=line.statement.statement_id,
            order=entry.order,
            user=user,
            postings=[
                Posting(Account.SUSPENSE, line.amount_cents),
                Posting(Account.BANK, -line.amount_cents),
            ],
        )
    line.state = move(BANK_LINE, line.state, BankLineState.BOOKED)
    line.entry = entry
    line.note = ""
    line.user = user
    line.decided_at = timezone.now()
    line.save(update_fields=["state", "order", "instalment", "refund", "claim", "entry", "note", "user", "decided_at"])
    record_audit(
        line.statement,
        "betalingen.bank_line_booked",
        user=user,
        line=line.position,
        amount_cents=line.amount_cents,
        entry=entry.key,
    )
    return line
