"""A worker killed with kill -9 at any moment: every mail is sent, and only one in flight may go out twice."""

import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from queue import SimpleQueue

import psutil
import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from cms.models import Message
from tests.cms.mail.messages import queue, use_test_templates
from tests.processes import ROOT, environment_of_the_site, wait_until
from tests.smtp_server import SmtpServer

pytestmark = pytest.mark.django_db(transaction=True)

Worker = Callable[..., AbstractContextManager[int]]

MAILS = 60
KILLS = 3

# The tempting order: note it first, then send.
CARELESS = """
from cms.mail import delivery
from cms.models import Message

message = Message.objects.get()
Message.objects.update(state="sent")
delivery._send(message)
"""

# Loads the site once; then every line on its standard input becomes a process of its own that does this command.
FORKS = """
import json, os, signal, sys
import django
django.setup()
from django.conf import settings
from django.core.management import call_command

signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # who was killed leaves no trace
for line in sys.stdin:
    port, *command = json.loads(line)
    if pid := os.fork():
        print(pid, flush=True)
        continue
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    settings.EMAIL_PORT = port
    call_command(*command)
    os._exit(0)
"""


class MurderousServer(SmtpServer):
    """Kills the process that talks to it, once, at the step of the conversation in `at`. It may talk before the test knows
    its id."""

    def __init__(self) -> None:
        super().__init__()
        self.at = ""
        self.victim: SimpleQueue[int] = SimpleQueue()

    def _strike(self, step: str) -> None:
        if step == self.at:
            os.kill(self.victim.get(timeout=60), signal.SIGKILL)
            self.at = ""

    async def handle_MAIL(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self._strike("before the mail is taken")
        envelope.mail_from = address
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = await super().handle_DATA(server, session, envelope)
        self._strike("after the mail is taken")
        return answer


@pytest.fixture
def server() -> Iterator[MurderousServer]:
    with MurderousServer() as listening:
        yield listening


@pytest.fixture(autouse=True)
def _mail_templates(settings: Settings) -> None:
    use_test_templates(settings)


@pytest.fixture(scope="module")
def forks(django_db_setup: None) -> "Iterator[subprocess.Popen[str]]":
    with subprocess.Popen(
        [sys.executable, "-c", FORKS],
        cwd=ROOT,
        env=environment_of_the_site("tests.concurrency.worker_settings", EMAIL_URL="smtp://127.0.0.1:9"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as forks:
        yield forks


@pytest.fixture
def worker(forks: "subprocess.Popen[str]", server: SmtpServer) -> Worker:
    """A function that runs the real worker, or another command, in a process that can send mail, for as long as the
    block lasts; gives its id. It is killed without mercy at the end."""
    assert forks.stdin is not None
    assert forks.stdout is not None
    orders, made = forks.stdin, forks.stdout

    @contextmanager
    def worker(*command: str) -> Iterator[int]:
        orders.write(json.dumps([server.port, *(command or ("worker", "--threads", "1"))]) + "\n")
        orders.flush()
        process = psutil.Process(int(made.readline()))
        try:
            yield process.pid
        finally:
            with suppress(psutil.NoSuchProcess):
                process.kill()
            process.wait()

    return worker


def time_passes() -> None:
    """What a dead worker held is free again, and the next round of what a worker does periodically is due."""
    Message.objects.filter(state="sending").update(lease_until=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_periodic_defers")


def received(server: SmtpServer) -> Counter[str]:
    return Counter(str(mail["Message-ID"]) for mail in server.received)


def all_sent() -> bool:
    return not Message.objects.exclude(state="sent").exists()


@pytest.mark.parametrize(
    ("moment", "times_sent"),
    [("before the mail is taken", 1), ("after the mail is taken", 2)],
)
def test_killed_while_sending(server: MurderousServer, worker: Worker, moment: str, times_sent: int) -> None:
    queue()
    server.at = moment
    with worker() as pid:
        server.victim.put(pid)
        wait_until(lambda: server.at == "")
    message = Message.objects.get()
    assert (message.state, message.attempts) == ("sending", 1)
    time_passes()
    with worker():
        wait_until(all_sent)
    assert received(server) == {message.message_id: times_sent}
    message.refresh_from_db()
    assert message.attempts == 2


def test_killed_at_random_moments(server: MurderousServer, worker: Worker) -> None:
    for number in range(MAILS):
        queue(number)
    for _ in range(KILLS):
        enough = len(server.received) + random.randint(5, MAILS // KILLS - 5)
        with worker():
            wait_until(lambda enough=enough: len(server.received) >= enough)  # type: ignore[misc]
    assert not all_sent()
    time_passes()
    with worker():
        wait_until(all_sent)
    counts = received(server)
    assert set(counts) == set(Message.objects.values_list("message_id", flat=True))
    twice = [message_id for message_id, count in counts.items() if count > 1]
    assert len(twice) <= KILLS
    assert max(counts.values()) <= 2


def test_the_twin_that_marks_before_sending_loses_the_mail(server: MurderousServer, worker: Worker) -> None:
    queue()
    server.at = "before the mail is taken"
    with worker("shell", "--no-imports", "-c", CARELESS) as pid:
        server.victim.put(pid)
        wait_until(lambda: server.at == "")
    assert all_sent()
    with worker():
        wait_until(lambda: not ProcrastinateJob.objects.filter(task_name="cms.deliver_mail").exists())
    assert server.received == []
