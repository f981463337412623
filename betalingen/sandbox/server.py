"""HTTP on 127.0.0.1: hands each request to the API or to a page."""

import socket
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from betalingen.sandbox import overview, pages, render
from betalingen.sandbox.api import Api
from betalingen.sandbox.messages import ConnectionDropped, Request, Response
from betalingen.sandbox.state import State

HOST = "127.0.0.1"
_LARGEST_BODY = 1024 * 1024
# A page elsewhere can point a name of its own at loopback and have a browser ask there; that is not for us.
_OWN_NAMES = {"127.0.0.1", "localhost"}


class Server(ThreadingHTTPServer):
    """Threads end when their connection is closed, so `stop` closes those that clients keep open."""

    daemon_threads = False
    request_queue_size = 256

    def __init__(self, state: State, api: Api, *, port: int) -> None:
        super().__init__((HOST, port), Handler)
        self.state = state
        self.api = api
        self._connections: set[socket.socket] = set()
        self._connections_lock = threading.Lock()
        self._thread = threading.Thread(
            target=self.serve_forever, args=(0.05,), name="stripe-sandbox-http", daemon=True
        )

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.server_address[1]}"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self.shutdown()
        self._thread.join()
        with self._connections_lock:
            for connection in self._connections:
                _break(connection)
        self.server_close()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._connections_lock:
            self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._connections_lock:
            self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up early, as a timeout fault makes it do, is no error of the server."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: Server

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def do_DELETE(self) -> None:
        self._answer()

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The header `Date` tells the time of the sandbox, which may differ from that of its client."""
        return super().date_time_string(self.server.state.clock.now() if timestamp is None else timestamp)

    def log_message(self, format: str, *args: object) -> None:
        """Silent: paths hold session ids, which are keys to a payment page."""

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > _LARGEST_BODY:
            self.close_connection = True
            self._send(Response(status=413))
            return
        address = urlsplit(self.path)
        request = Request(
            method=self.command,
            path=address.path,
            query=address.query,
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(length),
        )
        try:
            self._send(_respond(self.server, request))
        except ConnectionDropped:
            self.close_connection = True
            _break(self.connection)

    def _send(self, response: Response) -> None:
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        self.wfile.write(response.body)


def _respond(server: Server, request: Request) -> Response:
    host = request.headers.get("host", "")
    from_elsewhere = urlsplit(request.headers.get("origin", f"http://{host}")).netloc != host
    if urlsplit(f"//{host}").hostname not in _OWN_NAMES or (request.method == "POST" and from_elsewhere):
        return Response(status=403)
    if request.path.startswith("/v1/"):
        return server.api.handle(request)
    if request.path.startswith("/c/pay/"):
        return pages.handle(server.state, request)
    if request.path == "/sandbox/sandbox.css":
        return render.stylesheet()
    if request.path.startswith("/sandbox/"):
        return overview.handle(server.state, request)
    return Response(status=404)


def _break(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # the other side was first
