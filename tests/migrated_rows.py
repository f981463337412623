"""What the migrations put into the database: locales, groups, the first pages. Tests that commit leave all tables empty;
afterwards the rows are put back, so that no test depends on the order in which they run."""

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

Rows = dict[str, bytes]  # by table, in the format of COPY


def read() -> Rows:
    """The rows of every table that has any."""
    with connection.cursor() as cursor:
        rows = {}
        for table in connection.introspection.table_names(cursor):
            with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
                content = b"".join(bytes(block) for block in copy)
            if content:
                rows[table] = content
    return rows


def put_back(rows: Rows) -> None:
    """Empty every table and write `rows`; foreign keys are looked at when all is in."""
    with transaction.atomic(), connection.cursor() as cursor:
        tables = ", ".join(f'"{table}"' for table in connection.introspection.table_names(cursor))
        cursor.execute(f"TRUNCATE {tables}")
        for table, content in rows.items():
            with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                copy.write(content)
    ContentType.objects.clear_cache()
