"""The twin of server_settings whose changes are told to nobody."""

from cms.page_cache import changes
from tests.concurrency.server_settings import *  # noqa: F403

changes._ADD = changes._ADD_PAGE = "SELECT %s, %s"
