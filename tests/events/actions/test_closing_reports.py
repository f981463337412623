import pytest
from wagtail.models import ModelLogEntry

from cms.api import NotAllowed
from cms.models import Message
from events.actions.send_report import send_report
from events.actions.word_report import word_report
from events.lifecycles import EditionStatus, QuoteStatus
from events.models import ClosingReport, Quote
from tests.events.contracts import contract
from tests.events.questions import stored
from tests.factories.events import BookingFactory, EditionFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

DEPARTMENT = stored("dep", "Afdeling", kind="choice", choices="Burgerzaken\nToezicht")


def finished(**changes: object) -> Quote:
    quote = contract(**changes)
    edition = EditionFactory.create(quote=quote, status=EditionStatus.COMPLETED, questions=[DEPARTMENT])
    RegistrationFactory.create(booking=BookingFactory.create(edition=edition), name="Sanne de Boer")
    return quote


def test_what_was_written_is_kept_and_nobody_is_told() -> None:
    quote = finished()
    word_report(quote_id=quote.pk, remarks="Eerst.")
    word_report(quote_id=quote.pk, remarks="Goed gedaan.", department_question="Afdeling")
    report = ClosingReport.objects.get()
    assert (report.quote, report.remarks, report.department_question, report.sent_at) == (
        quote,
        "Goed gedaan.",
        "Afdeling",
        None,
    )
    assert not Message.objects.exists()
    assert ModelLogEntry.objects.filter(action="events.report_worded").count() == 2


def test_nobody_is_named_and_no_other_question_counted() -> None:
    quote = finished()
    with pytest.raises(NotAllowed, match=r"bij naam: Sanne de Boer\."):
        word_report(quote_id=quote.pk, remarks="Dank aan sanne de boer!")
    with pytest.raises(NotAllowed, match="niet gesteld"):
        word_report(quote_id=quote.pk, remarks="", department_question="Geloof")
    assert not ClosingReport.objects.exists()


def test_sending_mails_the_link_of_the_offer_each_time_and_keeps_the_words() -> None:
    quote = finished(request__language="en")
    word_report(quote_id=quote.pk, remarks="Goed gedaan.")
    send_report(quote_id=quote.pk)
    report = send_report(quote_id=quote.pk)
    assert (report.remarks, report.sent_at is not None) == ("Goed gedaan.", True)
    first, again = Message.objects.all()
    assert first.recipient == again.recipient == quote.request.email
    assert f"/en/offerte/{quote.access_key}/eindverslag/" in first.text
    assert "Our closing report" in first.text
    assert "Sanne de Boer" not in first.text
    assert ModelLogEntry.objects.filter(action="events.report_sent").count() == 2


def test_only_when_everything_planned_was_held() -> None:
    quote = finished()
    EditionFactory.create(quote=quote, status=EditionStatus.OPEN)
    word_report(quote_id=quote.pk, remarks="Al beginnen mag.")
    with pytest.raises(NotAllowed, match="alle geplande edities"):
        send_report(quote_id=quote.pk)
    with pytest.raises(NotAllowed, match="een editie is afgerond"):
        word_report(quote_id=contract().pk, remarks="")
    with pytest.raises(NotAllowed, match="alle geplande edities"):
        send_report(quote_id=finished(status=QuoteStatus.SENT).pk)
    assert not Message.objects.exists()
