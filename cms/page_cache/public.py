"""How a view says that anybody may get its answer from the store. A page type does so by its `query_parameters`."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def public_view(*parameters: str) -> Callable[[View], View]:
    """Say of a view that its answer depends on nothing but the address and these parameters of its query.

    A page type says which parameters it reads in `query_parameters`; with any other the answer is not kept.
    """

    def mark(view: View) -> View:
        view.query_parameters = frozenset(parameters)  # type: ignore[attr-defined]
        return view

    return mark
