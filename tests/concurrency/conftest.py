"""What crowds need."""

from collections.abc import Iterator

import pytest
from django.db import connection, connections


@pytest.fixture
def no_pool(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A connection for everybody: the pool lets four in at a time, and here all must be able to get in each other's way.

    This thread gives its own connection back on both sides: Django asks the settings of that moment whether a connection
    goes back into the pool, and one that is closed while there is none is lost to the pool for ever.
    """
    connection.close()
    with monkeypatch.context() as patch:
        patch.setitem(
            connections.settings["default"], "OPTIONS", {**connection.settings_dict["OPTIONS"], "pool": False}
        )
        yield
        connection.close()
