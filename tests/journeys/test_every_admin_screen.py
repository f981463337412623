"""Every screen of ours in the admin, about an object that exists.

The addresses are those that tests.roles tries, so that a new screen is looked at without anybody thinking of it.
"""

import itertools
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Final

from django.test import Client
from playwright.sync_api import Page

from cms.models import User
from tests.journeys.accessibility import SCHEMES, screen_complaints
from tests.roles import world
from tests.roles.addresses import Address, addresses
from tests.roles.samples import Samples

# Wagtail's namespaces begin like this; what we fill in of two of them is ours.
WAGTAIL: Final = "wagtail"
FILLED_IN: Final = ("wagtailsnippets_", "wagtailsettings:")
# These screens of registers are Wagtail's from head to foot, and results are a part of the screen of their list.
LEFT_OUT: Final = (":usage", ":history", ":delete")
A_PART: Final = "_results"


def test_every_screen_of_ours(
    page_of: Callable[[User], Page],
    log_in: Callable[[User], Client],
    page_tree: SimpleNamespace,
    administrator: User,
    transactional_db: None,
) -> None:
    samples = Samples(world.build(page_tree.home, page_tree.programmes), administrator)
    screens = list(_screens(samples, log_in(administrator)))
    desk = page_of(administrator)
    found = [
        f"{screen.key}: {complaint}"
        for screen, scheme in zip(screens, itertools.cycle(SCHEMES), strict=False)
        for complaint in screen_complaints(desk, screen.path, scheme)
    ]
    assert found == []
    assert len(screens) > 150


def _screens(samples: Samples, client: Client) -> Iterator[Address]:
    """The addresses that answer with a whole page: no file, no part of a page, and nothing that must be posted."""
    for address in addresses("admin/", samples):
        if _is_ours(address.key):
            response = client.get(address.path)
            if response.status_code == 200 and b"</html>" in getattr(response, "content", b""):
                yield address


def _is_ours(key: str) -> bool:
    if key.startswith(FILLED_IN):
        return not key.endswith((*LEFT_OUT, A_PART))
    return not key.startswith(WAGTAIL) and not key.endswith(A_PART)
