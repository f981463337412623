"""A meeting service on this machine: it takes the requests that the documentation of the real one has, and no other.

Each service says which routes there are and what their bodies hold; this part speaks HTTP, hands out tokens that end, and
fails on request.
"""

import json
import re
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

Body = dict[str, Any]
Answer = tuple[int, Body | None]
Rule = Callable[[Any], bool]


class Refused(Exception):
    """The request is not one that is documented; becomes an answer of the service."""

    def __init__(self, status: int, code: str | int, message: str = "") -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


@dataclass(frozen=True)
class Asked:
    """A request as it came in."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Any
    parts: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Plan:
    """What goes wrong next: a status with headers in the place of an answer, or, with `after`, an answer that gets lost."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    after: bool = False


class StandIn(ABC):
    """What every service has. A subclass gives `routes`: method, pattern of the path, what answers it."""

    prefix = ""
    token_path = ""
    token_lasts = 3600

    def __init__(self) -> None:
        self.url = ""
        self.log: list[str] = []
        self.plans: list[Plan | None] = []
        self.tokens: set[str] = set()
        self.tokens_given = 0
        self.last = 0
        self.extra_headers: dict[str, str] = {}

    @abstractmethod
    def routes(self) -> Sequence[tuple[str, str, Callable[[Asked], Answer]]]:
        """Which requests it takes."""

    @abstractmethod
    def give_token(self, asked: Asked) -> Answer:
        """The answer to who asks for a token."""

    @abstractmethod
    def error(self, refused: Refused) -> Body:
        """The documented body of an error."""

    @abstractmethod
    def people(self) -> list[str]:
        """The addresses of whoever may come in, wherever."""

    @abstractmethod
    def subjects(self) -> list[str]:
        """What each room is about."""

    @abstractmethod
    def starts(self) -> list[str]:
        """When each room begins, as it was told."""

    @abstractmethod
    def lose_rooms(self) -> None:
        """Somebody deleted them by hand."""

    @abstractmethod
    def change_credentials(self) -> None:
        """Ours are those of before."""

    def end_tokens(self) -> None:
        """All of them are over, as when the credentials were changed."""
        self.tokens.clear()

    def next_id(self) -> int:
        self.last += 1
        return self.last

    def new_token(self) -> str:
        self.tokens_given += 1
        token = f"token-{self.tokens_given}"
        self.tokens.add(token)
        return token

    def answer(self, asked: Asked) -> tuple[int, Body | None, dict[str, str]]:
        if asked.path == self.token_path:
            return (*self._safely(self.give_token, asked), {})
        self.log.append(f"{asked.method} {asked.path.removeprefix(self.prefix)}")
        plan = self.plans.pop(0) if self.plans else None
        if plan and not plan.after:
            return plan.status, self.error(Refused(plan.status, plan.status)), plan.headers
        self.extra_headers = {}
        status, body = self._safely(self._route, asked)
        if plan:
            return plan.status, self.error(Refused(plan.status, plan.status)), plan.headers
        return status, body, self.extra_headers

    def _safely(self, answerer: Callable[[Asked], Answer], asked: Asked) -> Answer:
        try:
            return answerer(asked)
        except Refused as refused:
            return refused.status, self.error(refused)

    def _route(self, asked: Asked) -> Answer:
        scheme, _, token = asked.headers.get("Authorization", "").partition(" ")
        if scheme != "Bearer" or token not in self.tokens:
            raise Refused(401, 124, "Invalid access token.")
        if asked.body is not None and not asked.headers.get("Content-Type", "").startswith("application/json"):
            raise Refused(415, 415, "Unsupported media type.")
        for method, pattern, answerer in self.routes():
            found = re.fullmatch(self.prefix + pattern, asked.path)
            if found and method == asked.method:
                return answerer(
                    Asked(asked.method, asked.path, asked.query, asked.headers, asked.body, found.groupdict())
                )
        raise Refused(404, 404, "No such route.")


def check_body(body: Any, required: Mapping[str, Rule], optional: Mapping[str, Rule], code: str | int) -> None:
    """Refuse a body without a required field, with one of another type, or with one that is not documented."""
    if not isinstance(body, dict):
        raise Refused(400, code, "The body must be a JSON object.")
    known = {**required, **optional}
    wrong = [name for name in required if name not in body]
    wrong += [name for name, value in body.items() if name not in known or not known[name](value)]
    if wrong:
        raise Refused(400, code, f"Validation failed: {', '.join(sorted(wrong))}.")


def check_query(query: Mapping[str, str], allowed: Mapping[str, str], code: str | int) -> None:
    """Refuse what is not documented; `allowed` are regular expressions."""
    wrong = [name for name, value in query.items() if not re.fullmatch(allowed.get(name, "(?!)"), value)]
    if wrong:
        raise Refused(400, code, f"Invalid query: {', '.join(wrong)}.")


def text(longest: int, pattern: str = r".+") -> Rule:
    return lambda value: isinstance(value, str) and len(value) <= longest and bool(re.fullmatch(pattern, value))


def one_of(*values: Any) -> Rule:
    return lambda value: type(value) in {type(known) for known in values} and value in values


def whole(value: Any) -> bool:
    return type(value) is int and value > 0


def yes_or_no(value: Any) -> bool:
    return type(value) is bool


EMAIL = text(128, r"[^@\s]+@[^@\s]+\.[^@\s]+")


@contextmanager
def serving(stand_in: StandIn) -> Iterator[str]:
    """Serve on the loopback for as long as the block lasts; gives the address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            parts = urlsplit(self.path)
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            body: Any = None
            if raw:
                is_form = self.headers.get("Content-Type", "").startswith("application/x-www-form-urlencoded")
                body = dict(parse_qsl(raw.decode(), keep_blank_values=True)) if is_form else json.loads(raw)
            asked = Asked(self.command, parts.path, dict(parse_qsl(parts.query)), dict(self.headers.items()), body)
            status, answer, headers = stand_in.answer(asked)
            content = b"" if answer is None else json.dumps(answer).encode()
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            if content:
                self.send_header("Content-Type", "application/json; charset=utf-8")
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _answer  # noqa: N815  # the names that http.server asks for

        def log_message(self, format: str, *args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        stand_in.url = f"http://127.0.0.1:{server.server_port}"
        yield stand_in.url
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
