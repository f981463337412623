"""`expand`: replaces ids in an answer by the objects they stand for."""

from collections.abc import Iterable

from betalingen.sandbox import lists
from betalingen.sandbox.errors import Json, ParameterError
from betalingen.sandbox.state import State
from betalingen.sandbox.store import PRIVATE, public

_DEEPEST = 4
_EXPANDABLE = {
    "balance_transaction",
    "charge",
    "failure_balance_transaction",
    "latest_charge",
    "payment_intent",
    "source",
}


def expand(state: State, answer: Json, paths: Iterable[str]) -> Json:
    """`answer` with every path opened, for example `payment_intent.latest_charge.balance_transaction`.

    Raises ParameterError for what Stripe cannot expand either.
    """
    for path in paths:
        parts = path.split(".")
        if len(parts) > _DEEPEST + (parts[0] == "data"):
            raise ParameterError(f"You cannot expand more than {_DEEPEST} levels of a property", param="expand")
        if parts[0] == "data" and answer["object"] == "list":
            for item in answer["data"]:
                _open(state, item, parts[1:], path)
        else:
            _open(state, answer, parts, path)
    return answer


def _open(state: State, subject: Json, parts: list[str], path: str) -> None:
    if not parts:
        return
    name = parts[0]
    if name not in subject and (included := _included_list(state, subject, name)) is not None:
        subject[name] = included
        return
    if name not in _EXPANDABLE or name not in subject:
        raise ParameterError(f"This property cannot be expanded ({path}).", param="expand")
    if isinstance(subject[name], str):
        subject[name] = public(state.known(subject[name]))
    if subject[name] is not None:
        _open(state, subject[name], parts[1:], path)


def _included_list(state: State, subject: Json, name: str) -> Json | None:
    """The lists that Stripe only includes when asked."""
    match subject["object"], name:
        case "checkout.session", "line_items":
            items = state.known(subject["id"])[PRIVATE]["line_items"]
            url = f"/v1/checkout/sessions/{subject['id']}/line_items"
            return {"object": "list", "data": items, "has_more": False, "url": url}
        case "charge", "refunds":
            url = f"/v1/charges/{subject['id']}/refunds"
            return lists.page(state, "refund", url, {"charge": subject["id"]}, {"charge": "$.charge"})
        case _:
            return None
