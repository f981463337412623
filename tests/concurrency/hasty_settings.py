"""The twin of server_settings that answers before everybody can know; its lease is long enough to see that."""

from cms.page_cache import changes
from tests.concurrency.server_settings import *  # noqa: F403

changes.LEASE = 0.5
changes.settle = lambda: None
