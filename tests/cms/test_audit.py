"""A line in Wagtail's log: one statement, and only of what Wagtail can show."""

import pytest
from django.core.exceptions import ValidationError
from pytest_django import DjangoAssertNumQueries
from wagtail.log_actions import LogContext
from wagtail.models import ModelLogEntry

from cms.audit import record_audit
from cms.models import User
from tests.factories.cms import LeadFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_a_line_says_who_did_what_to_what_in_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    person, author = PersonFactory.create(last_name="Visser"), User.objects.create_user("l@example.org")
    with django_assert_num_queries(1):
        record_audit(person, "wagtail.edit", user=author, seats=2)

    [line] = ModelLogEntry.objects.for_instance(person)
    assert (line.label, line.action, line.user_id, line.data) == (str(person), "wagtail.edit", author.pk, {"seats": 2})
    assert line.uuid is None
    assert not line.content_changed


def test_what_is_personal_has_a_label_of_its_own_and_staff_are_known_by_themselves() -> None:
    lead, author = LeadFactory.create(name="Sanne Visser"), User.objects.create_user("l@example.org")
    with LogContext(user=author) as context:
        record_audit(lead, "cms.lead_received")

    line = ModelLogEntry.objects.for_instance(lead).get()
    assert (line.label, line.user_id, line.uuid) == (lead.audit_label, author.pk, context.uuid)


def test_an_action_that_nobody_registered_leaves_none() -> None:
    person = PersonFactory.create()
    with pytest.raises(ValidationError, match="onbekend"):
        record_audit(person, "cms.onbekend")
    assert not ModelLogEntry.objects.for_instance(person).exists()
