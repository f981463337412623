"""Gets a file from the public internet, and from nowhere else.

The address of a name is looked up once, checked, and that very address is connected to: a name that changes its answer
in between reaches nothing inside our network. Each redirect is checked like the first address.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from typing import Final
from urllib.parse import urljoin, urlsplit

from django.utils.translation import gettext as _

from cms.imports.errors import CannotRead
from cms.imports.old_files import LARGEST_FILE
from cms.outside import Address, is_public

_TIMEOUT: Final = 10.0
_PATIENCE: Final = 30.0  # seconds for a whole file, however slowly its pieces come
_REDIRECTS: Final = 3
_PIECE: Final = 64 * 1024


def fetch(url: str, *, may_connect: Callable[[Address, int], bool] = is_public) -> bytes:
    """The file at a web address. Raises CannotRead with the reason."""
    give_up_at = time.monotonic() + _PATIENCE
    for _hop in range(_REDIRECTS + 1):
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise CannotRead(_("het is geen webadres"))
        connection = _connection(parts.scheme, parts.hostname, _port(url), may_connect)
        try:
            path = parts.path or "/"
            connection.request("GET", f"{path}?{parts.query}" if parts.query else path)
            response = connection.getresponse()
            if response.status not in {301, 302, 303, 307, 308}:
                return _body(response, give_up_at)
            url = urljoin(url, response.headers.get("Location", ""))
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise CannotRead(_("de server geeft geen antwoord")) from error
        finally:
            connection.close()
    raise CannotRead(_("de server verwijst te vaak door"))


def _port(url: str) -> int:
    parts = urlsplit(url)
    try:
        return parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise CannotRead(_("het is geen webadres")) from error


def _connection(
    scheme: str, host: str, port: int, may_connect: Callable[[Address, int], bool]
) -> http.client.HTTPConnection:
    try:
        found = [entry[4][0] for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        addresses = [ipaddress.ip_address(str(address).partition("%")[0]) for address in found]
    except (OSError, ValueError) as error:
        raise CannotRead(_("de server bestaat niet")) from error
    if not addresses or not all(may_connect(address, port) for address in addresses):
        raise CannotRead(_("het adres is niet openbaar"))
    connection = http.client.HTTPConnection(host, port, timeout=_TIMEOUT)
    try:
        plain = socket.create_connection((str(addresses[0]), port), timeout=_TIMEOUT)
        # Given a socket, http.client does not look the name up again.
        connection.sock = (
            ssl.create_default_context().wrap_socket(plain, server_hostname=host) if scheme == "https" else plain
        )
    except OSError as error:
        raise CannotRead(_("de server geeft geen antwoord")) from error
    return connection


def _body(response: http.client.HTTPResponse, give_up_at: float) -> bytes:
    if response.status != 200:
        raise CannotRead(_("de server antwoordt met %(status)d") % {"status": response.status})
    data = bytearray()
    while piece := response.read(_PIECE):
        data += piece
        if len(data) > LARGEST_FILE:
            raise CannotRead(_("het bestand is te groot"))
        if time.monotonic() > give_up_at:
            raise CannotRead(_("de server is te traag"))
    return bytes(data)
