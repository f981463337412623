"""Compares an answer of the sandbox with the SDK's resource classes, field by field and class by class."""

import ast
import importlib
import inspect
import sys
import types
import typing
from decimal import Decimal
from functools import cache
from typing import Any, Literal, Union

import stripe
from stripe import ListObject, StripeObject
from stripe._stripe_object import UntypedStripeObject

RESOURCES: dict[str, type[StripeObject]] = {
    "account": stripe.Account,
    "balance_transaction": stripe.BalanceTransaction,
    "charge": stripe.Charge,
    "checkout.session": stripe.checkout.Session,
    "dispute": stripe.Dispute,
    "event": stripe.Event,
    "item": stripe.LineItem,
    "list": ListObject,
    "payment_intent": stripe.PaymentIntent,
    "payout": stripe.Payout,
    "price": stripe.Price,
    "refund": stripe.Refund,
    "webhook_endpoint": stripe.WebhookEndpoint,
}


class _Names(dict[str, Any]):
    """Resolves the names that a module of the SDK only imports for type checkers."""

    def __init__(self, module: types.ModuleType) -> None:
        super().__init__()
        self._imports: dict[str, tuple[str, str]] = {}
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    self._imports[alias.asname or alias.name] = (node.module, alias.name)

    def __missing__(self, name: str) -> Any:
        module, original = self._imports[name]
        return getattr(importlib.import_module(module), original)


@cache
def fields(resource: Any) -> dict[str, Any]:
    """Names and types of the fields that this class itself declares."""
    hints = typing.get_type_hints(resource, localns=_Names(sys.modules[resource.__module__]))
    own = inspect.get_annotations(resource)
    return {name: hint for name, hint in hints.items() if name in own and name != "OBJECT_NAME"}


def problems(answer: dict[str, Any]) -> list[str]:
    """What an object of the API lacks, has too much, or has in the wrong type; [] when it is right."""
    return _of_resource(RESOURCES[answer["object"]], answer, answer["object"])


def _of_resource(resource: Any, values: dict[str, Any], where: str) -> list[str]:
    declared = fields(resource)
    required = {name for name, hint in declared.items() if type(None) not in typing.get_args(hint)}
    found = [f"{where}.{name} is missing" for name in sorted(required - values.keys())]
    for name, value in values.items():
        if name not in declared:
            if (resource, name) != (ListObject, "object"):
                found.append(f"{where}.{name} is unknown to the SDK")
        else:
            found += _of_value(declared[name], value, f"{where}.{name}")
    return found


def _of_value(hint: Any, value: Any, where: str) -> list[str]:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (Union, types.UnionType):
        attempts = [_of_value(member, value, where) for member in inner]
        return min(attempts, key=len) if all(attempts) else []
    if isinstance(value, dict) and isinstance(value.get("object"), str) and _is_resource(origin or hint):
        return problems(value)
    if origin is list:
        if not isinstance(value, list):
            return [f"{where} is no list"]
        return [problem for item in value for problem in _of_value(inner[0], item, f"{where}[]")]
    if origin is Literal:
        return [] if value in inner else [f"{where} is {value!r}"]
    kind = origin or hint
    if _is_resource(kind):
        if not isinstance(value, dict):
            return [f"{where} is no object"]
        return [] if issubclass(kind, UntypedStripeObject) else _of_resource(kind, value, where)
    if isinstance(hint, typing.TypeVar):
        return problems(value)
    if kind is type(None) or kind in (bool, int, str, float):
        right = type(value) is kind
    else:  # decimals travel as text; the SDK turns them into Decimal when it reads an answer, but not in an event
        right = kind is Decimal and isinstance(value, (str, Decimal))
    return [] if right else [f"{where} is {value!r}, not {kind.__name__}"]


def _is_resource(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, StripeObject)
