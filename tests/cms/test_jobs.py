"""Deferring in the transaction, retries, stalled jobs, and Wagtail's tasks on our queue."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from asgiref.sync import async_to_sync
from django.core.exceptions import ObjectDoesNotExist
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks import task as django_task
from modelsearch.tasks import insert_or_update_object_task
from procrastinate import sql
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job

from cms.jobs import Backoff, backoff, defer, job, queue, requeue_stalled_jobs

RunJobs = Callable[..., list[str]]
done: list[str] = []


@job("tests.note", attempts=3)
def note(*, text: str) -> None:
    if text == "fail":
        raise RuntimeError("told to fail")
    done.append(text)


@job("tests.note_twice")
def note_twice(*, text: str) -> None:
    with transaction.atomic():
        defer("tests.note", text=text)
        if text == "roll back":
            transaction.set_rollback(True)
    done.append(threading.current_thread().name)


@django_task
def wagtail_like(text: str, *, times: int) -> None:
    done.extend([text] * times)


@pytest.fixture(autouse=True)
def _nothing_done() -> Iterator[None]:
    done.clear()
    yield
    done.clear()


def waiting() -> list[tuple[str, dict[str, Any]]]:
    return [(row.task_name, row.args) for row in ProcrastinateJob.objects.filter(status="todo").order_by("pk")]


@pytest.mark.django_db
def test_a_deferred_job_runs(run_jobs: RunJobs) -> None:
    defer("tests.note", text="a")
    assert done == []
    assert run_jobs() == ["tests.note"]
    assert done == ["a"]
    assert waiting() == []


@pytest.mark.django_db(transaction=True)
def test_a_rollback_takes_the_job_away() -> None:
    with transaction.atomic():
        defer("tests.note", text="a")
        transaction.set_rollback(True)
    assert waiting() == []


@pytest.mark.django_db
def test_a_job_nobody_registered_is_refused_at_the_caller() -> None:
    with pytest.raises(LookupError, match=r"No job is called 'tests\.nota'"):
        defer("tests.nota", text="a")
    assert waiting() == []


@pytest.mark.django_db
def test_wrong_arguments_are_refused_at_the_caller() -> None:
    with pytest.raises(TypeError, match=r"missing a required (keyword-only )?argument: 'text'"):
        defer("tests.note")
    assert waiting() == []


@pytest.mark.django_db
def test_once_keeps_a_second_one_away_and_leaves_the_transaction_usable(run_jobs: RunJobs) -> None:
    defer("tests.note", once="same", text="a")
    defer("tests.note", once="same", text="b")
    assert waiting() == [("tests.note", {"text": "a"})]
    assert run_jobs() == ["tests.note"]
    defer("tests.note", once="same", text="c")
    assert waiting() == [("tests.note", {"text": "c"})]


@pytest.mark.django_db
def test_a_planned_job_waits_for_its_moment(run_jobs: RunJobs) -> None:
    moment = timezone.now() + timedelta(hours=2)
    defer("tests.note", at=moment, text="later")
    assert run_jobs() == []
    assert run_jobs(until=moment - timedelta(seconds=1)) == []
    assert run_jobs(until=moment) == ["tests.note"]


def test_backoff_doubles_up_to_six_hours() -> None:
    for attempts, longest in ((1, 15), (2, 30), (3, 60), (4, 120), (12, 21600), (40, 21600)):
        waits = {backoff(attempts).total_seconds() for _ in range(50)}
        assert longest / 2 <= min(waits)
        assert max(waits) <= longest
        assert len(waits) > 1


def test_a_job_is_retried_until_its_attempts_are_used_up() -> None:
    def decision(tried_before: int) -> Any:
        failed = Job(
            id=1,
            queue="default",
            lock=None,
            queueing_lock=None,
            task_name="x",
            attempts=tried_before,
        )
        return Backoff(attempts=3).get_retry_decision(exception=RuntimeError(), job=failed)

    assert [decision(tried) is None for tried in range(4)] == [False, False, True, True]
    with time_machine.travel(timezone.now(), tick=False):
        wait = decision(0).retry_at - timezone.now()
    assert timedelta(seconds=7.5) <= wait <= timedelta(seconds=15)


@pytest.mark.django_db(transaction=True)
def test_the_worker_runs_jobs_retries_failures_and_forgets_what_succeeded() -> None:
    defer("tests.note", text="a")
    defer("tests.note", text="fail")
    call_command("worker", until_empty=True)
    assert done == ["a"]
    failed = ProcrastinateJob.objects.get(task_name="tests.note")  # a full minute brings jobs of its own
    assert (failed.status, failed.attempts, failed.args) == ("todo", 1, {"text": "fail"})
    assert failed.scheduled_at is not None
    assert failed.scheduled_at > timezone.now()


@pytest.mark.django_db(transaction=True)
def test_a_job_in_a_worker_defers_in_its_own_transaction() -> None:
    defer("tests.note_twice", text="roll back")
    defer("tests.note_twice", text="keep")
    call_command("worker", until_empty=True, threads=1)
    assert [entry for entry in done if entry in {"roll back", "keep"}] == ["keep"]
    assert threading.main_thread().name not in done


def _take_one() -> int:
    """Fetch a job as a worker would, and leave it running; returns the worker."""
    connector = queue.connector.get_sync_connector()
    worker: int = connector.execute_query_one(sql.queries["register_worker"])["worker_id"]
    row = connector.execute_query_one(sql.queries["fetch_job"], queues=None, worker_id=worker)
    assert row["id"] is not None
    return worker


def _last_heartbeat(worker: int, seconds_ago: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - make_interval(secs => %s) WHERE id = %s",
            [seconds_ago, worker],
        )


@pytest.mark.django_db
def test_the_job_of_a_dead_worker_is_queued_again(run_jobs: RunJobs) -> None:
    defer("tests.note", text="a")
    _last_heartbeat(_take_one(), seconds_ago=31)
    requeue_stalled_jobs()
    assert run_jobs(until=timezone.now()) == ["tests.note"]
    assert done == ["a"]


@pytest.mark.django_db
def test_the_job_of_a_living_worker_is_left_alone(run_jobs: RunJobs) -> None:
    defer("tests.note", text="a")
    _last_heartbeat(_take_one(), seconds_ago=20)
    requeue_stalled_jobs()
    assert run_jobs() == []
    assert ProcrastinateJob.objects.get().status == "doing"


@pytest.mark.django_db
def test_a_job_that_kills_its_workers_is_given_up() -> None:
    defer("tests.note", text="a")
    worker = _take_one()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET attempts = 10")
    _last_heartbeat(worker, seconds_ago=31)
    requeue_stalled_jobs()
    assert ProcrastinateJob.objects.get().status == "failed"


@pytest.mark.django_db
def test_workers_that_start_together_find_the_same_stalled_jobs(
    run_jobs: RunJobs, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    defer("tests.note", text="a")
    defer("tests.note", text="b")
    _last_heartbeat(_take_one(), seconds_ago=31)
    _last_heartbeat(_take_one(), seconds_ago=31)
    stalled = async_to_sync(queue.get_stalled_jobs)(seconds_since_heartbeat=30)

    async def as_another_found_them(**_options: float) -> Any:
        return stalled

    [first, _second] = stalled
    assert first.id is not None
    queue.retry_job_by_id(first.id, timezone.now())
    monkeypatch.setattr(queue, "get_stalled_jobs", as_another_found_them)
    requeue_stalled_jobs()
    assert [record.levelname for record in caplog.records if "any more" in record.message] == ["INFO"]
    run_jobs(until=timezone.now())
    assert sorted(done) == ["a", "b"]


@pytest.mark.django_db
def test_a_job_that_another_worker_took_since_is_left_to_that_one(monkeypatch: pytest.MonkeyPatch) -> None:
    defer("tests.note", text="a")
    _last_heartbeat(_take_one(), seconds_ago=31)
    [stalled] = async_to_sync(queue.get_stalled_jobs)(seconds_since_heartbeat=30)
    assert stalled.id is not None
    queue.retry_job_by_id(stalled.id, timezone.now() - timedelta(minutes=1))
    living = _take_one()

    async def as_it_was_found(**_options: float) -> Any:
        return [stalled]

    monkeypatch.setattr(queue, "get_stalled_jobs", as_it_was_found)
    requeue_stalled_jobs()
    job = ProcrastinateJob.objects.get()
    assert (job.status, job.worker_id, job.attempts) == ("doing", living, 1)


@pytest.mark.django_db
def test_a_failure_to_give_a_job_back_is_not_taken_for_a_job_that_goes_on(
    run_jobs: RunJobs, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    defer("tests.note", text="a")
    defer("tests.note", text="b")
    for _ in range(2):
        _last_heartbeat(_take_one(), seconds_ago=31)
    retry, given_back = queue.retry_job_by_id, []

    def the_first_fails(pk: int, moment: datetime) -> None:
        given_back.append(pk)
        if len(given_back) == 1:
            raise ConnectorException("the server closed the connection")
        retry(pk, moment)

    monkeypatch.setattr(queue, "retry_job_by_id", the_first_fails)
    requeue_stalled_jobs()
    shown = [record.levelname for record in caplog.records if record.name == "cms.jobs"]
    assert shown == ["ERROR", "WARNING"]
    assert sorted(ProcrastinateJob.objects.values_list("status", flat=True)) == ["doing", "todo"]
    run_jobs(until=timezone.now())
    assert len(done) == 1


def test_a_periodic_job_waits_at_most_once() -> None:
    assert app.tasks["cms.requeue_stalled_jobs"].queueing_lock == "cms.requeue_stalled_jobs"
    crons = {name: task.cron for (name, _), task in app.periodic_registry.periodic_tasks.items()}
    assert crons["cms.requeue_stalled_jobs"] == "* * * * *"
    assert crons["cms.deliver_due_mail"] == "* * * * * */20"


@pytest.mark.django_db
def test_a_django_task_runs_on_our_queue(run_jobs: RunJobs) -> None:
    result = wagtail_like.enqueue("x", times=2)
    assert result.status == TaskResultStatus.READY
    assert waiting() == [
        (
            "cms.run_task",
            {"path": "tests.cms.test_jobs.wagtail_like", "args": ["x"], "kwargs": {"times": 2}},
        )
    ]
    assert run_jobs() == ["cms.run_task"]
    assert done == ["x", "x"]


@pytest.mark.django_db
def test_a_django_task_about_what_is_gone_is_done(run_jobs: RunJobs, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", logger="cms.jobs"):
        insert_or_update_object_task.enqueue("cms", "quotation", "1")
        assert run_jobs() == ["cms.run_task"]
    assert [record.levelname for record in caplog.records if "nothing to do" in record.message] == ["INFO"]
    assert waiting() == []


@pytest.mark.django_db
def test_only_an_index_does_without_what_is_gone() -> None:
    for_others = {"args": ["cms", "quotation", "1"], "kwargs": {}}
    app.tasks["cms.run_task"](path="wagtail.tasks.update_reference_index_task", **for_others)
    with pytest.raises(ObjectDoesNotExist):
        app.tasks["cms.run_task"](path="wagtail.images.tasks.set_image_focal_point_task", **for_others)


@pytest.mark.django_db
def test_a_django_task_can_be_planned() -> None:
    moment = datetime(2100, 1, 1, tzinfo=UTC)
    wagtail_like.using(run_after=moment).enqueue("x", times=1)
    assert ProcrastinateJob.objects.get().scheduled_at == moment


@pytest.mark.django_db
def test_only_tasks_are_run() -> None:
    defer("cms.run_task", path="shutil.rmtree", args=["/nowhere"], kwargs={})
    with pytest.raises(TypeError, match=r"shutil\.rmtree is not a task"):
        app.tasks["cms.run_task"](path="shutil.rmtree", args=["/nowhere"], kwargs={})
