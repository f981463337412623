"""The mailbox of the demo, and that it is nowhere else."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from cms.mail import delivery
from cms.mail.outbox import Attachment
from cms.models import Message
from tests.cms.mail.messages import queue

LIST_QUERIES = 5
NOON = datetime(2026, 12, 13, 11, 30, tzinfo=UTC)


@pytest.fixture
def demo(settings: Settings, page_tree: SimpleNamespace) -> None:
    settings.DEMO = True
    settings.EMAIL_BACKEND = "cms.mail.mailbox.MailboxBackend"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/postvak/", "/postvak/{0}/", "/postvak/{0}/html/", "/postvak/{0}/bijlage/1/"])
def test_outside_the_demo_there_is_no_mailbox(client: Client, page_tree: SimpleNamespace, path: str) -> None:
    message = queue(attachments=[Attachment("a.txt", "text/plain", b"a")])
    assert client.get(path.format(message.public_id)).status_code == 404


@pytest.mark.django_db
def test_a_delivered_message_stays_one_row(demo: None) -> None:
    message = queue()
    delivery.deliver(message.public_id)
    message.refresh_from_db()
    assert message.state == "sent"
    assert Message.objects.count() == 1


@pytest.mark.django_db
def test_mail_that_does_not_come_from_the_outbox_is_kept_too(demo: None) -> None:
    email = EmailMultiAlternatives("Uw code", "123456", to=["a@example.org"], cc=["b@example.org"])
    email.attach_alternative("<p>123456</p>", "text/html")
    assert email.send() == 1
    kept = Message.objects.order_by("recipient")
    assert [(row.recipient, row.subject, row.text, row.html, row.state) for row in kept] == [
        ("a@example.org", "Uw code", "123456", "<p>123456</p>", "sent"),
        ("b@example.org", "Uw code", "123456", "<p>123456</p>", "sent"),
    ]
    assert mail.outbox == []


@pytest.mark.django_db
def test_newest_first_and_search_by_recipient(demo: None, client: Client) -> None:
    with time_machine.travel(NOON, tick=False):
        queue(1)
    with time_machine.travel(NOON.replace(hour=12), tick=False):
        queue(2)
    page = client.get("/postvak/").content.decode()
    assert page.index("deelnemer2@example.org") < page.index("deelnemer1@example.org")
    assert "zondag 13 december 2026" in page
    assert "12.30" in page
    found = client.get("/postvak/", {"aan": "DEELNEMER1"}).content.decode()
    assert "deelnemer1@example.org" in found
    assert "deelnemer2@example.org" not in found
    assert "Op dit adres is nog geen mail verstuurd." in client.get("/postvak/", {"aan": "nobody"}).content.decode()


@pytest.mark.django_db
def test_an_empty_mailbox_says_what_to_do(demo: None, client: Client) -> None:
    assert "Meld u aan voor een webinar en kijk hier opnieuw." in client.get("/postvak/").content.decode()


@pytest.mark.django_db
def test_the_list_needs_as_many_queries_for_thirty_mails_as_for_one(
    demo: None, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    queue(0)
    client.get("/postvak/")  # fills Wagtail's cache of sites
    with django_assert_num_queries(LIST_QUERIES):
        client.get("/postvak/")
    for number in range(1, 30):
        queue(number)
    with django_assert_num_queries(LIST_QUERIES):
        page = client.get("/postvak/").content.decode()
    assert page.count('<li class="row bare">') == 25
    assert "?pagina=2" in page


@pytest.mark.django_db
def test_one_mail_with_its_text_and_attachments(demo: None, client: Client) -> None:
    message = queue(attachments=[Attachment("afspraak.ics", "text/calendar; method=PUBLISH", b"BEGIN:VCALENDAR")])
    page = client.get(f"/postvak/{message.public_id}/").content.decode()
    assert "Welkom Jan &amp; Piet bij de academie" in page
    assert f'src="/postvak/{message.public_id}/html/"' in page
    assert 'sandbox="allow-top-navigation-by-user-activation"' in page
    assert f'href="/postvak/{message.public_id}/bijlage/1/"' in page
    download = client.get(f"/postvak/{message.public_id}/bijlage/1/")
    assert download.content == b"BEGIN:VCALENDAR"
    assert download["Content-Type"] == "text/calendar; method=PUBLISH"
    assert download["Content-Disposition"] == 'attachment; filename="afspraak.ics"'
    for number in (0, 2):
        assert client.get(f"/postvak/{message.public_id}/bijlage/{number}/").status_code == 404


@pytest.mark.django_db
def test_the_html_is_shown_without_scripts_and_opens_links_outside_its_frame(demo: None, client: Client) -> None:
    message = queue()
    response = client.get(f"/postvak/{message.public_id}/html/")
    assert '<base target="_top">' in response.content.decode()
    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "style-src": "'unsafe-inline'",
        "img-src": "'self' data:",
        "frame-ancestors": "'self'",
    }
