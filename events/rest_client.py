"""The one way in which meeting services are asked something over HTTPS.

No answer of a service is ever logged or repeated: it holds names, addresses and links that let somebody in.
"""

import datetime as dt
import re
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

import requests
from django.conf import settings
from requests.auth import AuthBase

from events.contracts import MeetingFailure, MeetingFault, RoomGone

TIMEOUT: Final = (3.05, 15)  # seconds to connect, and between two pieces of the answer
EARLY: Final = 60  # seconds before its end that a token is not used any more
LONGEST_PAUSE: Final = 24 * 60 * 60  # seconds that we let a service send us away
CODE = re.compile(r"[\w.-]{1,60}")


@dataclass(frozen=True)
class Credentials:
    """Where and with which form a token is asked for. Two with the same facts share their token in this process."""

    url: str
    form: Mapping[str, str] = field(repr=False)
    basic: tuple[str, str] | None = field(default=None, repr=False)


_tokens: dict[str, tuple[str, float]] = {}
_lock = threading.Lock()


@dataclass(frozen=True)
class RestClient:
    """A service with its address, such as https://api.zoom.us/v2, that gives out bearer tokens."""

    api: str
    credentials: Credentials

    def call(
        self, method: str, path: str, *, json: Mapping[str, Any] | None = None, query: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """The answer, {} when there is none. Raises RoomGone for what is not there, MeetingFailure for everything else.

        A token that the service takes no longer is asked for anew, once.
        """
        return _read(self._answer(method, path, json, query))

    def pages(self, path: str, query: Mapping[str, str]) -> Iterator[dict[str, Any]]:
        """The answers to a GET whose next page is in the header `Link`; raises as `call` does."""
        asked = dict(query)
        while True:
            response = self._answer("GET", path, None, asked)
            yield _read(response)
            if "next" not in response.links:
                return
            asked = dict(parse_qsl(urlsplit(response.links["next"]["url"]).query))

    def _answer(
        self, method: str, path: str, json: Mapping[str, Any] | None, query: Mapping[str, str] | None
    ) -> requests.Response:
        response = self._send(method, path, json, query, self._token())
        if response.status_code == 401:
            _forget(self.credentials)
            response = self._send(method, path, json, query, self._token())
        return response

    def _send(
        self, method: str, path: str, json: Mapping[str, Any] | None, query: Mapping[str, str] | None, token: str
    ) -> requests.Response:
        url = f"{_elsewhere(self.api)}{path}"
        return _request(method, url, json=json, params=query, auth=_Bearer(token))

    def _token(self) -> str:
        key = _key(self.credentials)
        with _lock:
            token, until = _tokens.get(key, ("", 0.0))
        if until > time.time():
            return token
        found = self.credentials
        response = _request("POST", _elsewhere(found.url), data=found.form, auth=found.basic)
        if response.status_code in (400, 401, 403):
            raise MeetingFailure(MeetingFault.NO_ACCESS, f"token: {_describe(response)}")
        answer = _read(response)
        given, lasts = answer.get("access_token"), answer.get("expires_in")
        if not isinstance(given, str) or not isinstance(lasts, int):
            raise MeetingFailure(MeetingFault.UNREACHABLE, "token: the answer holds none")
        with _lock:
            _tokens[key] = given, time.time() + lasts - EARLY
        return given


def text_in(answer: Mapping[str, Any], name: str) -> str:
    """What an answer must hold; a number becomes text. Raises MeetingFailure without it."""
    value = answer.get(name)
    if not isinstance(value, str | int) or value == "":
        raise MeetingFailure(MeetingFault.UNREACHABLE, f"the answer has no {name}")
    return str(value)


def in_utc(moment: dt.datetime) -> str:
    """A moment as these services write it: 2026-11-26T14:30:00Z."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class _Bearer(AuthBase):
    """As `auth` and not as a header: requests would put a password from a .netrc in the place of a header."""

    def __init__(self, token: str) -> None:
        self.token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self.token}"
        return request


def _key(credentials: Credentials) -> str:
    return repr((_elsewhere(credentials.url), sorted(credentials.form.items()), credentials.basic))


def _forget(credentials: Credentials) -> None:
    with _lock:
        _tokens.pop(_key(credentials), None)


def _elsewhere(url: str) -> str:
    """In tests a server on this machine answers for every service; the paths tell them apart."""
    return f"{settings.MEETINGS_API_BASE}{urlsplit(url).path}" if settings.MEETINGS_API_BASE else url


def _request(method: str, url: str, **details: Any) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = not settings.MEETINGS_API_BASE  # a proxy leads out of the network, not to this machine
        try:
            return session.request(method, url, timeout=TIMEOUT, allow_redirects=False, **details)
        except requests.RequestException as error:
            # Not `from error`: its text holds the address that was asked, with what stands in it.
            raise MeetingFailure(MeetingFault.UNREACHABLE, type(error).__name__) from None


def _read(response: requests.Response) -> dict[str, Any]:
    status = response.status_code
    if status == 404:
        raise RoomGone(_describe(response))
    if status == 429:
        raise MeetingFailure(MeetingFault.BUSY, _describe(response), retry_after=_pause(response))
    if status in (401, 403):
        raise MeetingFailure(MeetingFault.NO_ACCESS, _describe(response))
    if 400 <= status < 500:
        raise MeetingFailure(MeetingFault.REFUSED, _describe(response))
    if not 200 <= status < 300:
        raise MeetingFailure(MeetingFault.UNREACHABLE, _describe(response), retry_after=_pause(response))
    if not response.content:
        return {}
    try:
        answer = response.json()
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise MeetingFailure(MeetingFault.UNREACHABLE, f"{status}, no JSON")
    return answer


def _pause(response: requests.Response) -> int:
    said = response.headers.get("Retry-After", "")
    return min(int(said), LONGEST_PAUSE) if said.isascii() and said.isdigit() else 0


def _describe(response: requests.Response) -> str:
    """The status and the code of the service; not its sentence, which may repeat what we sent."""
    try:
        answer = response.json()
    except ValueError:
        answer = None
    code = answer.get("code", answer.get("error")) if isinstance(answer, dict) else None
    if isinstance(code, dict):
        code = code.get("code")
    return f"{response.status_code} {code}" if CODE.fullmatch(str(code or "")) else str(response.status_code)
