"""Mails that came back, as servers of others say so."""

import pytest

from cms.mail.bounces import Bounce, read_bounce

REPORT = """\
From: MAILER-DAEMON@mx.example
To: academie@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; p.deboer@lindewaard.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <p.deboer@lindewaard.example>: no such user

--B
{returned}

--B--
"""
WHOLE = """\
Content-Type: message/rfc822

Message-ID: <abc@example.org>
Subject: U bent aangemeld

Beste Pieter"""
HEADERS = """\
Content-Type: text/rfc822-headers

Subject: U bent aangemeld
Message-ID: <abc@example.org>
"""


def report(action: str = "failed", status: str = "5.1.1", returned: str = WHOLE) -> bytes:
    return REPORT.format(action=action, status=status, returned=returned).encode()


@pytest.mark.parametrize("returned", [WHOLE, HEADERS])
def test_which_mail_and_why(returned: str) -> None:
    assert read_bounce(report(returned=returned)) == Bounce("<abc@example.org>", "5.1.1")


def test_a_code_with_words_or_none_at_all() -> None:
    assert read_bounce(report(status="5.2.2 (mailbox full)")) == Bounce("<abc@example.org>", "5.2.2")
    assert read_bounce(report(status="unknown")) == Bounce("<abc@example.org>", "5.0.0")


@pytest.mark.parametrize(
    "content",
    [
        report(action="delayed", status="4.4.1"),
        report(action="delivered", status="2.0.0"),
        report(returned="Content-Type: text/plain\n\nweg"),
        b"From: sanne@lindewaard.example\nSubject: Afwezig\n\nIk ben er weer op maandag.",
        b"",
        b"\xff\xfe\x00",
    ],
)
def test_any_other_mail_says_nothing(content: bytes) -> None:
    assert read_bounce(content) is None
