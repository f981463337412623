"""Leaving a mail: what is written, once per key, gone with a rollback."""

import base64
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.db import transaction
from django.template import TemplateDoesNotExist
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoAssertNumQueries, Settings

from cms.mail.outbox import Attachment
from cms.models import AcademySettings, Message
from cms.page_cache.remembered import forget
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


@pytest.mark.django_db
class TestALetterWithBlanks:
    """What many read is written once; what is of one reader comes in afterwards."""

    @pytest.fixture(autouse=True)
    def _remembering(self, settings: Settings) -> Iterator[None]:
        settings.PAGE_CACHE_SECONDS = 300
        yield
        forget()

    def test_each_reader_gets_their_own(self) -> None:
        mails = [queue(number, context={}, own={"name": name}) for number, name in enumerate(("Jan & Piet", "Klaas"))]

        assert [mail.subject for mail in mails] == ["Welkom Jan & Piet bij de academie", "Welkom Klaas bij de academie"]
        assert [mail.text.splitlines()[0] for mail in mails] == ["Dag Jan & Piet,", "Dag Klaas,"]
        assert "Dag Jan &amp; Piet</h1>" in mails[0].html
        assert "Dag Klaas</h1>" in mails[1].html
        assert "Klaas" not in mails[0].html

    def test_it_says_the_same_as_a_letter_without(self) -> None:
        whole, filled = queue(1), queue(2, context={}, own={"name": "Jan & Piet"})

        assert (filled.subject, filled.text, filled.html) == (whole.subject, whole.text, whole.html)

    def test_what_the_others_read_is_not_what_this_reader_does(self) -> None:
        first = queue(1, template="shared", context={"place": "Lindewaard"}, own={"name": "Jan"})
        second = queue(2, template="shared", context={"place": "Dijkrijk"}, own={"name": "Jan"})

        assert (first.text, second.text) == ("Jan in Lindewaard\n", "Jan in Dijkrijk\n")

    def test_it_is_written_once(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        academy = AcademySettings()
        with patch("cms.mail.outbox._html", return_value="") as written:
            for number in range(3):
                queue(number, context={"academy": academy}, own={"name": f"Deelnemer {number}"})

        assert written.call_count == 1

    def test_what_is_no_plain_data_is_refused(self) -> None:
        with pytest.raises(TypeError, match="JSON"):
            queue(context={"person": AcademySettings()}, own={"name": "Jan"})
