"""Run the background jobs until told to stop."""

import asyncio
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app

from cms.jobs import STALLED_AFTER, requeue_stalled_jobs

GRACE = 25.0  # seconds a job gets to finish after SIGTERM; process managers usually kill after 30


class Command(BaseCommand):
    help = "Runs background jobs: mails, payments, reminders, search index. Stop it with Ctrl-C or SIGTERM."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--threads", type=int, default=2, help="jobs at a time (each needs a database connection)")
        parser.add_argument("--until-empty", action="store_true", help="stop when no job is due")

    def handle(self, *args: Any, threads: int, until_empty: bool, **options: Any) -> None:
        requeue_stalled_jobs()
        connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]  # DjangoConnector has it
        # The selector loop is the only one psycopg can use on Windows, and the usual one elsewhere.
        with app.replace_connector(connector), asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
            runner.run(self._work(threads=threads, wait=not until_empty))

    async def _work(self, *, threads: int, wait: bool) -> None:
        async with app.open_async():
            await app.run_worker_async(
                concurrency=threads,
                wait=wait,
                delete_jobs="successful",
                shutdown_graceful_timeout=GRACE,
                stalled_worker_timeout=STALLED_AFTER,
            )
