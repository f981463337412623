"""What every test finds in the database: what the migrations put there, and the fixed pages of the site.

A test that commits leaves more behind. Django would then empty all tables and make content types and permissions anew,
which takes a second and leaves no locale, group or page; here each table that changed gets its first rows back.
"""

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

_first: dict[str, bytes] = {}  # by table, in the format of COPY


def remember() -> None:
    """Call it when the database is as every test must find it."""
    with connection.cursor() as cursor:
        _first.update({table: _rows(cursor, table) for table in _filled_tables(cursor)})


def put_back() -> None:
    """Each table as it was."""
    with transaction.atomic(), connection.cursor() as cursor:
        # What is only ever added to goes all the same, and no key is looked at: all is put back.
        cursor.execute("SET LOCAL session_replication_role = replica")
        changed = [
            table for table in _filled_tables(cursor) | _first.keys() if _rows(cursor, table) != _first.get(table, b"")
        ]
        for table in changed:  # in any order
            cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608  # no input
        for table in changed:
            if table in _first:
                with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                    copy.write(_first[table])


def _filled_tables(cursor: CursorWrapper) -> set[str]:
    tables = connection.introspection.table_names(cursor)
    asked = [f"SELECT '{table}' WHERE EXISTS (SELECT FROM \"{table}\")" for table in tables]  # noqa: S608  # no input
    cursor.execute(" UNION ALL ".join(asked))
    return {table for (table,) in cursor.fetchall()}


def _rows(cursor: CursorWrapper, table: str) -> bytes:
    with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
        return b"".join(bytes(block) for block in copy)
