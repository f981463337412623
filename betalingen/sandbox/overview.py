"""GET /sandbox/: what happened, with buttons for what Stripe's dashboard, the bank and bad luck would do."""

import json
from typing import Any
from urllib.parse import parse_qsl

from betalingen.sandbox import checkout, payouts, refunds, render, timers, webhooks
from betalingen.sandbox.errors import ApiError, Json
from betalingen.sandbox.faults import Fault, FaultKind
from betalingen.sandbox.messages import Request, Response, json_response, see_other
from betalingen.sandbox.render import Markup
from betalingen.sandbox.state import NotPossible, State
from betalingen.sandbox.store import Filter
from betalingen.sandbox.texts import Texts, choose
from betalingen.sandbox.webhooks import Delivery

_HOME = "/sandbox/"
_SHOWN = 30


def handle(state: State, request: Request) -> Response:
    """The overview, its buttons, and the JSON doors for scripts."""
    timers.sweep(state)
    if request.method == "GET":
        match request.path:
            case "/sandbox/":
                return _page(state, choose("auto", request.headers.get("accept-language", "")))
            case "/sandbox/health":
                return json_response({"status": "ok"})
            case "/sandbox/faults":
                return json_response([fault.to_json() for fault in state.faults.waiting()])
        return Response(status=404)
    try:
        return _do(state, request)
    except (ApiError, NotPossible, ValueError) as refusal:
        return json_response({"error": {"message": str(refusal)}}, status=400)


def _do(state: State, request: Request) -> Response:
    values = _values(request)
    match request.path.removeprefix(_HOME).split("/"):
        case ["sessions", session_id, verb]:
            with state.store.transaction():
                _act(state, state.require("checkout.session", session_id, param="session"), verb, values)
        case ["events", event_id, "redeliver"]:
            event = state.require("event", event_id, param="event")
            state.queue_delivery(event_id, event["type"], "pending")
        case ["deliveries", delivery_id, "lose"]:
            webhooks.lose(state, int(delivery_id))
        case ["payouts"]:
            with state.store.transaction():
                payouts.make(state)
        case ["faults"]:
            state.faults.add(Fault.from_json(values))
        case ["faults", "clear"]:
            state.faults.clear()
        case ["clock"]:
            state.clock.skip(int(values["skip"]))
            timers.sweep(state)
        case _:
            return Response(status=404)
    if _is_json(request):
        return json_response({"status": "ok"})
    return see_other(_HOME)


def _is_json(request: Request) -> bool:
    return request.headers.get("content-type", "").startswith("application/json")


def _values(request: Request) -> Json:
    """The JSON object, or the filled fields of a form with numbers as numbers."""
    if _is_json(request):
        values = json.loads(request.body or b"{}")
        if not isinstance(values, dict):
            raise ValueError("A JSON object is needed")
        return values
    fields: dict[str, Any] = dict(parse_qsl(request.body.decode("utf-8", errors="replace")))
    for name in ("times", "amount"):
        if name in fields:
            fields[name] = int(fields[name])
    if "seconds" in fields:
        fields["seconds"] = float(fields["seconds"])
    return fields


def _act(state: State, session: Json, verb: str, values: Json) -> None:
    match verb:
        case "settle":
            checkout.settle(state, session, "succeeded")
        case "settle_failed":
            checkout.settle(state, session, "failed")
        case "expire":
            checkout.expire(state, session)
        case "refund":
            amount = {"amount": values["amount"]} if "amount" in values else {}
            refunds.create(state, {"payment_intent": session["payment_intent"], **amount})
        case _:
            raise NotPossible(verb)


def _page(state: State, texts: Texts) -> Response:
    sessions = state.store.newest("checkout.session", Filter(), limit=_SHOWN)
    events = state.store.newest("event", Filter(), limit=_SHOWN)
    paid_out = state.store.newest("payout", Filter(), limit=_SHOWN)
    content = render.fill(
        "overview.html",
        site=state.settings.site_name,
        title=texts.overview_title,
        lead=texts.overview_lead,
        sessions=texts.sessions,
        events=texts.events,
        payouts=texts.payouts,
        faults=texts.faults,
        reference=texts.reference,
        amount=texts.amount,
        status=texts.status,
        made=texts.made,
        delivery=texts.delivery,
        actions=texts.actions,
        session_rows=_rows([_session_row(state, texts, session) for session in sessions], texts, columns=5),
        event_rows=_rows([_event_row(state, texts, event) for event in events], texts, columns=4),
        payout_rows=_rows([_payout_row(texts, payout) for payout in paid_out], texts, columns=3),
        make_payout=texts.make_payout,
        waiting=_waiting_faults(state, texts),
        kinds=render.join([render.fill("option.html", value=kind) for kind in FaultKind]),
        fault_kind=texts.fault_kind,
        fault_on=texts.fault_on,
        fault_times=texts.fault_times,
        fault_seconds=texts.fault_seconds,
        fault_amount=texts.fault_amount,
        add_fault=texts.add_fault,
        clear_faults=texts.clear_faults,
        payouts_url=f"{_HOME}payouts",
        faults_url=f"{_HOME}faults",
        clear_url=f"{_HOME}faults/clear",
    )
    return render.page(texts, title=texts.overview_title, site=state.settings.site_name, content=content)


def _rows(rows: list[Markup], texts: Texts, *, columns: int) -> Markup:
    return render.join(rows) if rows else render.fill("empty_row.html", columns=columns, text=texts.nothing)


def _session_row(state: State, texts: Texts, session: Json) -> Markup:
    status = _session_status(state, session)
    base = f"{_HOME}sessions/{session['id']}"
    buttons = {
        "open": [_link(session["url"] or "", texts.open_page), _button(f"{base}/expire", texts.expire)],
        "waiting": [_button(f"{base}/settle", texts.settle), _button(f"{base}/settle_failed", texts.settle_failed)],
        "paid": [_refund_form(base, texts)],
        "partly_refunded": [_refund_form(base, texts)],
    }
    return render.fill(
        "session_row.html",
        reference=session["client_reference_id"] or session["id"][:20],
        amount=render.money(session["amount_total"], session["currency"], texts),
        status=status,
        status_text=texts.states[status],
        made=render.clock_time(session["created"]),
        reference_label=texts.reference,
        amount_label=texts.amount,
        status_label=texts.status,
        made_label=texts.made,
        buttons=render.join(buttons.get(status, [])),
    )


def _session_status(state: State, session: Json) -> str:
    """A key of `Texts.states`."""
    if session["status"] != "complete":
        return str(session["status"])
    intent = state.known(session["payment_intent"])
    if session["payment_status"] == "unpaid":
        return "waiting" if intent["status"] == "processing" else "bounced"
    charge = state.known(intent["latest_charge"])
    if charge["refunded"]:
        return "refunded"
    return "partly_refunded" if charge["amount_refunded"] else "paid"


def _event_row(state: State, texts: Texts, event: Json) -> Markup:
    rows = state.store.rows("SELECT * FROM deliveries WHERE event_id = ? ORDER BY id", (event["id"],))
    deliveries = [Delivery(**dict(row)) for row in rows]
    under_way = [delivery for delivery in deliveries if delivery.status in ("pending", "held")]
    buttons = [_button(f"{_HOME}events/{event['id']}/redeliver", texts.redeliver)]
    buttons += [_button(f"{_HOME}deliveries/{delivery.id}/lose", texts.lose) for delivery in under_way]
    return render.fill(
        "event_row.html",
        type=event["type"],
        made=render.clock_time(event["created"]),
        made_label=texts.made,
        delivery_label=texts.delivery,
        deliveries=render.join([_delivery(texts, delivery) for delivery in deliveries]),
        buttons=render.join(buttons),
    )


def _delivery(texts: Texts, delivery: Delivery) -> Markup:
    return render.fill(
        "delivery.html",
        status=delivery.status,
        text=texts.states[delivery.status],
        detail=f"{delivery.attempts}× {delivery.answer}" if delivery.attempts else "",
    )


def _payout_row(texts: Texts, payout: Json) -> Markup:
    return render.fill(
        "payout_row.html",
        reference=payout["id"],
        amount=render.money(payout["amount"], payout["currency"], texts),
        status=payout["status"],
        status_text=texts.states[payout["status"]],
        reference_label=texts.reference,
        amount_label=texts.amount,
        status_label=texts.status,
    )


def _waiting_faults(state: State, texts: Texts) -> Markup:
    waiting = state.faults.waiting()
    if not waiting:
        return render.fill("fault.html", text=texts.nothing)
    return render.join(
        [render.fill("fault.html", text=f"{fault.times}× {fault.kind} ({fault.on})") for fault in waiting]
    )


def _button(action: str, text: str) -> Markup:
    return render.fill("button.html", action=action, text=text)


def _link(href: str, text: str) -> Markup:
    return render.fill("link.html", href=href, text=text)


def _refund_form(base: str, texts: Texts) -> Markup:
    return render.fill("refund.html", action=f"{base}/refund", label=texts.refund_amount, text=texts.refund)
