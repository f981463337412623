"""Take in a file of the bank: each statement and each line once, however often and in whatever pieces it comes."""

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Site

from betalingen.actions.match_lines import match_lines
from betalingen.camt import Statement, StatementRefused, read_statements
from betalingen.models import BankLine, BankStatement
from cms.api import AcademySettings, User, record_audit


@dataclass(frozen=True)
class Imported:
    """What a file brought: `statements` that it tells of, and how many lines were `new` or here already."""

    statements: list[BankStatement]
    new: int
    known: int


@transaction.atomic
def import_statement(*, content: bytes, user: User | None = None) -> Imported:
    """Keep what is new in a CAMT.053 file and look for what it is for; a job books what is certain.

    Raises StatementRefused, with a sentence for whoever sent the file; nothing is kept then.
    """
    read = read_statements(content)
    _check_account(read)
    checksum = hashlib.sha256(content).hexdigest()
    statements, new = [], 0
    for each in read:
        statement, is_new = BankStatement.objects.get_or_create(
            iban=each.iban,
            statement_id=each.statement_id,
            checksum=checksum,
            defaults={
                "first_day": each.first_day,
                "last_day": each.last_day,
                "opening_cents": each.opening_cents,
                "closing_cents": each.closing_cents,
                "line_count": len(each.lines),
                "user": user,
            },
        )
        statements.append(statement)
        if is_new:
            made = _keep(statement, each)
            new += made
            record_audit(statement, "betalingen.statement_imported", user=user, lines=len(each.lines), new=made)
            match_lines(statement=statement.pk)
    return Imported(statements, new=new, known=sum(len(each.lines) for each in read) - new)


def _check_account(statements: list[Statement]) -> None:
    academy = AcademySettings.for_site(Site.objects.get(is_default_site=True))
    own = "".join(academy.iban.split()).upper()
    for statement in statements:
        if own and statement.iban != own:
            raise StatementRefused(
                _("Dit afschrift is van een andere rekening (%(iban)s) dan die van de academie.")
                % {"iban": statement.iban}
            )


def _keep(statement: BankStatement, read: Statement) -> int:
    # The key is unique in the database, so that two imports at once keep a line once too.
    BankLine.objects.bulk_create(
        (
            BankLine(
                statement=statement,
                position=position,
                key=line.key,
                reference=line.reference,
                amount_cents=line.amount_cents,
                booked_on=line.booked_on,
                valued_on=line.valued_on,
                counterparty_name=line.counterparty_name,
                counterparty_iban=line.counterparty_iban,
                text=line.text,
                structured_reference=line.structured_reference,
                end_to_end_id=line.end_to_end_id,
            )
            for position, line in enumerate(read.lines, start=1)
        ),
        ignore_conflicts=True,
        batch_size=2000,
    )
    return BankLine.objects.filter(statement=statement).count()
