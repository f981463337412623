import pytest

from cms.actions.record_bounce import record_bounce
from cms.mail.bounces import Bounce
from cms.models import Message

pytestmark = pytest.mark.django_db


def message(state: str) -> Message:
    made: Message = Message.objects.create(
        key="one", recipient="p.deboer@lindewaard.example", message_id="<abc@example.org>", state=state
    )
    return made


def test_a_mail_that_was_sent_came_back() -> None:
    sent = message("sent")
    assert record_bounce(Bounce("<abc@example.org>", "5.1.1"))
    assert record_bounce(Bounce("<abc@example.org>", "5.1.1"))
    sent.refresh_from_db()
    assert (sent.state, sent.error) == ("bounced", "5.1.1")


@pytest.mark.parametrize("state", ["queued", "sending", "failed"])
def test_one_that_did_not_leave_did_not_come_back(state: str) -> None:
    waiting = message(state)
    assert not record_bounce(Bounce("<abc@example.org>", "5.1.1"))
    waiting.refresh_from_db()
    assert (waiting.state, waiting.error) == (state, "")


def test_somebody_elses_mail_changes_nothing() -> None:
    sent = message("sent")
    assert not record_bounce(Bounce("<other@example.org>", "5.1.1"))
    sent.refresh_from_db()
    assert sent.state == "sent"
