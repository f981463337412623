"""Count what people search for, so that editors learn which words they use."""

import datetime as dt
import re

from cms import rate_limit
from cms.jobs import defer

# A robot that tries words must not fill the table.
LIMIT = rate_limit.Limit("searches", 600, dt.timedelta(hours=1))
_PERSONAL = re.compile(r"@|(\d\W?){5}")


def count_search(text: str) -> None:
    """Leave a job that counts this text; not who asked, and nothing that looks like an address or a number of somebody."""
    if not _PERSONAL.search(text) and rate_limit.within({LIMIT: "everybody"}):
        defer("cms.count_search", text=text)
