"""Balance lines of charges, with fees of about what Stripe asks in the Netherlands."""

from decimal import ROUND_HALF_UP, Decimal

from betalingen.sandbox import objects_balance
from betalingen.sandbox.errors import Json
from betalingen.sandbox.state import State


def fee(method: str, amount: int) -> int:
    """Cents for a payment of `amount` cents."""
    match method:
        case "card":
            return int((Decimal(amount) * Decimal("0.015")).quantize(Decimal(1), ROUND_HALF_UP)) + 25
        case "sepa_debit":
            return 35
        case _:
            return 29


def book_charge(state: State, charge: Json) -> Json:
    """The balance line of a succeeded charge; the charge itself is not touched."""
    method: str = charge["payment_method_details"]["type"]
    return state.store.add(
        objects_balance.balance_line(
            kind="charge" if method == "card" else "payment",
            amount=charge["amount"],
            fee=fee(method, charge["amount"]),
            currency=charge["currency"],
            source=charge["id"],
            created=state.clock.now(),
            description=charge["description"],
        )
    )


def fill(state: State, charge: Json) -> Json:
    """Give a succeeded charge without one its balance line, as Stripe does for asynchronous capture."""
    charge["balance_transaction"] = book_charge(state, charge)["id"]
    state.emit("charge.updated", state.store.save(charge), previous={"balance_transaction": None})
    return charge
