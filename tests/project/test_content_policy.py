"""Scripts and styles in the page itself: refused on the site, possible in the admin."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client

from cms.models import User


def policy(client: Client, path: str) -> dict[str, str]:
    header = client.get(path, follow=True).headers["Content-Security-Policy"]
    return {name: value for name, _, value in (part.strip().partition(" ") for part in header.split(";"))}


def test_the_site_takes_only_its_own_files(page_tree: SimpleNamespace, client: Client) -> None:
    assert policy(client, "/nieuws/") == {
        "default-src": "'self'",
        "img-src": "'self' data:",
        "base-uri": "'self'",
        "form-action": "'self' https://checkout.stripe.com",
        "frame-ancestors": "'self'",
        "object-src": "'none'",
    }


@pytest.mark.usefixtures("page_tree")
def test_the_admin_may_use_inline_scripts(administrator: User, log_in: Callable[[User], Client]) -> None:
    found = policy(log_in(administrator), "/admin/")
    assert (found["script-src"], found["style-src"]) == ("'self' 'unsafe-inline'", "'self' 'unsafe-inline'")
    assert found["default-src"] == "'self'"
