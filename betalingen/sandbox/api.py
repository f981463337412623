"""One API request: key, faults, idempotency, contract, call, answer."""

import json
import threading
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import parse_qsl

from betalingen.sandbox import contract, expansion, routes, timers
from betalingen.sandbox.errors import ApiError, Json, ParameterError, server_error
from betalingen.sandbox.faults import AFTER_COMMIT, AT_THE_DOOR, SAVED, Fault, FaultKind
from betalingen.sandbox.identifiers import new_request_id
from betalingen.sandbox.messages import ConnectionDropped, Request, Response, json_response
from betalingen.sandbox.objects import API_VERSION
from betalingen.sandbox.routes import Call, Route
from betalingen.sandbox.state import State, current_request

_KEYS_ARE_KEPT = 24 * 3600
_REQUESTS_KEPT = 10_000
_HTML_PAGE = b"<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>"


@dataclass(frozen=True, kw_only=True)
class SeenRequest:
    """For tests: what was asked and how it was answered; `status` 0 is a dropped connection."""

    method: str
    path: str
    params: Json
    idempotency_key: str | None
    status: int
    replayed: bool


class Api:
    """Everything below `/v1/`."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._keys_in_use: set[str] = set()
        self._keys_lock = threading.Lock()
        self.seen: deque[SeenRequest] = deque(maxlen=_REQUESTS_KEPT)

    def handle(self, request: Request) -> Response:
        request_id = new_request_id()
        headers = {"Request-Id": request_id, "Stripe-Version": API_VERSION}
        key = request.headers.get("idempotency-key") if request.method == "POST" else None
        if key is not None:
            headers["Idempotency-Key"] = key
        params: Json = {}
        try:
            params = contract.read_form(_fields(request))
            response = self._answer(request, params, key, request_id)
        except ApiError as refusal:
            response = json_response(refusal.body(), status=refusal.status, headers=refusal.headers)
        except ConnectionDropped:
            self._remember(request, params, key, 0, {})
            raise
        self._remember(request, params, key, response.status, response.headers)
        return Response(status=response.status, body=response.body, headers={**headers, **response.headers})

    def _remember(
        self, request: Request, params: Json, key: str | None, status: int, headers: Mapping[str, str]
    ) -> None:
        self.seen.append(
            SeenRequest(
                method=request.method,
                path=request.path,
                params=params,
                idempotency_key=key,
                status=status,
                replayed="Idempotent-Replayed" in headers,
            )
        )

    def _answer(self, request: Request, params: Json, key: str | None, request_id: str) -> Response:
        _check_key(request.headers.get("authorization", ""))
        _check_version(request.headers.get("stripe-version", API_VERSION))
        if fault := self._state.faults.strike(AT_THE_DOOR, request.line):
            return _turn_away(fault)
        found = routes.find(request.method, request.path)
        if found is None:
            raise ApiError(f"Unrecognized request URL ({request.method}: {request.path}).", status=404)
        route, object_id = found
        timers.sweep(self._state)
        context = current_request.set({"id": request_id, "idempotency_key": key})
        try:
            with self._sole_use(key):
                response = self._once(route, object_id, params, key=key, request=request)
                self._hold_up(request)
        finally:
            current_request.reset(context)
        return response

    @contextmanager
    def _sole_use(self, key: str | None) -> Iterator[None]:
        """Until its answer is given, nobody else can use the idempotency key."""
        if key is None:
            yield
            return
        with self._keys_lock:
            if key in self._keys_in_use:
                raise ApiError(
                    "There is currently another in-progress request using this Idempotent Key.",
                    status=409,
                    kind="idempotency_error",
                    code="idempotency_key_in_use",
                )
            self._keys_in_use.add(key)
        try:
            yield
        finally:
            with self._keys_lock:
                self._keys_in_use.remove(key)

    def _once(self, route: Route, object_id: str, params: Json, *, key: str | None, request: Request) -> Response:
        """Idempotency: the same key gives the same answer for 24 hours, also when that was an error."""
        if key is None:
            return self._execute(route, object_id, params, key=None, request=request)
        self._state.forget_replies(before=self._state.clock.now() - _KEYS_ARE_KEPT)
        earlier = self._state.reply(key)
        if earlier is None:
            return self._execute(route, object_id, params, key=key, request=request)
        endpoint, earlier_params, status, body = earlier
        if (endpoint, earlier_params) != (request.path, _fingerprint(params)):
            raise _other_parameters(key, endpoint, request.path)
        return json_response(body, status=status, headers={"Idempotent-Replayed": "true"})

    def _hold_up(self, request: Request) -> None:
        """The work is done and kept; now the answer may be late or get lost."""
        cleared = self._state.faults.cleared  # from before the fault, so that it cannot be missed
        fault = self._state.faults.strike(AFTER_COMMIT, request.line)
        if fault is None:
            return
        if fault.kind is FaultKind.DROP_AFTER_COMMIT:
            raise ConnectionDropped
        cleared.wait(fault.seconds)

    def _execute(self, route: Route, object_id: str, params: Json, *, key: str | None, request: Request) -> Response:
        """Do it and keep the answer in one transaction, so that a crash leaves both or neither."""
        checked = contract.check(route.params, params)
        saved_fault = self._state.faults.strike(SAVED, request.line) if key else None
        with self._state.store.transaction():
            try:
                body, status = self._call(route, object_id, checked, saved_fault)
            except ParameterError:
                raise
            except ApiError as refusal:
                body, status = refusal.body(), refusal.status
            if key:
                self._state.keep_reply(key, request.path, _fingerprint(params), status, body)
        return json_response(body, status=status)

    def _call(self, route: Route, object_id: str, params: Json, saved_fault: Fault | None) -> tuple[Json, int]:
        if saved_fault is not None and saved_fault.kind is FaultKind.SAVED_SERVER_ERROR:
            raise server_error()
        answer = route.answer(Call(self._state, object_id, params))
        answer = expansion.expand(self._state, answer, params.get("expand", ()))
        if saved_fault is not None:
            raise server_error()
        return answer, 200


def _fields(request: Request) -> list[tuple[str, str]]:
    text = request.body.decode("utf-8", errors="replace") if request.method == "POST" else request.query
    return parse_qsl(text, keep_blank_values=True)


def _fingerprint(params: Json) -> str:
    return json.dumps(params, sort_keys=True)


def _check_key(authorization: str) -> None:
    key = authorization.removeprefix("Bearer ")
    if not key or key == authorization:
        raise ApiError("You did not provide an API key.", status=401)
    if not key.startswith(("sk_test_", "rk_test_")):
        raise ApiError(f"Invalid API Key provided: {key[:8]}****. The local sandbox takes test keys only.", status=401)


def _check_version(version: str) -> None:
    if version != API_VERSION:
        raise ParameterError(f"The local sandbox speaks API version {API_VERSION} only, not {version}.")


def _other_parameters(key: str, endpoint: str, path: str) -> ApiError:
    same = (
        "parameters they were first used with"
        if endpoint == path
        else f"endpoint they were first used for ({endpoint})"
    )
    return ApiError(
        f"Keys for idempotent requests can only be used with the same {same}. Try using a key other than '{key}' if "
        "you meant to execute a different request.",
        kind="idempotency_error",
    )


def _turn_away(fault: Fault) -> Response:
    match fault.kind:
        case FaultKind.DROP_BEFORE:
            raise ConnectionDropped
        case FaultKind.BAD_GATEWAY:
            return Response(status=502, body=_HTML_PAGE, headers={"Content-Type": "text/html"})
        case FaultKind.UNAUTHORIZED:
            raise ApiError("Expired API Key provided: rk_test_****", status=401, code="api_key_expired")
        case FaultKind.FORBIDDEN:
            raise ApiError(
                "The provided key 'rk_test_****' does not have the required permissions for this endpoint.", status=403
            )
        case FaultKind.RATE_LIMIT | FaultKind.RATE_LIMIT_RETRY:
            retry = {"Stripe-Should-Retry": "true"} if fault.kind is FaultKind.RATE_LIMIT_RETRY else {}
            raise ApiError("Request rate limit exceeded.", status=429, code="rate_limit", headers=retry)
        case _:
            raise server_error()
