"""Ask the plugins. Each app has typed callers in its `hooks` module, made of the functions here:

    def payment_providers() -> list[PaymentProvider]:
        return contributions(hookspecs.payment_providers)          # a plural noun: a list

    def payment_provider(key: str) -> PaymentProvider:
        return contribution(hookspecs.payment_providers, key)      # the one with that key

    def check_registration(registration: Registration) -> None:
        check(hookspecs.check_registration, registration=registration)     # a decision: NotAllowed, or silence

    def order_paid(order: Order) -> None:
        react(hookspecs.order_paid, order=order)                   # past tense: in the transaction of the fact

Passing the specification itself keeps the types: what the spec returns is what comes back.
Order: the apps of VAKWERK_CORE first, then the plugins as VAKWERK_PLUGINS lists them.
"""

import inspect
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, ParamSpec, Protocol, TypeVar

import pluggy
from django.apps import apps
from django.db import transaction

from cms.plugins.config import PluginConfig, broken
from cms.plugins.errors import PluginBroken
from cms.plugins.markers import PROJECT


class Keyed(Protocol):
    """A contribution: told apart by its key."""

    @property
    def key(self) -> str: ...


P = ParamSpec("P")
K = TypeVar("K", bound=Keyed)


class KeyTakenTwice(Exception):
    """Two plugins contribute the same key to one hook."""


class NotContributed(LookupError):
    """No enabled plugin contributes this key."""


def build(core: Sequence[str], plugins: Sequence[PluginConfig]) -> pluggy.PluginManager:
    """A manager with the hookspecs of the core apps and everybody's answers.

    `core` are app packages: `<app>.hookspecs` declares hooks, `<app>.plugin` answers them; both are optional.
    """
    manager = pluggy.PluginManager(PROJECT)
    for app in core:
        if find_spec(f"{app}.hookspecs"):
            manager.add_hookspecs(import_module(f"{app}.hookspecs"))
    answers: list[tuple[str, object]] = [
        (app, import_module(f"{app}.plugin")) for app in core if find_spec(f"{app}.plugin")
    ]
    answers += [(config.key, _hooks_of(config)) for config in plugins if config.hooks]
    # pluggy asks the one registered last first; registering backwards gives the order people expect.
    for name, answer in reversed(answers):
        _register(manager, name, answer)
    return manager


def _hooks_of(config: PluginConfig) -> object:
    try:
        return import_module(f"{config.name}.{config.hooks}")
    except Exception as error:  # whatever the module does wrong is told with the plugin's name
        raise broken(config.key, error) from error


def _register(manager: pluggy.PluginManager, name: str, answer: object) -> None:
    try:
        manager.register(answer, name=name)
    except (pluggy.PluginValidationError, ValueError) as error:
        raise PluginBroken(
            name, f"answers a hook wrongly: {error}", "Compare its function with the hook's specification."
        ) from error


def manager() -> pluggy.PluginManager:
    """The manager made at start-up."""
    return apps.get_app_config("vakwerk_plugins").manager  # type: ignore[attr-defined, no-any-return]


def contributions(spec: Callable[P, Iterable[K]], *args: P.args, **kwargs: P.kwargs) -> list[K]:
    """Everybody's contributions to a hook; raises KeyTakenTwice when two have one key."""
    found: dict[str, K] = {}
    for answer in _call(spec, *args, **kwargs):
        for contribution in answer:
            if found.setdefault(contribution.key, contribution) is not contribution:
                raise KeyTakenTwice(f"Two contributions to {spec.__name__} have the key '{contribution.key}'.")
    return list(found.values())


def contribution(spec: Callable[[], Iterable[K]], key: str) -> K:
    """The contribution with this key; raises NotContributed when its plugin is off."""
    found = {item.key: item for item in contributions(spec)}
    if key not in found:
        known = ", ".join(found) or "none"
        raise NotContributed(f"No enabled plugin has '{key}' among {spec.__name__}; there are: {known}.")
    return found[key]


def check(spec: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> None:
    """Let everybody object: the first NotAllowed goes to the caller."""
    _call(spec, *args, **kwargs)


def react(spec: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> None:
    """Tell everybody what happened, inside the transaction in which it happened: an error takes the fact back."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(f"{spec.__name__} must be called inside a transaction.")
    _call(spec, *args, **kwargs)


_signature = cache(inspect.signature)


def _call(spec: Callable[P, Any], *args: P.args, **kwargs: P.kwargs) -> list[Any]:
    caller: pluggy.HookCaller = getattr(manager().hook, spec.__name__)
    answers: list[Any] = caller(**_signature(spec).bind(*args, **kwargs).arguments)
    return answers
