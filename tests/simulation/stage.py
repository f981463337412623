"""The real processes: Stripe's stand-in with the SDK's own HTTP before it, the site behind granian, and workers that die."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import psutil
import requests
from django.conf import settings
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from betalingen.providers.stripe.tasks import EVENTS
from betalingen.sandbox import Sandbox
from cms.jobs import defer
from tests.processes import ROOT, environment_of_the_site
from tests.web_server import free_port, serving

SETTINGS = "tests.simulation.site_settings"
WORKERS = 2
PATIENCE = 600  # seconds; a machine that is busy with something else is no fault of the site
LONGEST_NIGHT = 3600  # seconds; taking over the balance of 10,000 payments takes minutes
WEBHOOK = "/betalen/stripe/webhook/"
SECRET = "whsec_of_the_simulation"  # signs on the loopback only
CSRF = "simulate" * 4  # 32 letters: an own cookie, and a header that repeats it


@dataclass
class Workers:
    """The workers that run; `kill` one without mercy and another takes its place."""

    forks: "subprocess.Popen[str]"
    running: list[psutil.Process] = field(default_factory=list)
    killed: int = 0

    def begin(self, *options: str) -> None:
        assert self.forks.stdin is not None
        assert self.forks.stdout is not None
        self.forks.stdin.write(" ".join(("--threads", "2", *options)) + "\n")
        self.forks.stdin.flush()
        self.running.append(psutil.Process(int(self.forks.stdout.readline())))

    def kill(self, number: int) -> None:
        victim = self.running.pop(number)
        with suppress(psutil.NoSuchProcess):
            victim.send_signal(signal.SIGKILL)
        victim.wait()
        self.killed += 1
        self.begin()

    def stop(self) -> None:
        for process in self.running:
            with suppress(psutil.NoSuchProcess):
                process.kill()
            process.wait()
        self.running.clear()


@dataclass
class Stage:
    """What the simulation plays on."""

    sandbox: Sandbox
    site: str
    workers: Workers

    def press_pay(self, access_key: str) -> requests.Response:
        """The customer presses "betalen"."""
        return requests.post(
            f"{self.site}/betalen/{access_key}/",
            headers={"X-CSRFToken": CSRF},
            cookies={settings.CSRF_COOKIE_NAME: CSRF},
            allow_redirects=False,
            timeout=PATIENCE,
        )

    def come_back(self, access_key: str, session: str) -> requests.Response:
        """The success page."""
        address = f"{self.site}/betalen/{access_key}/terug/"
        return requests.get(address, params={"session_id": session}, timeout=PATIENCE)

    def send(self, body: bytes, signature: str) -> int:
        """Anybody may send the site anything; the status."""
        headers = {"Stripe-Signature": signature, "Content-Type": "application/json"}
        return requests.post(self.site + WEBHOOK, data=body, headers=headers, timeout=PATIENCE).status_code


@contextmanager
def stage() -> Iterator[Stage]:
    """Everything runs for as long as the block lasts."""
    port = free_port()
    environment = {
        "STRIPE_API_BASE": f"http://127.0.0.1:{port}",
        "STRIPE_SECRET_KEY": "rk_test_of_the_simulation",
        "STRIPE_WEBHOOK_SECRETS": SECRET,
        "SITE_URL": settings.SITE_URL,
    }
    with (
        serving(SETTINGS, workers=1, **environment) as site_port,
        Sandbox(
            webhook_url=f"http://127.0.0.1:{site_port}{WEBHOOK}",
            webhook_secret=SECRET,
            port=port,
            enabled_events=EVENTS,
        ) as sandbox,
        subprocess.Popen(
            [sys.executable, "-m", "tests.simulation.workers"],
            cwd=ROOT,
            env=environment_of_the_site(SETTINGS, **environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as forks,
    ):
        workers = Workers(forks)
        try:
            for _ in range(WORKERS):
                workers.begin()
            yield Stage(sandbox, f"http://127.0.0.1:{site_port}", workers)
        finally:
            workers.stop()
            forks.terminate()


def due_jobs() -> int:
    """How many jobs could run now, or run."""
    waiting = ProcrastinateJob.objects.filter(status="todo").exclude(scheduled_at__gt=timezone.now())
    return waiting.count() + ProcrastinateJob.objects.filter(status="doing").count()


def tick(*names: str) -> None:
    """What workers do periodically, now."""
    for name in names:
        defer(name, once=name, timestamp=0)


def work_until_quiet(workers: Workers) -> None:
    """All jobs are done, also those that wait for their next try and those that died with their worker."""
    workers.stop()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")
    for _ in range(WORKERS):
        workers.begin()
    deadline = time.monotonic() + LONGEST_NIGHT
    while left := due_jobs():
        assert time.monotonic() < deadline, f"{left} jobs were left after {LONGEST_NIGHT} seconds"
        time.sleep(0.1)
