"""Background work: a job is a row left in the transaction that causes it; a worker picks it up.

Register in `<app>/tasks.py` (imported at start-up for every installed app, plugins too):

    @job("events.send_reminders", every="* * * * *")       # periodic: once per tick across all workers
    def send_reminders() -> None: ...

    @job("betalingen.submit_refund", attempts=12)
    def submit_refund(*, refund: int) -> None: ...

Wake it from anywhere, floors below `tasks` included, because a job is known by name:

    defer("betalingen.submit_refund", refund=refund.pk)

The row in our own table is the truth, the job only wakes: a job may run twice and must then find nothing to do.
"""

import inspect
import logging
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, ParamSpec, TypeVar

from asgiref.sync import async_to_sync
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import TaskResult, TaskResultStatus
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task
from django_tasks.signals import task_enqueued
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

logger = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

LONGEST_WAIT = 6 * 60 * 60  # seconds
OF_THE_INDEX = ("modelsearch.tasks.insert_or_update_object_task", "wagtail.tasks.update_reference_index_task")
"""Wagtail's tasks that look an object up by its key, to write in an index about it."""
STALLED_AFTER = 30.0  # seconds without a heartbeat: three missed beats

# Not `app.job_manager`: a running worker replaces the connector of `app` by one of its own, and a job that defers
# another job would then do so outside its transaction.
queue = JobManager(DjangoConnector())


def backoff(attempts: int) -> timedelta:
    """How long to wait after `attempts` failures: 15 s, 30 s, 1 min ... 6 h, each with up to half of jitter."""
    wait = min(15 * 2 ** max(attempts - 1, 0), LONGEST_WAIT)
    return timedelta(seconds=wait * random.uniform(0.5, 1))  # noqa: S311  # spreads load, hides nothing


class Backoff(BaseRetryStrategy):
    """Retry with exponential backoff until a job has been tried `attempts` times."""

    def __init__(self, attempts: int) -> None:
        self.attempts = attempts

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:  # noqa: ARG002
        tried = job.attempts + 1
        return RetryDecision(retry_at=timezone.now() + backoff(tried)) if tried < self.attempts else None


def job(name: str, *, every: str = "", attempts: int = 6) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Register a function with keyword-only, JSON-able arguments as the job `name` ("<app>.<verb>").

    `every` is a cron line (a sixth column means seconds); such a job takes no arguments. A periodic job is tried
    once: its next tick is its retry. The function itself is returned, so a test or an action can call it directly.
    """

    def register(function: Callable[P, None]) -> Callable[P, None]:
        if every:

            def tick(timestamp: int) -> None:  # noqa: ARG001  # procrastinate passes the moment of the tick
                function()  # type: ignore[call-arg]

            # One waiting tick at most: after a long stop the job runs once, not once for each missed minute.
            periodic = app.task(name=name, queueing_lock=name)(tick)
            app.periodic(cron=every)(periodic)
        else:
            app.task(name=name, retry=Backoff(attempts))(function)
        return function

    return register


def defer(name: str, /, *, at: datetime | None = None, once: str = "", **arguments: Any) -> None:
    """Leave a job in the current transaction; a rollback takes it away again.

    `at` runs it no sooner than that moment. With `once` nothing happens while a job with the same text still waits.
    An unknown name or wrong arguments raise here, at the caller, and not later in a worker.
    """
    task = app.tasks.get(name)
    if task is None:
        raise LookupError(f"No job is called {name!r}; jobs are registered in the tasks module of an installed app.")
    inspect.signature(task.func).bind(**arguments)
    deferrer = configure_task(
        name=name,
        job_manager=queue,
        queue=task.queue,
        schedule_at=at,
        queueing_lock=once or None,
        task_kwargs=arguments,
    )
    if not once:
        deferrer.defer()
        return
    try:
        with transaction.atomic():  # a refused insert must not break the caller's transaction
            deferrer.defer()
    except AlreadyEnqueued:
        logger.debug("job %s already waits as %s", name, once)


@job("cms.requeue_stalled_jobs", every="* * * * *")
def requeue_stalled_jobs() -> None:
    """Give the jobs of a worker that died (kill -9, power cut) back to the queue.

    A job that took ten workers with it is marked failed: it would keep killing them.
    """
    for stalled in async_to_sync(queue.get_stalled_jobs)(seconds_since_heartbeat=STALLED_AFTER):
        if stalled.id is None:
            continue
        try:
            with transaction.atomic():
                if _is_still_left(stalled.id, stalled):
                    _give_back(stalled.id, stalled)
                else:
                    logger.info("job %s (%s) is not stalled any more", stalled.id, stalled.task_name)
        except ConnectorException:
            # The others are given back all the same; this one is tried again in a minute.
            logger.exception("job %s (%s) could not be given back to the queue", stalled.id, stalled.task_name)


def _is_still_left(pk: int, stalled: Job) -> bool:
    """Workers that start together all look; and one that was only slow may have finished its job meanwhile. Locks the row."""
    # Who tidied up dead workers took the worker away from the job.
    held = Q(worker=stalled.worker_id) | Q(worker__isnull=True)
    return ProcrastinateJob.objects.select_for_update().filter(held, pk=pk, status="doing").exists()


def _give_back(pk: int, stalled: Job) -> None:
    if stalled.attempts >= 10:
        async_to_sync(queue.finish_job_by_id_async)(pk, Status.FAILED, delete_job=False)
        logger.error("job %s (%s) stalled ten times and is given up", pk, stalled.task_name)
    else:
        queue.retry_job_by_id(pk, timezone.now())
        logger.warning("job %s (%s) was left by a dead worker and is queued again", pk, stalled.task_name)


@job("cms.remove_old_jobs", every="17 3 * * *")
def remove_old_jobs() -> None:
    """Forget failed jobs after a week; finished ones are deleted at once by the worker."""
    async_to_sync(queue.delete_old_jobs)(
        nb_hours=7 * 24, include_failed=True, include_cancelled=True, include_aborted=True
    )


@job("cms.run_task")
def run_task(*, path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Run a django-tasks task (Wagtail's search index, reference index and file clean-up)."""
    task = import_string(path)
    if not isinstance(task, Task):
        raise TypeError(f"{path} is not a task")
    try:
        task.call(*args, **kwargs)
    except ObjectDoesNotExist:
        if path not in OF_THE_INDEX:
            raise
        # What was deleted before a worker came needs no index, today or later.
        logger.info("%s has nothing to do: what it is about is gone", path)


class ProcrastinateBackend(BaseTaskBackend):
    """django-tasks on our queue, so that what Wagtail enqueues survives a crash and is retried."""

    supports_async_task = True
    supports_defer = True

    def validate_task(self, task: Task[P, T]) -> None:
        super().validate_task(task)
        if task.takes_context:
            raise TypeError(f"{task.module_path} asks for a task context, which this backend does not keep")

    def enqueue(self, task: Task[P, T], args: Any, kwargs: Any) -> TaskResult[T]:
        self.validate_task(task)
        now = timezone.now()
        result: TaskResult[T] = TaskResult(
            task=task,
            id="",  # results are not kept
            status=TaskResultStatus.READY,
            enqueued_at=now,
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=list(args),
            kwargs=dict(kwargs),
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
        defer("cms.run_task", at=task.run_after, path=task.module_path, args=result.args, kwargs=result.kwargs)
        task_enqueued.send(type(self), task_result=result)
        return result
