"""Everything the sandbox remembers, in one SQLite database: a file for the demo, memory for a test.

Objects are stored as Stripe would send them, plus one private key (`PRIVATE`) for what Stripe keeps to itself: the
payout of a balance line, the line items of a session. `public` takes it off again.
"""

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from betalingen.sandbox.errors import Json

PRIVATE = "sandbox"

_SCHEMA = """
CREATE TABLE IF NOT EXISTS objects (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, created INTEGER NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS objects_by_kind ON objects (kind, seq);
CREATE TABLE IF NOT EXISTS timers (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, due INTEGER NOT NULL, action TEXT NOT NULL, object_id TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS timers_by_due ON timers (due);
CREATE TABLE IF NOT EXISTS replies (
    key TEXT PRIMARY KEY, endpoint TEXT NOT NULL, params TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL,
    created INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT, event_id TEXT NOT NULL, event_type TEXT NOT NULL, status TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0, answer TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS deliveries_by_status ON deliveries (status, id);
CREATE INDEX IF NOT EXISTS deliveries_by_event ON deliveries (event_id);
"""

_MATCHING = """
FROM objects
WHERE kind = :kind AND created BETWEEN :first AND :last AND seq < :below AND seq > :above
  AND (:glob IS NULL OR json_extract(body, '$.type') GLOB :glob)
  AND (:types IS NULL OR json_extract(body, '$.type') IN (SELECT value FROM json_each(:types)))
  AND NOT EXISTS (SELECT 1 FROM json_each(:wanted) AS wish WHERE json_extract(objects.body, wish.key) IS NOT wish.value)
"""
_NEWEST = "SELECT body" + _MATCHING + "ORDER BY seq DESC LIMIT :limit"
_OLDEST = "SELECT body" + _MATCHING + "ORDER BY seq LIMIT :limit"
_LAST_ROW = 2**62


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Which objects of a kind: `wanted` maps JSON paths to the value they must have."""

    wanted: Mapping[str, str | int | bool] = field(default_factory=dict)
    first: int = 0
    last: int = _LAST_ROW
    type_glob: str | None = None
    types: Sequence[str] | None = None


def public(body: Json) -> Json:
    """The object as the API shows it."""
    return {key: value for key, value in body.items() if key != PRIVATE}


class Store:
    """One connection behind one lock: requests take turns, so every answer is of one consistent moment."""

    def __init__(self, path: Path | None) -> None:
        self._lock = threading.RLock()
        self._depth = 0
        self._after_commit: list[Callable[[], None]] = []
        self._db = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False)
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.executescript(_SCHEMA)

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def after_commit(self, callback: Callable[[], None]) -> None:
        """`callback` is called after each outermost transaction, outside the lock."""
        self._after_commit.append(callback)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; nested use joins the outer transaction."""
        with self._lock:
            outermost = self._depth == 0
            if outermost:
                self._db.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
            except BaseException:
                self._depth -= 1
                if outermost:
                    self._db.execute("ROLLBACK")
                raise
            self._depth -= 1
            if outermost:
                self._db.execute("COMMIT")
        if outermost:
            for callback in self._after_commit:
                callback()

    def rows(self, query: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[sqlite3.Row]:
        with self._lock:
            return self._db.execute(query, values).fetchall()

    def run(self, query: str, values: Sequence[Any] = ()) -> int:
        """Execute one statement; the answer is the id of the inserted row."""
        with self.transaction():
            return self._db.execute(query, values).lastrowid or 0

    def add(self, body: Json) -> Json:
        self.run(
            "INSERT INTO objects (id, kind, created, body) VALUES (?, ?, ?, ?)",
            (body["id"], body["object"], body["created"], json.dumps(body)),
        )
        return body

    def save(self, body: Json) -> Json:
        self.run("UPDATE objects SET body = ? WHERE id = ?", (json.dumps(body), body["id"]))
        return body

    def get(self, object_id: str, *, kind: str | None = None) -> Json | None:
        found = self.rows("SELECT kind, body FROM objects WHERE id = ?", (object_id,))
        if not found or (kind is not None and found[0]["kind"] != kind):
            return None
        body: Json = json.loads(found[0]["body"])
        return body

    def position(self, object_id: str, *, kind: str) -> int | None:
        found = self.rows("SELECT seq FROM objects WHERE id = ? AND kind = ?", (object_id, kind))
        return found[0]["seq"] if found else None

    def newest(self, kind: str, wish: Filter, *, limit: int, below: int = _LAST_ROW) -> list[Json]:
        """At most `limit` objects, newest first, all older than row `below`."""
        return self._matching(_NEWEST, kind, wish, limit=limit, below=below, above=0)

    def oldest(self, kind: str, wish: Filter, *, limit: int = _LAST_ROW, above: int = 0) -> list[Json]:
        """At most `limit` objects, oldest first, all newer than row `above`."""
        return self._matching(_OLDEST, kind, wish, limit=limit, below=_LAST_ROW, above=above)

    def _matching(self, query: str, kind: str, wish: Filter, *, limit: int, below: int, above: int) -> list[Json]:
        found = self.rows(
            query,
            {
                "kind": kind,
                "first": wish.first,
                "last": wish.last,
                "below": below,
                "above": above,
                "glob": wish.type_glob,
                "types": None if wish.types is None else json.dumps(list(wish.types)),
                "wanted": json.dumps(dict(wish.wanted)),
                "limit": limit,
            },
        )
        return [json.loads(row["body"]) for row in found]
