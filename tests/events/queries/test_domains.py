import uuid
from typing import Any

import pytest

from events.contracts import EditionView
from events.queries.domains import only_for, strangers


def edition(**changes: Any) -> EditionView:
    return EditionView(
        uuid.uuid4(), uuid.uuid4(), "Leergang", "", "open", 1, 12, 0, 0, is_free=True, sessions=(), **changes
    )


@pytest.mark.parametrize(
    ("email", "is_stranger"),
    [
        ("s.visser@lindewaard.nl", False),
        ("s.visser@LINDEWAARD.NL", False),
        ("s.visser@sociaal.lindewaard.nl", False),
        ("s.visser@nietlindewaard.nl", True),
        ("s.visser@lindewaard.nl.example", True),
        ("lindewaard.nl@elders.example", True),
    ],
)
def test_a_domain_is_meant_with_what_is_below_it(email: str, *, is_stranger: bool) -> None:
    assert bool(strangers(edition(email_domains=("lindewaard.nl",)), [email])) is is_stranger


def test_without_domains_nobody_is_a_stranger() -> None:
    assert strangers(edition(), ["s.visser@elders.example"]) == []


def test_it_is_said_for_whom_it_is() -> None:
    assert only_for(edition(email_domains=("lindewaard.nl", "merwestein.nl"))) == (
        "Deze editie is alleen voor mensen met een e-mailadres dat eindigt op @lindewaard.nl, @merwestein.nl."
    )
