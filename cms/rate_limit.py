"""How often somebody may do something, counted in the database: it holds across processes and web nodes.

The table is UNLOGGED: counting must be cheap, and after a crash of the database everybody may start again.
Keys are hashed with the site's secret, so the table holds no addresses.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac

_COUNT = """
    INSERT INTO cms_rate_limit (bucket, hits, expires_at) VALUES (%s, 1, %s)
    ON CONFLICT (bucket) DO UPDATE SET hits = cms_rate_limit.hits + 1
    RETURNING hits
"""


@dataclass(frozen=True)
class Limit:
    """At most `times` in `period`, for each key of this `name`. Periods start at fixed moments."""

    name: str
    times: int
    period: dt.timedelta


def within(limit: Limit, key: str) -> bool:
    """Count one more for `key` and tell whether it is still allowed. Call it outside a transaction: a rollback uncounts."""
    seconds = int(limit.period.total_seconds())
    now = timezone.now()
    window = int(now.timestamp()) // seconds
    bucket = salted_hmac("cms.rate_limit", f"{limit.name}:{window}:{key.lower()}", algorithm="sha256").hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [bucket, now + limit.period])
        (hits,) = cursor.fetchone()
    return bool(hits <= limit.times)


def forget_expired() -> None:
    """Remove what no longer counts; a periodic job calls this."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM cms_rate_limit WHERE expires_at < now()")
