"""Every address that the resolver knows under a prefix, filled in with objects of the world."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.roles.samples import Samples


@dataclass(frozen=True)
class Pattern:
    """A route, with the name that `reverse` knows it by; "" for the few without."""

    route: str
    name: str
    arguments: frozenset[str]


@dataclass(frozen=True)
class Address:
    """One path of a route, with what to post there.

    `key` is the name of the route, with what tells it apart when the arguments do: "wagtail_bulk_action page.move".
    """

    key: str
    path: str
    data: Mapping[str, Any]


def patterns(prefix: str) -> list[Pattern]:
    """All routes that start with this prefix, those of plugins and packages too."""
    return [
        pattern for pattern in _walk(get_resolver(), Pattern("", "", frozenset())) if pattern.route.startswith(prefix)
    ]


def addresses(prefix: str, samples: Samples) -> list[Address]:
    """A path for each kind of object that a route is about. Raises LookupError for a route without a sample."""
    return [address for pattern in patterns(prefix) if pattern.name for address in _filled_in(pattern, samples)]


def _walk(resolver: URLResolver, outer: Pattern) -> Iterator[Pattern]:
    for entry in resolver.url_patterns:
        route = f"{outer.route}{entry.pattern}"
        arguments = outer.arguments | frozenset(entry.pattern.regex.groupindex)
        if isinstance(entry, URLPattern):
            yield Pattern(route, f"{outer.name}{entry.name}" if entry.name else "", arguments)
        else:
            namespace = f"{outer.name}{entry.namespace}:" if entry.namespace else outer.name
            yield from _walk(entry, Pattern(route, namespace, arguments))


def _filled_in(pattern: Pattern, samples: Samples) -> Iterator[Address]:
    if pattern.name not in samples.variants:
        values = {argument: _value(pattern, argument, samples) for argument in pattern.arguments}
        yield Address(pattern.name, reverse(pattern.name, kwargs=values), samples.data.get(pattern.name, {}))
        return
    for label, values, query in samples.variants[pattern.name]:
        if set(values) == pattern.arguments:
            key = f"{pattern.name} {label}".strip()
            yield Address(key, reverse(pattern.name, kwargs=values) + query, samples.data.get(key, {}))


def _value(pattern: Pattern, argument: str, samples: Samples) -> Any:
    namespace = pattern.name.rpartition(":")[0]
    for name in (f"{pattern.name}:{argument}", f"{namespace}:{argument}", argument):
        if name in samples.arguments:
            return samples.arguments[name]
    raise LookupError(
        f"{pattern.name} ({pattern.route}) has no sample for {argument!r}: add one in tests.roles.samples."
    )
