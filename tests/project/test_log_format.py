"""What the log says of requests, mails and database errors: neither a key that opens something nor somebody's address."""

import io
import logging
from collections.abc import Iterator
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.test import Client

from cms.models import User
from cms.project.log_format import MaskingFormatter
from tests.factories.events import QuoteFactory, RegistrationFactory

ADDRESS = "p.deboer@lindewaard.example"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What production's handler writes, at the level that says most."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    root = logging.getLogger()
    [configured] = [each for each in root.handlers if each.name == "stderr"]
    handler.setFormatter(configured.formatter)
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


def formatted(message: str, *arguments: object) -> str:
    record = logging.LogRecord("vakwerk", logging.WARNING, "", 0, message, arguments, None)
    return MaskingFormatter("%(message)s").format(record)


@pytest.mark.django_db
def test_an_address_that_fails_is_logged_without_its_key(
    page_tree: SimpleNamespace, client: Client, log: io.StringIO
) -> None:
    registration = RegistrationFactory.create()
    quote = QuoteFactory.create()
    failing = [f"/inschrijving/{registration.access_key}/weg/", f"/offerte/{quote.access_key}/afwijzen/x/"]
    for address in [*failing, f"/betalen/{registration.access_key}/", f"/aanmelding/{registration.access_key}/"]:
        assert client.get(address).status_code == 404

    lines = log.getvalue()
    assert "Not Found: /inschrijving/<key>/weg/" in lines
    assert lines.count("<key>") >= 4
    assert registration.access_key not in lines
    assert quote.access_key not in lines


@pytest.mark.django_db
def test_a_refused_row_is_logged_without_the_address_in_it(log: io.StringIO) -> None:
    User.objects.create_user(ADDRESS)
    try:
        User.objects.create_user(ADDRESS.upper())
    except IntegrityError:
        logging.getLogger("cms").exception("an account of %s was not made", ADDRESS)

    assert "an account of <e-mail> was not made" in log.getvalue()
    assert "duplicate key value" in log.getvalue()
    assert "lindewaard" not in log.getvalue().lower()


def test_what_opens_something_is_masked_wherever_a_path_holds_it() -> None:
    key = "Zk3vJ0-9sXq_uTzL0pWm4yRbN7cEaHdF"
    assert formatted("Not Found: %s", f"/betalen/{key}/") == "Not Found: /betalen/<key>/"
    assert formatted("%s", f"/account/password/reset/key/1-{key}") == "/account/password/reset/key/<key>"
    assert formatted("%s", f"/c/pay/cs_test_{key}?x=1") == "/c/pay/<key>?x=1"


def test_what_helps_to_find_a_fault_stays() -> None:
    public_id = uuid4()
    line = f"mail {public_id}: refused; Not Found: /aanmelden/{public_id}/gelukt/"
    assert formatted(line) == line
    path = 'File "/srv/vakwerk/a_module_with_a_name_of_more_than_32_letters.py", line 12'
    assert formatted(path) == path
