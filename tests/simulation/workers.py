"""Loads the site once; then every line on its standard input becomes a real worker, a process of its own, whose id is printed."""

import os
import signal
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402  # it needs the settings

signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # who was killed leaves no trace
for line in sys.stdin:
    if pid := os.fork():
        print(pid, flush=True)  # noqa: T201
        continue
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    call_command("worker", *line.split())
    os._exit(0)
