"""Checks each request against the parameter types of the installed Stripe SDK.

The TypedDicts in `stripe.params` are generated from Stripe's OpenAPI description, so for that API version they are
the contract. A form field arrives as text; here it becomes the type the SDK declares, or the request is refused with
Stripe's wording and the name of the parameter. Nothing below knows a parameter by name, except `metadata`'s limits.
"""

import re
import types
import typing
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Literal, TypeAlias, Union

from stripe import RequestOptions, StripeContext, StripeObject

from betalingen.sandbox.errors import Json, ParameterError

Tree: TypeAlias = "str | dict[str, Tree]"

_NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
_INTEGER = re.compile(r"-?\d{1,18}")
_LONGEST_STRING = 5000
_METADATA_KEYS, _METADATA_KEY_LENGTH, _METADATA_VALUE_LENGTH = 50, 40, 500


def read_form(fields: Iterable[tuple[str, str]]) -> dict[str, Tree]:
    """`a[b][0]=c` becomes `{"a": {"b": {"0": "c"}}}`; `a[]=c` counts by itself."""
    tree: dict[str, Tree] = {}
    for name, value in fields:
        parts = _NAME.fullmatch(name)
        if parts is None:
            raise _invalid(f"Received unknown parameter: {name}", name, "parameter_unknown")
        path = [parts[1], *re.findall(r"\[([^\[\]]*)\]", parts[2])]
        place = tree
        for part in path[:-1]:
            below = place.setdefault(part or str(len(place)), {})
            if isinstance(below, str):
                raise _invalid("Invalid object", name)
            place = below
        place[path[-1] or str(len(place))] = value
    return tree


def check(params_type: type, tree: dict[str, Tree]) -> Json:
    """The parameters with the types of `params_type`, or a ParameterError that names the first wrong one."""
    return _read_record(params_type, tree, "")


@cache
def _fields(record: type) -> dict[str, Any]:
    """Names and types of a TypedDict, without the options (key, headers) that top-level params inherit."""
    names = {**vars(typing), "StripeContext": StripeContext}
    hints = typing.get_type_hints(record, localns=names)
    inherited = RequestOptions.__annotations__
    if inherited.keys() <= hints.keys():
        return {name: hint for name, hint in hints.items() if name not in inherited}
    return hints


def _read(hint: Any, value: Tree, name: str) -> Any:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (Union, types.UnionType):
        return _read_union(inner, value, name)
    if hasattr(hint, "__required_keys__"):
        return _read_record(hint, value, name)
    if origin is list:
        return _read_list(inner[0], value, name)
    if origin is dict:
        return _read_map(inner[1], value, name)
    if isinstance(value, dict):
        raise _invalid(f"Invalid {'string' if hint is str else 'value'}: an object was given", name)
    if origin is Literal:
        return _read_choice(inner, value, name)
    return _read_scalar(hint, value, name)


def _read_union(members: tuple[Any, ...], value: Tree, name: str) -> Any:
    members = tuple(member for member in members if member is not type(None) and not _is_answer_type(member))
    if len(members) == 1:
        return _read(members[0], value, name)
    nested = [m for m in members if typing.get_origin(m) in (list, dict) or hasattr(m, "__required_keys__")]
    plain = [m for m in members if m not in nested]
    if isinstance(value, dict):
        if not nested:
            raise _invalid("Invalid string: an object was given", name)
        return _read(nested[0], value, name)
    choices = [choice for m in plain if typing.get_origin(m) is Literal for choice in typing.get_args(m)]
    scalars = [m for m in plain if typing.get_origin(m) is not Literal]
    if value in choices:
        return value
    # The SDK writes an enum as `Literal[...] | str` to survive new values in answers; in a request Stripe refuses them.
    if any(choices) and set(scalars) <= {str}:
        return _read_choice(tuple(choices), value, name)
    if not scalars:
        raise _invalid("Invalid object", name)
    return _read_scalar(min(scalars, key=lambda hint: hint is str), value, name)


def _is_answer_type(hint: Any) -> bool:
    """The SDK lets callers pass metadata of an answer back as it is; on the wire that is an ordinary object."""
    kind = typing.get_origin(hint) or hint
    return isinstance(kind, type) and issubclass(kind, StripeObject)


def _read_record(record: type, value: Tree, name: str) -> Json:
    if not isinstance(value, dict):
        raise _invalid("Invalid object", name)
    fields = _fields(record)
    result: Json = {}
    for key, item in value.items():
        path = f"{name}[{key}]" if name else key
        if key not in fields:
            raise _invalid(f"Received unknown parameter: {path}", path, "parameter_unknown")
        result[key] = _read(fields[key], item, path)
    required: frozenset[str] = record.__required_keys__  # type: ignore[attr-defined]
    for key in sorted(required & fields.keys()):
        if key not in value:
            path = f"{name}[{key}]" if name else key
            raise _invalid(f"Missing required param: {path}.", path, "parameter_missing")
    return result


def _read_list(hint: Any, value: Tree, name: str) -> list[Any]:
    if not isinstance(value, dict) or not all(key.isdecimal() for key in value):
        raise _invalid("Invalid array", name)
    return [_read(hint, value[key], f"{name}[{key}]") for key in sorted(value, key=int)]


def _read_map(hint: Any, value: Tree, name: str) -> Json:
    if not isinstance(value, dict):
        raise _invalid("Invalid object", name)
    if re.search(r"\bmetadata\]?$", name):
        _check_metadata(value, name)
        # An empty value unsets a key; on a new object there is nothing to unset.
        value = {key: item for key, item in value.items() if item != ""}
    return {key: _read(hint, item, f"{name}[{key}]") for key, item in value.items()}


def _check_metadata(value: dict[str, Tree], name: str) -> None:
    if len(value) > _METADATA_KEYS:
        raise _invalid(f"Metadata can have at most {_METADATA_KEYS} keys", name)
    for key, item in value.items():
        path = f"{name}[{key}]"
        if not isinstance(item, str):
            raise _invalid("Invalid string: an object was given", path)
        if len(key) > _METADATA_KEY_LENGTH:
            raise _invalid(f"Metadata keys must be at most {_METADATA_KEY_LENGTH} characters", path)
        if len(item) > _METADATA_VALUE_LENGTH:
            raise _invalid(f"Metadata values can have up to {_METADATA_VALUE_LENGTH} characters", path)


def _read_choice(choices: tuple[Any, ...], value: str, name: str) -> str:
    if value not in choices:
        raise _invalid(f"Invalid {name}: must be one of {', '.join(filter(None, choices))}", name)
    return value


def _read_scalar(hint: Any, value: str, name: str) -> Any:
    if value == "":
        raise _invalid(
            f"You passed an empty string for '{name}'. We assume empty values are an attempt to unset a parameter; "
            f"however '{name}' cannot be unset. You should remove '{name}' from your request or supply a non-empty "
            "value.",
            name,
            "parameter_invalid_empty",
        )
    if len(value) > _LONGEST_STRING:
        raise _invalid(f"Invalid string: must be at most {_LONGEST_STRING} characters", name)
    if hint is bool:
        if value not in ("true", "false"):
            raise _invalid(f"Invalid boolean: {value}", name)
        return value == "true"
    if hint is int:
        if not _INTEGER.fullmatch(value):
            raise _invalid(f"Invalid integer: {value}", name, "parameter_invalid_integer")
        return int(value)
    if hint in (float, Decimal):
        try:
            return hint(value)
        except (ValueError, InvalidOperation):
            raise _invalid(f"Invalid decimal: {value}", name) from None
    return value


def _invalid(message: str, param: str, code: str | None = None) -> ParameterError:
    return ParameterError(message, param=param, code=code)
