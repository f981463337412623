"""The twin of server_settings that takes a kept page for right whatever its counts say by now."""

from cms.page_cache.counted import Counts
from tests.concurrency.server_settings import *  # noqa: F403

Counts.say_the_same = lambda _counts: True  # type: ignore[assignment, method-assign]
