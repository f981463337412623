"""Fetching from the public internet, and from nowhere else."""

import ipaddress
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from cms.imports import fetching
from cms.imports.errors import CannotRead
from cms.imports.fetching import fetch
from cms.outside import Address, is_public


class _Handler(BaseHTTPRequestHandler):
    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path == "/omweg":
            self.send_response(302)
            self.send_header("Location", "/beeld.png?groot=1")
        elif self.path == "/rond":
            self.send_response(302)
            self.send_header("Location", "/rond")
        elif self.path == "/naar-binnen":
            self.send_response(302)
            self.send_header("Location", "http://10.0.0.1/geheim.png")
        elif self.path == "/weg":
            self.send_response(404)
        else:
            self.send_response(200)
        self.end_headers()
        self.wfile.write(b"plaatje")

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    """The address of a server on this machine."""
    _Handler.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


def _only_this_machine(address: Address, port: int) -> bool:
    return address.is_loopback


@pytest.mark.parametrize(
    ("address", "port", "expected"),
    [
        ("93.184.216.34", 443, True),
        ("93.184.216.34", 80, True),
        ("93.184.216.34", 5432, False),
        ("127.0.0.1", 80, False),
        ("10.1.2.3", 80, False),
        ("172.16.0.1", 80, False),
        ("192.168.1.1", 80, False),
        ("169.254.169.254", 80, False),
        ("100.64.0.1", 80, False),
        ("0.0.0.0", 80, False),  # noqa: S104
        ("224.0.0.1", 80, False),
        ("2606:2800:220:1::1", 443, True),
        ("::1", 80, False),
        ("fd00::1", 80, False),
        ("fe80::1", 80, False),
        ("::ffff:10.0.0.1", 80, False),
        ("64:ff9b::a00:1", 80, False),
        ("2002:a00:1::", 80, False),
    ],
)
def test_what_is_public(address: str, port: int, expected: bool) -> None:  # noqa: FBT001
    assert is_public(ipaddress.ip_address(address), port) is expected


def test_a_private_address_is_not_even_connected_to(server: str) -> None:
    for address in (server, server.replace("127.0.0.1", "localhost"), "http://[::1]:80/", "http://2130706433/"):
        with pytest.raises(CannotRead, match=r"^het adres is niet openbaar$"):
            fetch(f"{address}/beeld.png")
    assert _Handler.asked == []


def test_redirects_are_followed_and_checked(server: str) -> None:
    assert fetch(f"{server}/omweg", may_connect=_only_this_machine) == b"plaatje"
    assert _Handler.asked == ["/omweg", "/beeld.png?groot=1"]
    with pytest.raises(CannotRead, match=r"^het adres is niet openbaar$"):
        fetch(f"{server}/naar-binnen", may_connect=_only_this_machine)
    with pytest.raises(CannotRead, match=r"^de server verwijst te vaak door$"):
        fetch(f"{server}/rond", may_connect=_only_this_machine)
    assert _Handler.asked.count("/rond") == 4


def test_errors_are_reasons(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CannotRead, match=r"^de server antwoordt met 404$"):
        fetch(f"{server}/weg", may_connect=_only_this_machine)
    with pytest.raises(CannotRead, match=r"^het is geen webadres$"):
        fetch("file:///etc/passwd", may_connect=_only_this_machine)
    with pytest.raises(CannotRead, match=r"^het is geen webadres$"):
        fetch("http://127.0.0.1:nul/", may_connect=_only_this_machine)
    monkeypatch.setattr(fetching, "LARGEST_FILE", 3)
    with pytest.raises(CannotRead, match=r"^het bestand is te groot$"):
        fetch(f"{server}/beeld.png", may_connect=_only_this_machine)
