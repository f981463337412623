"""Leaving a mail: what is written, once per key, gone with a rollback."""

import base64

import pytest
from django.db import transaction
from django.template import TemplateDoesNotExist
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoAssertNumQueries, Settings

from cms.mail.outbox import Attachment
from cms.models import AcademySettings, Message
from tests.cms.mail.messages import queue


@pytest.mark.django_db
def test_a_mail_is_a_row_and_a_job() -> None:
    message = queue(about="registration:1", reply_to="docent@example.org")
    stored = Message.objects.get()
    assert stored == message
    assert stored.recipient == "deelnemer1@example.org"
    assert stored.subject == "Welkom Jan & Piet bij de academie"
    assert stored.text == "Dag Jan & Piet,\nTot ziens.\n\n--\nVakwerk Academie\nhttp://127.0.0.1:8000\n"
    assert "Dag Jan &amp; Piet</h1>" in stored.html
    assert "<p>Tot ziens.</p>" in stored.html
    assert (stored.about, stored.reply_to, stored.language) == ("registration:1", "docent@example.org", "nl")
    assert (stored.state, stored.attempts, stored.sent_at) == ("queued", 0, None)
    assert stored.message_id == f"<{stored.public_id}@example.org>"
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args) == ("cms.deliver_mail", {"message": str(stored.public_id)})


@pytest.mark.django_db
def test_the_academy_signs(page_tree: object) -> None:
    academy = AcademySettings.objects.create(site_id=page_tree.site.pk, name="Academie", phone="070 123 45 67")  # type: ignore[attr-defined]
    assert queue().text.endswith(f"--\n{academy.name}\n070 123 45 67\nhttp://127.0.0.1:8000\n")


@pytest.mark.django_db
def test_the_same_key_again_is_the_same_mail() -> None:
    first = queue()
    assert queue(context={"name": "Iemand anders"}) == first
    assert Message.objects.get().text == first.text


@pytest.mark.django_db(transaction=True)
def test_a_rollback_leaves_nothing() -> None:
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)
    assert Message.objects.count() == 0
    assert ProcrastinateJob.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "day"), [("nl", "zondag"), ("en", "Sunday")])
def test_a_mail_is_in_the_language_of_its_reader(language: str, day: str) -> None:
    message = queue(template="plain", language=language)
    assert (message.subject, message.text) == (day, f"{day}\n")


@pytest.mark.django_db
def test_html_may_be_left_out() -> None:
    assert queue(template="plain").html == ""


@pytest.mark.django_db
def test_a_template_that_extends_nothing_known_is_a_mistake() -> None:
    with pytest.raises(TemplateDoesNotExist, match=r"emails/nowhere\.html"):
        queue(template="torn")
    assert Message.objects.count() == 0


@pytest.mark.django_db
def test_attachments_are_kept_with_the_mail() -> None:
    calendar = Attachment("afspraak.ics", "text/calendar; method=PUBLISH", b"BEGIN:VCALENDAR")
    stored = queue(attachments=[calendar]).attachments
    assert stored == [
        {
            "name": "afspraak.ics",
            "content_type": "text/calendar; method=PUBLISH",
            "content": base64.b64encode(b"BEGIN:VCALENDAR").decode(),
        }
    ]


@pytest.mark.django_db
def test_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    # Academy, mail, job; and `queue` looks for the row that was left.
    with django_assert_num_queries(4):
        queue()


@pytest.mark.django_db
def test_the_sender_gives_the_message_id_its_domain(settings: Settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "post@academie.example"
    assert queue().message_id.endswith("@academie.example>")
