"""What Stripe's documentation asks of a new Checkout Session beyond the types, and which of it the sandbox plays."""

from urllib.parse import urlsplit

from betalingen.sandbox import objects
from betalingen.sandbox.errors import Json, ParameterError, not_played
from betalingen.sandbox.objects import PaymentMethod

_SHORTEST, _LONGEST = 30 * 60, 24 * 3600
_SMALLEST_AMOUNT = 50
_CLOCK_SLACK = 5  # Stripe also forgives the seconds that a request is under way

_PLAYED = {
    "allowed_payment_method_types",
    "billing_address_collection",
    "cancel_url",
    "client_reference_id",
    "customer_email",
    "excluded_payment_method_types",
    "expand",
    "expires_at",
    "integration_identifier",
    "line_items",
    "locale",
    "metadata",
    "mode",
    "origin_context",
    "payment_intent_data",
    "payment_method_configuration",
    "submit_type",
    "success_url",
    "ui_mode",
}
_PLAYED_WHEN_OFF = {
    "adaptive_pricing",
    "allow_promotion_codes",
    "automatic_tax",
    "invoice_creation",
    "managed_payments",
    "phone_number_collection",
    "tax_id_collection",
}
_PLAYED_OF_LINE = {"price_data", "quantity", "metadata"}
_PLAYED_OF_PRICE = {"currency", "product_data", "tax_behavior", "unit_amount"}
_PLAYED_OF_INTENT = {"capture_method", "description", "metadata", "receipt_email", "statement_descriptor_suffix"}


def check(params: Json, now: int) -> list[PaymentMethod]:
    """The payment methods to offer. Raises ParameterError for what Stripe refuses and for what the sandbox does not play."""
    for name, value in params.items():
        switched_off = name in _PLAYED_WHEN_OFF and (value is False or (value or {}) == {"enabled": False})
        if name not in _PLAYED and not switched_off:
            raise not_played(name)
    for name in ("mode", "success_url", "line_items"):
        if not params.get(name):
            raise ParameterError(f"Missing required param: {name}.", code="parameter_missing", param=name)
    if params["mode"] != "payment":
        raise not_played("mode")
    if params.get("ui_mode", "hosted_page") != "hosted_page":
        raise not_played("ui_mode")
    for name in ("success_url", "cancel_url"):
        address = urlsplit(params.get(name, "https://absent.example/"))
        if address.scheme not in ("http", "https") or not address.hostname:
            raise ParameterError("Not a valid URL", code="url_invalid", param=name)
    expires_at = params.get("expires_at", now + _LONGEST)
    if not now + _SHORTEST - _CLOCK_SLACK <= expires_at <= now + _LONGEST + _CLOCK_SLACK:
        raise ParameterError(
            "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.",
            param="expires_at",
        )
    if len(params.get("client_reference_id", "")) > 200:
        raise ParameterError("Invalid string: must be at most 200 characters", param="client_reference_id")
    _check_only(params.get("payment_intent_data", {}), _PLAYED_OF_INTENT, "payment_intent_data")
    if params.get("payment_intent_data", {}).get("capture_method") == "manual":
        raise not_played("payment_intent_data[capture_method]")
    _check_lines(params["line_items"])
    return _methods(params)


def _check_lines(lines: list[Json]) -> None:
    for place, line in enumerate(lines):
        name = f"line_items[{place}]"
        _check_only(line, _PLAYED_OF_LINE, name)
        _check_present(line, ("price_data", "quantity"), name)
        price = line["price_data"]
        _check_only(price, _PLAYED_OF_PRICE, f"{name}[price_data]")
        _check_present(price, ("product_data", "unit_amount"), f"{name}[price_data]")
        _check_at_least(0, price["unit_amount"], f"{name}[price_data][unit_amount]")
        _check_at_least(1, line["quantity"], f"{name}[quantity]")
    currencies = {line["price_data"]["currency"] for line in lines}
    if len(currencies) > 1:
        raise ParameterError("All line items must have the same currency", param="line_items")
    if currencies != {"eur"}:
        raise not_played("line_items[0][price_data][currency]")
    if sum(line["price_data"]["unit_amount"] * line["quantity"] for line in lines) < _SMALLEST_AMOUNT:
        raise ParameterError(
            "The Checkout Session's total amount due must add up to at least €0.50 eur",
            code="amount_too_small",
            param="line_items",
        )


def _check_present(values: Json, names: tuple[str, ...], place: str) -> None:
    for name in names:
        if name not in values:
            path = f"{place}[{name}]"
            raise ParameterError(f"Missing required param: {path}.", code="parameter_missing", param=path)


def _check_at_least(least: int, value: int, param: str) -> None:
    if value < least:
        raise ParameterError(f"This value must be greater than or equal to {least}.", param=param)


def _check_only(values: Json, played: set[str], name: str) -> None:
    for key in values:
        if key not in played:
            raise not_played(f"{name}[{key}]")


def _methods(params: Json) -> list[PaymentMethod]:
    allowed = params.get("allowed_payment_method_types", objects.PAYMENT_METHODS)
    excluded = params.get("excluded_payment_method_types", ())
    methods = [method for method in objects.PAYMENT_METHODS if method in allowed and method not in excluded]
    if not methods:
        raise ParameterError(
            "No valid payment method types for this Checkout Session.", param="allowed_payment_method_types"
        )
    return methods
