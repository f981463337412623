"""Requests are held against the parameter types of the installed SDK."""

from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl

import pytest
import stripe
from stripe import StripeClient
from stripe.params import BalanceTransactionListParams, EventListParams, RefundCreateParams
from stripe.params.checkout import SessionCreateParams

from betalingen.sandbox import Sandbox, routes
from betalingen.sandbox.contract import check, read_form
from betalingen.sandbox.errors import ParameterError
from tests.betalingen.sandbox.conftest import create


def checked(params_type: type, query: str) -> dict[str, Any]:
    return check(params_type, read_form(parse_qsl(query, keep_blank_values=True)))


def refusal(query: str, params_type: type = SessionCreateParams) -> tuple[str | None, str | None, str]:
    with pytest.raises(ParameterError) as caught:
        checked(params_type, query)
    return caught.value.param, caught.value.code, caught.value.message


def test_brackets_become_nested_values() -> None:
    assert read_form([("a[b][0][c]", "1"), ("a[b][0][d]", "2"), ("e[]", "x"), ("e[]", "y"), ("f", "")]) == {
        "a": {"b": {"0": {"c": "1", "d": "2"}}},
        "e": {"0": "x", "1": "y"},
        "f": "",
    }


def test_text_becomes_the_type_that_the_sdk_declares() -> None:
    query = (
        "mode=payment&expires_at=1795340694&adaptive_pricing[enabled]=false&metadata[order]=12&expand[0]=line_items"
        "&line_items[1][quantity]=2&line_items[0][price_data][currency]=eur"
        "&line_items[0][price_data][unit_amount_decimal]=12.5"
    )
    assert checked(SessionCreateParams, query) == {
        "mode": "payment",
        "expires_at": 1795340694,
        "adaptive_pricing": {"enabled": False},
        "metadata": {"order": "12"},
        "expand": ["line_items"],
        "line_items": [{"price_data": {"currency": "eur", "unit_amount_decimal": Decimal("12.5")}}, {"quantity": 2}],
    }


def test_a_parameter_of_two_types_takes_either() -> None:
    assert checked(EventListParams, "created=5") == {"created": 5}
    assert checked(EventListParams, "created[gte]=5&created[lt]=9") == {"created": {"gte": 5, "lt": 9}}
    assert refusal("created[since]=5", EventListParams)[0] == "created[since]"
    assert checked(RefundCreateParams, "metadata=") == {"metadata": ""}
    assert checked(RefundCreateParams, "metadata[a]=b") == {"metadata": {"a": "b"}}
    assert refusal("metadata=x", RefundCreateParams) == ("metadata", None, "Invalid object")
    assert checked(RefundCreateParams, "origin=customer_balance") == {"origin": "customer_balance"}
    assert refusal("origin=x", RefundCreateParams)[2] == "Invalid origin: must be one of customer_balance"


@pytest.mark.parametrize(
    ("query", "param", "code", "message"),
    [
        (
            "payment_method_types[0]=card",
            "payment_method_types",
            "parameter_unknown",
            "Received unknown parameter: payment_method_types",
        ),
        (
            "line_items[0][price_data][prijs]=1",
            "line_items[0][price_data][prijs]",
            "parameter_unknown",
            "Received unknown parameter: line_items[0][price_data][prijs]",
        ),
        ("idempotency_key=x", "idempotency_key", "parameter_unknown", "Received unknown parameter: idempotency_key"),
        ("[x]=1", "[x]", "parameter_unknown", "Received unknown parameter: [x]"),
        (
            "line_items[0][price_data][unit_amount]=1",
            "line_items[0][price_data][currency]",
            "parameter_missing",
            "Missing required param: line_items[0][price_data][currency].",
        ),
        (
            "ui_mode=hosted",
            "ui_mode",
            None,
            "Invalid ui_mode: must be one of elements, embedded_page, form, hosted_page",
        ),
        ("expires_at=morgen", "expires_at", "parameter_invalid_integer", "Invalid integer: morgen"),
        ("line_items[0][quantity]=1.5", "line_items[0][quantity]", "parameter_invalid_integer", "Invalid integer: 1.5"),
        ("allow_promotion_codes=False", "allow_promotion_codes", None, "Invalid boolean: False"),
        ("expand=line_items", "expand", None, "Invalid array"),
        ("line_items[a][quantity]=1", "line_items", None, "Invalid array"),
        ("metadata=x", "metadata", None, "Invalid object"),
        ("metadata=x&metadata[a]=b", "metadata[a]", None, "Invalid object"),
        ("expires_at[a]=1", "expires_at", None, "Invalid value: an object was given"),
        (
            "line_items[0][price_data][unit_amount_decimal]=veel",
            "line_items[0][price_data][unit_amount_decimal]",
            None,
            "Invalid decimal: veel",
        ),
        ("adaptive_pricing=x", "adaptive_pricing", None, "Invalid object"),
        ("locale[nl]=1", "locale", None, "Invalid string: an object was given"),
        ("mode[x]=1", "mode", None, "Invalid string: an object was given"),
        ("metadata[a][b]=1", "metadata[a]", None, "Invalid string: an object was given"),
        (f"metadata[a]={'x' * 501}", "metadata[a]", None, "Metadata values can have up to 500 characters"),
        (f"metadata[{'k' * 41}]=x", f"metadata[{'k' * 41}]", None, "Metadata keys must be at most 40 characters"),
        (
            "&".join(f"metadata[k{number}]=x" for number in range(51)),
            "metadata",
            None,
            "Metadata can have at most 50 keys",
        ),
        (
            f"payment_intent_data[metadata][a]={'x' * 501}",
            "payment_intent_data[metadata][a]",
            None,
            "Metadata values can have up to 500 characters",
        ),
        (f"cancel_url={'x' * 5001}", "cancel_url", None, "Invalid string: must be at most 5000 characters"),
    ],
)
def test_a_wrong_parameter_is_refused_by_name(query: str, param: str, code: str | None, message: str) -> None:
    assert refusal(query) == (param, code, message)


def test_an_empty_string_is_refused() -> None:
    param, code, message = refusal("cancel_url=")

    assert (param, code) == ("cancel_url", "parameter_invalid_empty")
    assert message.startswith("You passed an empty string for 'cancel_url'.")


def test_an_empty_metadata_value_leaves_the_key_out_as_at_stripe() -> None:
    assert checked(SessionCreateParams, "metadata[a]=&metadata[b]=1") == {"metadata": {"b": "1"}}


def test_metadata_of_the_longest_allowed_size_passes() -> None:
    value = "x" * 500
    assert checked(SessionCreateParams, f"metadata[{'k' * 40}]={value}") == {"metadata": {"k" * 40: value}}


def test_every_route_has_parameters_of_the_sdk_and_refuses_others() -> None:
    for route in routes.ROUTES:
        assert route.params.__module__.startswith("stripe.params."), route.path
        assert refusal("vakwerk=1", route.params)[0] == "vakwerk"


def test_each_parameter_type_can_be_read_to_the_bottom() -> None:
    assert checked(BalanceTransactionListParams, "payout=po_1&type=charge&limit=100") == {
        "payout": "po_1",
        "type": "charge",
        "limit": 100,
    }


def test_the_sdk_raises_its_own_error_with_the_parameter(sandbox: Sandbox, client: StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        create(client, payment_method_types=["card"])

    assert caught.value.param == "payment_method_types"
    assert caught.value.code == "parameter_unknown"
    assert caught.value.http_status == 400
    assert sandbox.sessions() == []
