"""What somebody on a waiting list reads: the words of the house or of an editor, and what the frame adds."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from cms.models import Message
from events.actions.word_mail import word_mail
from events.mail_moments import OF_WAITING_LIST, MailWords
from events.models import WaitingListEntry
from events.queries.mail_desk import example_registration
from events.queries.mail_texts import house_words, placeholders_of
from events.waiting_mails import mail_left_the_list, mail_list_ended, mail_on_the_list, mail_seats_offered, preview
from tests.factories.events import ProgrammePageFactory, WaitingListEntryFactory, local

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(page_tree: SimpleNamespace) -> WaitingListEntry:
    page = ProgrammePageFactory.create(parent=page_tree.programmes, title="Goed werk")
    made: WaitingListEntry = WaitingListEntryFactory.create(edition__offering=page, seats=2)
    return made


def only_mail() -> Message:
    return Message.objects.get()


def test_an_editors_words_go_with_facts_and_link(entry: WaitingListEntry) -> None:
    words = MailWords("Wacht u mee op {titel}?", "Dag {naam}, u bent nummer {plek} voor {plaatsen}.")
    word_mail(moment="waiting_joined", language="nl", offering=None, words=words)
    mail_on_the_list(entry, 4)
    assert only_mail().subject == "Wacht u mee op Goed werk?"
    assert only_mail().text.startswith("Dag Yasmin el Amrani, u bent nummer 4 voor 2 plaatsen.\n")
    assert f"Bekijk uw plek:\nhttp://127.0.0.1:8000/wachtplaats/{entry.access_key}/" in only_mail().text
    assert "Datum: " in only_mail().text


def test_until_when_one_may_decide(entry: WaitingListEntry) -> None:
    entry.offer_until = local(2035, 12, 13, 12)
    mail_seats_offered(entry)
    assert "We houden 2 plaatsen voor u vast." in only_mail().text
    assert "Beslis vóór 13 december 2035, 12.00 uur." in only_mail().text


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({}, "U staat niet meer op de wachtlijst voor Goed werk."),
        ({"offered_at": timezone.now()}, "U ziet af van de plaats bij Goed werk. Die gaat naar de volgende."),
        ({"language": "en"}, "You are no longer on the waiting list for Goed werk."),
    ],
)
def test_leaving_says_what_was_left(entry: WaitingListEntry, facts: dict[str, Any], told: str) -> None:
    for name, value in facts.items():
        setattr(entry, name, value)
    mail_left_the_list(entry)
    assert told in only_mail().text


@pytest.mark.parametrize(
    ("facts", "reason", "told"),
    [
        ({}, "", "Goed werk is begonnen. Er is voor u geen plaats vrijgekomen."),
        ({"offered_at": timezone.now()}, "", "we hebben niet van u gehoord of u de plaats wilde."),
        ({}, "100% van de {sprekers} is ziek.", "Goed werk gaat niet door. 100% van de {sprekers} is ziek."),
    ],
)
def test_the_end_of_the_list_says_why(entry: WaitingListEntry, facts: dict[str, Any], reason: str, told: str) -> None:
    for name, value in facts.items():
        setattr(entry, name, value)
    mail_list_ended(entry, reason)
    assert told in only_mail().text


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("key", OF_WAITING_LIST)
def test_every_mail_can_be_looked_at_without_anybody_waiting(
    page_tree: SimpleNamespace, key: str, language: str
) -> None:
    edition = example_registration(language, None).edition
    mail = preview(key, edition, language, house_words(key, language))
    assert "Sanne Visser" in mail.text
    assert edition.title in mail.subject
    assert "{" not in mail.subject + mail.text
    assert not Message.objects.exists()


def test_what_may_stand_between_braces() -> None:
    assert set(placeholders_of("waiting_offered")) == {
        "naam",
        "titel",
        "wanneer",
        "waar",
        "plaatsen",
        "persoonlijke_link",
        "uiterlijk",
    }
