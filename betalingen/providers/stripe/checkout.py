"""A payment request as the parameters of a Checkout Session. Pure: an equal request always asks the same."""

from typing import Final
from urllib.parse import quote

from stripe.params.checkout import SessionCreateParams, SessionCreateParamsLineItem

from betalingen.api import PaymentLine, PaymentRequest

LONGEST_METADATA: Final = 500
LONGEST_NAME: Final = 250


def session_params(request: PaymentRequest) -> SessionCreateParams:
    """Amounts are gross and `inclusive`: Stripe works out no VAT, and nothing on its page may change the total.

    No list of payment methods: the dashboard decides which are offered, so that iDEAL may turn into Wero.
    """
    metadata = metadata_of(request)
    description = f"{request.order_number} {request.title}"
    params: SessionCreateParams = {
        "mode": "payment",
        "client_reference_id": request.attempt,
        "line_items": [_line(line, request.currency) for line in request.lines],
        "metadata": metadata,
        "payment_intent_data": {"description": description[:LONGEST_METADATA], "metadata": metadata},
        "adaptive_pricing": {"enabled": False},
        "allow_promotion_codes": False,
        "automatic_tax": {"enabled": False},
        "expires_at": int(request.expires_at.timestamp()),
        # Stripe fills in the braces, so they must not be quoted.
        "success_url": f"{quote(request.success_url, safe=':/')}?session_id={{CHECKOUT_SESSION_ID}}",
        "cancel_url": request.cancel_url,
        "locale": "en" if request.language == "en" else "nl",
    }
    if request.customer_email:  # Stripe refuses empty strings
        params["customer_email"] = request.customer_email
    return params


def metadata_of(request: PaymentRequest) -> dict[str, str]:
    """What leads from a session, payment or charge at Stripe back to our attempt."""
    return {
        name: value[:LONGEST_METADATA]
        for name, value in (("attempt", request.attempt), ("order", request.order_number), ("site", request.site))
        if value
    }


def _line(line: PaymentLine, currency: str) -> SessionCreateParamsLineItem:
    name = line.description
    quantity = line.quantity
    if line.amount_cents % quantity:
        # VAT over the whole order does not always divide by the number of places: then the line goes as one piece.
        name, quantity = f"{quantity} × {name}", 1
    return {
        "price_data": {
            "currency": currency,
            "unit_amount": line.amount_cents // quantity,
            "tax_behavior": "inclusive",
            "product_data": {"name": name[:LONGEST_NAME] or "-"},
        },
        "quantity": quantity,
    }
