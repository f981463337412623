"""Run the queued jobs in the test's own transaction, with the queries a real worker uses."""

import json
from datetime import datetime

from django.db import connection
from procrastinate import sql
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from cms.jobs import queue


def run_due_jobs(until: datetime | None = None) -> list[str]:
    """Run jobs until none is due and return their names in order; an exception of a job goes to the test.

    With `until` also the jobs planned up to that moment. Jobs that these jobs leave are run too.
    """
    connector = queue.connector.get_sync_connector()
    worker = connector.execute_query_one(sql.queries["register_worker"])["worker_id"]
    done: list[str] = []
    while True:
        if until is not None:
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo' AND scheduled_at <= %s",
                    [until],
                )
        row = connector.execute_query_one(sql.queries["fetch_job"], queues=None, worker_id=worker)
        if row["id"] is None:
            return done
        # Django's cursors leave JSON as text.
        app.tasks[row["task_name"]](**json.loads(row["args"]))
        connector.execute_query(
            sql.queries["finish_job"], job_id=row["id"], status=Status.SUCCEEDED.value, delete_job=True
        )
        done.append(row["task_name"])
