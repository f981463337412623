"""A consent that is taken back empties kept pages too, on every node."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.actions.allow_quotation import allow_quotation
from cms.actions.withdraw_quotation import withdraw_quotation
from cms.page_cache.changes import ask_again
from tests.factories.cms import ContentPageFactory, stream

pytestmark = pytest.mark.django_db


def test_a_kept_page_loses_the_words(page_tree: SimpleNamespace, visitor: Callable[..., Client]) -> None:
    said = allow_quotation(
        text="Ik luister nu beter.", name="Pieter de Boer", function="", language="nl", offering=None
    )
    page = ContentPageFactory.create(
        parent=page_tree.home, slug="ervaringen", body=stream([("participant_quote", said.pk)])
    )
    assert "Ik luister nu beter." in visitor().get(page.url).content.decode()
    ask_again()
    with CaptureQueriesContext(connection) as captured:
        assert "Ik luister nu beter." in visitor().get(page.url).content.decode()
    assert len(captured) == 1  # it was kept

    withdraw_quotation(quotation_id=said.pk)

    answer = visitor().get(page.url)
    assert answer.status_code == 200
    assert "Ik luister nu beter." not in answer.content.decode()
    assert "Pieter" not in answer.content.decode()
