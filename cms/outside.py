"""One careful question to another site: does this address still work?

An editor types the address, so it may lead anywhere. The connection is made to the very address that was checked, also
after a redirect, and never to this server's own network; no cookie, proxy or body travels along.
"""

import http.client
import ipaddress
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.conf import settings

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")  # IPv4 behind a translator
TIMEOUT = 10  # seconds
MOST_REDIRECTS = 5
# Servers that do not know HEAD, or keep robots that use it away, may answer GET.
TRY_GET = {400, 403, 405, 406, 429, 500, 501, 503}


class Refused(Exception):
    """An address that we do not ask: of this network, or no web address at all."""


@dataclass(frozen=True)
class Answer:
    """The status that came in the end, or None and why there was none."""

    status: int | None
    text: str


def is_public(address: Address, port: int) -> bool:
    """Whether it is the web on the public internet, and not something of ours by another notation."""
    if port not in {80, 443} or not address.is_global or address.is_multicast:
        return False
    if isinstance(address, ipaddress.IPv4Address):
        return True
    return not (address.ipv4_mapped or address.sixtofour or address.teredo or address in TRANSLATED)


def ask(url: str) -> Answer:
    """Ask for an address, following redirects; raises Refused."""
    for _redirect in range(MOST_REDIRECTS + 1):
        try:
            status, target = _once(url, "HEAD")
            if status in TRY_GET:
                status, target = _once(url, "GET")
        except (OSError, http.client.HTTPException, UnicodeError) as problem:
            return Answer(None, type(problem).__name__)
        if not (300 <= status < 400 and target):
            return Answer(status, str(status))
        url = urljoin(url, target)
    return Answer(None, "redirects")


def _once(url: str, method: str) -> tuple[int, str]:
    parts = urlsplit(url)
    try:
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
    except ValueError as problem:
        raise Refused(url) from problem
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
        raise Refused(url)
    kind = _SafeTLS if parts.scheme == "https" else _Safe
    connection = kind(parts.hostname, port, timeout=TIMEOUT)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(method, path.replace(" ", "%20"), headers={"User-Agent": _agent(), "Accept": "*/*"})
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location") or ""
    finally:
        connection.close()


def _agent() -> str:
    return f"Vakwerk link check (+{settings.SITE_URL})"


class _Safe(http.client.HTTPConnection):
    """Connects to an address that was found to be public."""

    def connect(self) -> None:
        found = [entry[4][0] for entry in socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)]
        addresses = [ipaddress.ip_address(str(address).partition("%")[0]) for address in found]
        if not all(_is_allowed(address, self.port) for address in addresses):
            raise Refused(self.host)
        self.sock = socket.create_connection((str(addresses[0]), self.port), self.timeout)


class _SafeTLS(http.client.HTTPSConnection, _Safe):
    """The same with TLS; the certificate is checked against the name."""

    def __init__(self, host: str, port: int, timeout: float) -> None:
        super().__init__(host, port, timeout=timeout, context=ssl.create_default_context())


def _is_allowed(address: Address, port: int) -> bool:
    return is_public(address, port) or (settings.LINK_CHECK_PRIVATE_ADDRESSES and address.is_loopback)
