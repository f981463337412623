"""The site as it is served in production, by granian in processes of its own, on the database of the running test."""

import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings as own_settings
from django.db import connection

from tests.processes import PATIENCE, ROOT, environment_of_the_site, start

APPLICATION = "cms.project.wsgi:application"
PRODUCTION = "cms.project.settings.base"
FILES_OF_PACKAGES = ("wagtail*", "account", "mfa", "typed_table_block")  # which take half a minute to compress
BEHIND_A_PROXY = {"X-Forwarded-Proto": "https"}  # what every request to `serving_production` must say


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


@contextmanager
def serving_production(static: Path, *, host: str, workers: int = 1, leave_out: tuple[str, ...] = ()) -> Iterator[int]:
    """Production itself, behind a proxy that speaks HTTPS, with its static files in that folder, but for these names."""
    production = {
        "DJANGO_SECRET_KEY": "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz-0123",
        "ALLOWED_HOSTS": host,
        "SITE_URL": f"https://{host}",
        "EMAIL_URL": "smtp://127.0.0.1:1025",
        "DEFAULT_FROM_EMAIL": "academie@example.org",
        "STRIPE_SECRET_KEY": "rk_test_of_tests",
        "STRIPE_WEBHOOK_SECRETS": "whsec_of_tests",
        "BEHIND_PROXY": "true",
        "STATIC_ROOT": str(static),
        "MEDIA_ROOT": str(own_settings.MEDIA_ROOT),
        "LOG_LEVEL": "ERROR",
    }
    ignored = [f"--ignore={name}" for name in leave_out]
    collecting = start("collectstatic", "--no-input", "--verbosity", "0", *ignored, settings=PRODUCTION, **production)
    assert collecting.wait() == 0, "collectstatic failed"
    assert start("createcachetable", settings=PRODUCTION, **production).wait() == 0, "createcachetable failed"
    try:
        with serving(PRODUCTION, workers=workers, host=host, **production) as port:
            yield port
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE django_cache")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_until_it_answers(server: "subprocess.Popen[bytes]", port: int, host: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        assert server.poll() is None, f"the server stopped with status {server.returncode}"
        assert time.monotonic() < deadline, f"the server did not answer within {PATIENCE} seconds"
        visit = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            visit.request("GET", "/", headers={"Host": host})
            visit.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            visit.close()
