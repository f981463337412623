"""A transfer as a picture: the QR code of the European Payments Council, which banking apps scan."""

import io
from decimal import Decimal
from typing import Final

from segno.helpers import make_epc_qr

from betalingen.documents.content import BankAccount

LONGEST_NAME: Final = 70


def epc_qr(bank: BankAccount, cents: int, reference: str) -> bytes:
    """An SVG of the code, without a quiet zone: leave white around it.

    `reference` is an ISO 11649 reference. Raises ValueError for what does not fit; neither it nor the IBAN is checked here.
    """
    code = make_epc_qr(
        name=bank.holder[:LONGEST_NAME],
        iban=bank.iban,
        amount=Decimal(cents) / 100,
        reference=reference,
        bic=bank.bic or None,
        encoding="utf-8",
    )
    picture = io.BytesIO()
    code.save(picture, kind="svg", border=0, svgclass=None, lineclass=None)
    return picture.getvalue()
