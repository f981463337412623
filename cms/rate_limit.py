"""How often somebody may do something, counted in the database: it holds across processes and web nodes.

The table is UNLOGGED: counting must be cheap, and after a crash of the database everybody may start again.
Keys are hashed with the site's secret, so the table holds no addresses.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac

_COUNT = """
    INSERT INTO cms_rate_limit (bucket, hits, expires_at)
    SELECT bucket, 1, expires_at FROM unnest(%s::text[], %s::timestamptz[]) AS counted (bucket, expires_at)
    ON CONFLICT (bucket) DO UPDATE SET hits = cms_rate_limit.hits + 1
    RETURNING bucket, hits
"""


@dataclass(frozen=True)
class Limit:
    """At most `times` in `period`, for each key of this `name`. Periods start at fixed moments."""

    name: str
    times: int
    period: dt.timedelta


def within(keys: Mapping[Limit, str]) -> bool:
    """Count one more for the key of each limit, in one statement, and tell whether all still allow it.

    Call it outside a transaction: a rollback uncounts.
    """
    now = timezone.now()
    limits = {_bucket(limit, key, now): limit for limit, key in keys.items()}
    # In one order, so that two requests never wait for each other.
    buckets = sorted(limits)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [buckets, [now + limits[bucket].period for bucket in buckets]])
        return all(hits <= limits[bucket].times for bucket, hits in cursor.fetchall())


def _bucket(limit: Limit, key: str, now: dt.datetime) -> str:
    window = int(now.timestamp()) // int(limit.period.total_seconds())
    return salted_hmac("cms.rate_limit", f"{limit.name}:{window}:{key.lower()}", algorithm="sha256").hexdigest()


def forget_expired() -> None:
    """Remove what no longer counts; a periodic job calls this."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM cms_rate_limit WHERE expires_at < now()")
