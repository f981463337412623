"""Every screen of ours in the admin, about an object that exists.

The addresses are those that tests.roles tries, so that a new screen is looked at without anybody thinking of it.
"""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Final

import pytest
from django.test import Client
from playwright.sync_api import Page

from cms.models import User
from tests.journeys.accessibility import SCHEMES, Scheme, screen_complaints
from tests.roles import world
from tests.roles.addresses import Address, addresses
from tests.roles.samples import Samples

# Wagtail's namespaces begin like this; of what stands in two of them the forms are filled with our fields.
WAGTAIL: Final = "wagtail"
FILLED_IN: Final = ("wagtailsnippets_", "wagtailsettings:")
FORM: Final = ":edit"
# These are Wagtail's from head to foot; and results are a part of the screen of their list.
LEFT_OUT: Final = (":usage", ":history", ":delete", "_results")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_screen_of_ours(
    scheme: Scheme,
    page_of: Callable[[User], Page],
    log_in: Callable[[User], Client],
    page_tree: SimpleNamespace,
    administrator: User,
    transactional_db: None,
) -> None:
    """Half of them by day, the other half by night: each half takes a minute."""
    samples = Samples(world.build(page_tree.home, page_tree.programmes), administrator)
    first = [*SCHEMES].index(scheme)
    screens = list(_screens(samples, log_in(administrator), first))
    desk = page_of(administrator)
    desk.emulate_media(color_scheme=scheme)
    found = [
        f"{screen.key}: {complaint}" for screen in screens for complaint in screen_complaints(desk, screen.path, scheme)
    ]
    assert found == []
    assert len(screens) > 60


def _screens(samples: Samples, client: Client, first: int) -> Iterator[Address]:
    """Every second address, from the one with number `first`, as far as it answers with a whole page: no file, no part of a
    page, and nothing that must be posted."""
    for address in [each for each in addresses("admin/", samples) if _is_ours(each.key)][first :: len(SCHEMES)]:
        response = client.get(address.path)
        if response.status_code == 200 and b"</html>" in getattr(response, "content", b""):
            yield address


def _is_ours(key: str) -> bool:
    if key.startswith(FILLED_IN):
        return FORM in key
    return not key.startswith(WAGTAIL) and not key.endswith(LEFT_OUT)
