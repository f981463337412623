"""Lists of the API: newest first, a page at a time, with Stripe's cursors and date ranges."""

from collections.abc import Mapping

from betalingen.sandbox.errors import Json, ParameterError, resource_missing
from betalingen.sandbox.state import State
from betalingen.sandbox.store import Filter, public

_EVENTS_ARE_KEPT = 30 * 24 * 3600
_PAGING = {"limit", "starting_after", "ending_before", "expand", "created"}


def page(state: State, kind: str, url: str, params: Json, paths: Mapping[str, str]) -> Json:
    """One page of objects; `paths` maps the filters that we play to where their value stands in the object."""
    limit = params.get("limit", 10)
    if not 1 <= limit <= 100:
        raise ParameterError("Limit must be between 1 and 100", param="limit")
    if "starting_after" in params and "ending_before" in params:
        raise ParameterError("Cannot specify both starting_after and ending_before", param="ending_before")
    for name in params:
        if name not in _PAGING and name not in paths:
            raise ParameterError(
                f"The local sandbox cannot filter by `{name}`.", code="sandbox_unsupported", param=name
            )
    wish = _filter(state, kind, params, paths)
    if "ending_before" in params:
        above = _position(state, kind, params, "ending_before")
        found = state.store.oldest(kind, wish, limit=limit + 1, above=above)
        items = found[:limit][::-1]
    elif "starting_after" in params:
        below = _position(state, kind, params, "starting_after")
        found = state.store.newest(kind, wish, limit=limit + 1, below=below)
        items = found[:limit]
    else:
        found = state.store.newest(kind, wish, limit=limit + 1)
        items = found[:limit]
    return {"object": "list", "data": [public(item) for item in items], "has_more": len(found) > limit, "url": url}


def _position(state: State, kind: str, params: Json, name: str) -> int:
    found = state.store.position(params[name], kind=kind)
    if found is None:
        raise resource_missing(kind, params[name], param=name, status=400)
    return found


def _filter(state: State, kind: str, params: Json, paths: Mapping[str, str]) -> Filter:
    wanted = {paths[name]: params[name] for name in paths if name in params and name not in ("type", "types")}
    first, last = _range(params.get("created", {}))
    if kind == "event":
        if "type" in params and "types" in params:
            raise ParameterError("You may only specify one of these parameters: type, types.", param="types")
        first = max(first, state.clock.now() - _EVENTS_ARE_KEPT)
    return Filter(wanted=wanted, first=first, last=last, type_glob=params.get("type"), types=params.get("types"))


def _range(created: int | dict[str, int]) -> tuple[int, int]:
    """First and last second, both inclusive."""
    if isinstance(created, int):
        return created, created
    first = max(created.get("gte", 0), created.get("gt", -1) + 1)
    last = min(created.get("lte", 2**62), created.get("lt", 2**62 + 1) - 1)
    return first, last
