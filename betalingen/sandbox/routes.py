"""The calls of the API: path, the SDK's parameter type, and what is done."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote_plus

from stripe import params as types
from stripe.params import checkout as checkout_types

from betalingen.sandbox import checkout, lists, objects_balance, refunds
from betalingen.sandbox.errors import Json, ParameterError, resource_missing
from betalingen.sandbox.state import State
from betalingen.sandbox.store import PRIVATE, public

_DELIVERED = f"$.{PRIVATE}.delivered"


@dataclass(frozen=True)
class Call:
    """One request that passed the contract; `object_id` comes from the path and is "" when it has none."""

    state: State
    object_id: str
    params: Json


Answer = Callable[[Call], Json]


@dataclass(frozen=True)
class Route:
    """`path` is a pattern whose one group, when there is one, is the object's id."""

    method: str
    path: str
    params: type
    answer: Answer

    def match(self, method: str, path: str) -> re.Match[str] | None:
        return re.fullmatch(self.path, path) if method == self.method else None


def find(method: str, path: str) -> tuple[Route, str] | None:
    """The route and the id in the path."""
    for route in ROUTES:
        if found := route.match(method, path):
            return route, unquote_plus(found[1]) if found.groups() else ""
    return None


def _retrieve(kind: str, param: str = "id") -> Answer:
    return lambda call: public(call.state.require(kind, call.object_id, param=param))


def _list(kind: str, url: str, **paths: str) -> Answer:
    return lambda call: lists.page(call.state, kind, url, call.params, paths)


def _session(call: Call) -> Json:
    return call.state.require("checkout.session", call.object_id, param="session")


def _create_session(call: Call) -> Json:
    return public(checkout.create(call.state, call.params))


def _expire_session(call: Call) -> Json:
    return public(checkout.expire(call.state, _session(call)))


def _list_line_items(call: Call) -> Json:
    if call.params.keys() & {"starting_after", "ending_before"}:
        raise ParameterError("The local sandbox gives all line items on one page.", code="sandbox_unsupported")
    url = f"/v1/checkout/sessions/{call.object_id}/line_items"
    return {"object": "list", "data": _session(call)[PRIVATE]["line_items"], "has_more": False, "url": url}


_page_of_balance_lines = _list(
    "balance_transaction",
    "/v1/balance_transactions",
    payout=f"$.{PRIVATE}.payout",
    source="$.source",
    currency="$.currency",
    type="$.type",
)


def _list_balance_lines(call: Call) -> Json:
    if "payout" in call.params:
        payout = call.state.require("payout", call.params["payout"], param="payout")
        if not payout["automatic"]:
            raise ParameterError(
                "Balance transaction history can only be filtered on automatic transfers, not manual.", param="payout"
            )
    return _page_of_balance_lines(call)


def _create_refund(call: Call) -> Json:
    return public(refunds.create(call.state, call.params))


def _retrieve_account(call: Call) -> Json:
    if call.object_id not in ("", objects_balance.ACCOUNT_ID):
        raise resource_missing("account", call.object_id, param="account")
    return objects_balance.account(name=call.state.settings.site_name)


def _endpoints(state: State) -> list[Json]:
    url = state.settings.webhook_url
    if url is None:
        return []
    return [objects_balance.webhook_endpoint(url=url, enabled_events=state.settings.enabled_events)]


def _list_endpoints(call: Call) -> Json:
    return {"object": "list", "data": _endpoints(call.state), "has_more": False, "url": "/v1/webhook_endpoints"}


def _retrieve_endpoint(call: Call) -> Json:
    for endpoint in _endpoints(call.state):
        if endpoint["id"] == call.object_id:
            return endpoint
    raise resource_missing("webhook_endpoint", call.object_id, param="webhook_endpoint")


ROUTES = [
    Route("POST", r"/v1/checkout/sessions", checkout_types.SessionCreateParams, _create_session),
    Route(
        "GET",
        r"/v1/checkout/sessions",
        checkout_types.SessionListParams,
        _list(
            "checkout.session",
            "/v1/checkout/sessions",
            payment_intent="$.payment_intent",
            status="$.status",
        ),
    ),
    Route(
        "GET",
        r"/v1/checkout/sessions/([^/]+)",
        checkout_types.SessionRetrieveParams,
        _retrieve("checkout.session", "session"),
    ),
    Route("POST", r"/v1/checkout/sessions/([^/]+)/expire", checkout_types.SessionExpireParams, _expire_session),
    Route(
        "GET", r"/v1/checkout/sessions/([^/]+)/line_items", checkout_types.SessionLineItemListParams, _list_line_items
    ),
    Route("GET", r"/v1/payment_intents", types.PaymentIntentListParams, _list("payment_intent", "/v1/payment_intents")),
    Route(
        "GET", r"/v1/payment_intents/([^/]+)", types.PaymentIntentRetrieveParams, _retrieve("payment_intent", "intent")
    ),
    Route(
        "GET",
        r"/v1/charges",
        types.ChargeListParams,
        _list("charge", "/v1/charges", payment_intent="$.payment_intent"),
    ),
    Route("GET", r"/v1/charges/([^/]+)", types.ChargeRetrieveParams, _retrieve("charge")),
    Route(
        "GET",
        r"/v1/balance_transactions",
        types.BalanceTransactionListParams,
        _list_balance_lines,
    ),
    Route(
        "GET",
        r"/v1/balance_transactions/([^/]+)",
        types.BalanceTransactionRetrieveParams,
        _retrieve("balance_transaction"),
    ),
    Route(
        "GET",
        r"/v1/disputes",
        types.DisputeListParams,
        _list("dispute", "/v1/disputes", charge="$.charge", payment_intent="$.payment_intent"),
    ),
    Route("GET", r"/v1/disputes/([^/]+)", types.DisputeRetrieveParams, _retrieve("dispute")),
    Route("POST", r"/v1/refunds", types.RefundCreateParams, _create_refund),
    Route(
        "GET",
        r"/v1/refunds",
        types.RefundListParams,
        _list("refund", "/v1/refunds", charge="$.charge", payment_intent="$.payment_intent"),
    ),
    Route("GET", r"/v1/refunds/([^/]+)", types.RefundRetrieveParams, _retrieve("refund")),
    Route(
        "GET",
        r"/v1/events",
        types.EventListParams,
        _list("event", "/v1/events", delivery_success=_DELIVERED, type="$.type", types="$.type"),
    ),
    Route("GET", r"/v1/events/([^/]+)", types.EventRetrieveParams, _retrieve("event")),
    Route("GET", r"/v1/payouts", types.PayoutListParams, _list("payout", "/v1/payouts", status="$.status")),
    Route("GET", r"/v1/payouts/([^/]+)", types.PayoutRetrieveParams, _retrieve("payout", "payout")),
    Route("GET", r"/v1/account", types.AccountRetrieveCurrentParams, _retrieve_account),
    Route("GET", r"/v1/accounts/([^/]+)", types.AccountRetrieveParams, _retrieve_account),
    Route("GET", r"/v1/webhook_endpoints", types.WebhookEndpointListParams, _list_endpoints),
    Route("GET", r"/v1/webhook_endpoints/([^/]+)", types.WebhookEndpointRetrieveParams, _retrieve_endpoint),
]
