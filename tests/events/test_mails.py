"""What participants read: the house's words or the editors', and around it what is always there."""

from types import SimpleNamespace

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page

from cms.models import AcademySettings, Message
from events import hooks
from events.actions.unword_mail import unword_mail
from events.actions.word_mail import word_mail
from events.contracts import MailVariable
from events.lifecycles import RegistrationStatus
from events.mail_moments import MESSAGE, MOMENTS, OF_REGISTRATIONS, MailWords
from events.mails import mail_cancelled, mail_confirmed, mail_edition_cancelled, mail_message, mail_waiting, preview
from events.models import MailText, Registration
from events.queries.mail_desk import example_registration
from events.queries.mail_texts import house_words
from events.queries.snapshots import registration_view
from tests.factories.events import RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def registration(page_tree: SimpleNamespace) -> Registration:
    made: Registration = RegistrationFactory.create(
        number="VA-2026-0042", booking__name="Pieter de Boer", booking__edition__offering__title="Goed werk"
    )
    return made


def write(body: str, subject: str = "Eigen onderwerp", offering: Page | None = None, language: str = "nl") -> None:
    word_mail(moment="confirmed", language=language, offering=offering, words=MailWords(subject, body))


def confirmed(registration: Registration) -> Message:
    mail_confirmed(registration_view(registration), again="test")
    return Message.objects.get()


def test_without_a_text_of_an_editor_the_house_speaks(registration: Registration) -> None:
    message = confirmed(registration)
    assert message.subject == "U bent aangemeld: Goed werk"
    assert message.text.startswith("Beste Pieter de Boer,\n\nU bent aangemeld voor Goed werk.\n\nDatum: ")
    assert "<p>Beste Pieter de Boer,</p>" in message.html


def test_what_an_editor_writes_is_said_and_what_must_be_right_stands_around_it(registration: Registration) -> None:
    write("Dag {naam},\n\nFijn! Neem {nummer} mee.", "Welkom bij {titel}")
    message = confirmed(registration)
    url = f"/inschrijving/{registration.access_key}/"
    assert message.subject == "Welkom bij Goed werk"
    assert message.text.startswith("Dag Pieter de Boer,\n\nFijn! Neem VA-2026-0042 mee.\n\nDatum: ")
    assert "U bent aangemeld voor" not in message.text + message.html
    for content in (message.text, message.html):
        assert url in content
        assert "VA-2026-0042" in content
        assert "In de bijlage zit een afspraak voor uw agenda." in content
        assert "meet.example.org" not in content
    assert [file["content_type"] for file in message.attachments] == ["text/calendar; method=REQUEST"]


def test_the_text_for_one_offering_goes_before_that_for_all(registration: Registration) -> None:
    write("Voor allen")
    write("Alleen voor dit", offering=registration.edition.offering)
    assert confirmed(registration).text.startswith("Alleen voor dit\n")
    Message.objects.all().delete()
    unword_mail(moment="confirmed", language="nl", offering=registration.edition.offering)
    assert confirmed(registration).text.startswith("Voor allen\n")


def test_each_language_has_its_own_text(registration: Registration) -> None:
    write("Nederlands")
    registration.booking.language = "en"
    message = confirmed(registration)
    assert message.subject == "You are registered: Goed werk"
    assert message.text.startswith("Dear Pieter de Boer,\n\nYou are registered for Goed werk.\n\nDate: ")


def test_the_academy_signs_below_the_words_of_an_editor(registration: Registration, page_tree: SimpleNamespace) -> None:
    AcademySettings.objects.create(site=page_tree.site, name="Academie Oost")
    write("Dag {naam}")
    message = confirmed(registration)
    assert message.text.startswith("Dag Pieter de Boer\n")
    assert "--\nAcademie Oost\n" in message.text


def test_writing_again_replaces_the_text(registration: Registration) -> None:
    write("Eerst")
    write("Daarna")
    assert [text.body for text in MailText.objects.all()] == ["Daarna"]


def test_the_words_cost_no_statement_of_their_own(
    registration: Registration, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    view = registration_view(registration)
    # What every mail costs: academy (with the words), mail, job.
    with django_assert_num_queries(3):
        mail_confirmed(view)


def test_a_reason_and_a_next_step_are_filled_in(registration: Registration) -> None:
    view = registration_view(registration)
    mail_waiting(view, "We bellen u binnen een week.")
    mail_edition_cancelled(view, "De spreker is ziek.", was=RegistrationStatus.CONFIRMED)
    mail_cancelled(view, was=RegistrationStatus.CONFIRMED)
    texts = {message.key.rpartition(":")[2]: message for message in Message.objects.all()}
    assert "We houden een plaats voor u vast. We bellen u binnen een week." in texts["waiting"].text
    assert "Helaas gaat Goed werk niet door. De spreker is ziek." in texts["edition_cancelled"].text
    assert [file["content_type"] for file in texts["cancelled"].attachments] == ["text/calendar; method=CANCEL"]
    assert "/inschrijving/" not in texts["cancelled"].text
    assert texts["waiting"].attachments == []


def test_a_plugin_brings_placeholders(registration: Registration, monkeypatch: pytest.MonkeyPatch) -> None:
    variable = MailVariable("zaal", "de zaal", lambda view: f"zaal {view.number[-2:]}")
    monkeypatch.setattr(hooks, "mail_variables", lambda: [variable])
    write("U zit in {zaal}.")
    assert confirmed(registration).text.startswith("U zit in zaal 42.\n")


def test_when_the_plugin_is_gone_the_mail_still_goes(registration: Registration) -> None:
    write("U zit in {zaal}.")
    assert confirmed(registration).text.startswith("U zit in {zaal}.\n")


def test_a_message_of_a_colleague_is_kept_out_of_the_calendar(registration: Registration) -> None:
    mail_message(registration_view(registration), MailWords("Over {titel}", "Beste {naam}, neem een trui mee."), "k")
    mail_message(registration_view(registration), MailWords("Over {titel}", "Nog eens"), "k")
    message = Message.objects.get()
    assert (message.subject, message.attachments) == ("Over Goed werk", [])
    assert message.about == f"registration:{registration.public_id}"
    assert message.text.startswith("Beste Pieter de Boer, neem een trui mee.\n")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("key", [*OF_REGISTRATIONS, "message"])
def test_every_mail_can_be_looked_at_without_a_registration(
    page_tree: SimpleNamespace, key: str, language: str
) -> None:
    moment = MOMENTS.get(key, MESSAGE)
    words = house_words(key, language) if key in MOMENTS else MailWords("Over {titel}", "Beste {naam}")
    mail = preview(moment, example_registration(language, None), words)
    assert "Sanne Visser" in mail.text
    assert str(timezone.localdate().year) in mail.html or "VA-" in mail.html
    assert "{" not in mail.subject + mail.text
    assert not Message.objects.exists()
