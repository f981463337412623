"""The site as it is served in production, by granian in processes of its own, on the database of the running test."""

import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.processes import ROOT, environment_of_the_site

APPLICATION = "cms.project.wsgi:application"


@contextmanager
def serving(
    settings: str, *, workers: int = 1, application: str = APPLICATION, host: str = "127.0.0.1", **environment: str
) -> Iterator[int]:
    """Serve for as long as the block lasts; gives the port. `environment` is added to that of the site, which is called `host`."""
    port = free_port()
    options = ["--interface", "wsgi", "--no-ws", "--host", "127.0.0.1", "--port", str(port)]
    options += ["--workers", str(workers), "--blocking-threads", "4", "--log-level", "warning"]
    origin = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", application, *options],
        cwd=ROOT,
        env=environment_of_the_site(settings, **{"SITE_URL": origin, "LOG_LEVEL": "ERROR"} | environment),
    )
    try:
        _wait_until_it_answers(server, port, host)
        yield port
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_until_it_answers(server: "subprocess.Popen[bytes]", port: int, host: str) -> None:
    deadline = time.monotonic() + 180
    while True:
        assert server.poll() is None, f"the server stopped with status {server.returncode}"
        assert time.monotonic() < deadline, "the server did not answer within three minutes"
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", "/", headers={"Host": host})
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
