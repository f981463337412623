"""An HTTP request and its answer, free of sockets."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


class ConnectionDropped(Exception):
    """The connection must break without an answer."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """Header names are lower case; `path` has no query string."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def line(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True, kw_only=True)
class Response:
    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


def json_response(values: Any, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    body = json.dumps(values, indent=2).encode()
    return Response(status=status, body=body, headers={"Content-Type": "application/json", **(headers or {})})


def see_other(location: str) -> Response:
    return Response(status=303, headers={"Location": location})
