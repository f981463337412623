"""The evaluation and the alumni list, behind their personal links."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cms.models import Quotation
from events.models import Alumnus, Edition, Evaluation
from events.queries.evaluations import OPEN_FOR
from tests.factories.cms import stream
from tests.factories.events import (
    EditionFactory,
    EvaluationFactory,
    ProgrammePageFactory,
    RegistrationFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db

QUESTIONS = ("question-learned", "question-better", "question-recommended")
ANSWERS = dict(zip(QUESTIONS, ("Luisteren", "De koffie", "9"), strict=True)) | {"grade": "8"}
QUOTE = {"quote": "Ik luister nu beter.", "consent": "on", "shown_as": "name", "function": "adviseur"}
PAGE_QUERIES = 8


@pytest.fixture
def edition(page_tree: SimpleNamespace) -> Edition:
    """Ended yesterday."""
    offering = ProgrammePageFactory.create(parent=page_tree.programmes, title="Goed werk")
    made: Edition = EditionFactory.create(offering=offering, sessions=0, capacity=50)
    SessionFactory.create(edition=made, starts_at=timezone.now() - dt.timedelta(days=1))
    return made


@pytest.fixture
def evaluation(edition: Edition) -> Evaluation:
    registration = RegistrationFactory.create(booking__edition=edition, booking__name="Pieter de Boer")
    made: Evaluation = EvaluationFactory.create(registration=registration)
    return made


def url(evaluation: Evaluation, below: str = "") -> str:
    return f"/evaluatie/{evaluation.access_key}/{below}"


def sent(client: Client, evaluation: Evaluation, **answers: Any) -> str:
    response = client.post(url(evaluation), ANSWERS | answers, follow=True)
    evaluation.refresh_from_db()
    return response.content.decode()


def test_nothing_is_kept_told_or_found(evaluation: Evaluation, client: Client) -> None:
    for path in (url(evaluation), f"/inschrijving/{evaluation.registration.access_key}/alumni/"):  # type: ignore[union-attr]
        response = client.get(path)
        assert response.status_code == 200
        assert response["Cache-Control"] == "no-store, private"
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_answered_once_and_changed(evaluation: Evaluation, client: Client) -> None:
    html = sent(client, evaluation)
    assert "Uw antwoorden zijn bewaard." in html
    assert "Luisteren" in html  # ready to be changed
    assert '<option value="8" selected>' in html
    assert [answer["answer"] for answer in evaluation.answers] == ["Luisteren", "De koffie", "9"]
    assert not evaluation.shows_name

    sent(client, evaluation, grade="3", **{QUESTIONS[0]: ""})
    assert (evaluation.grade, [answer["key"] for answer in evaluation.answers]) == (3, ["better", "recommended"])


def test_in_english_it_asks_in_english(evaluation: Evaluation, client: Client) -> None:
    html = client.get(f"/en{url(evaluation)}").content.decode()
    assert "What do you take back to your work?" in html
    assert "Wat neemt u mee" not in html


def test_the_editors_questions_are_asked_instead(evaluation: Evaluation, edition: Edition, client: Client) -> None:
    edition.evaluation_questions = stream(
        [("question", {"label": "Te lang?", "kind": "choice", "choices": "ja\nnee", "required": True})]
    )
    edition.save()
    html = client.get(url(evaluation)).content.decode()
    assert "Te lang?" in html
    assert "Wat kan beter?" not in html
    assert "Maak een keuze." in client.post(url(evaluation), {"grade": "8"}).content.decode()


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"grade": ""}, "Maak een keuze."),
        ({"grade": "11"}, "11"),
        ({"quote": "Mooi."}, "Zet hier een vinkje als wij dit mogen citeren"),
        ({"consent": "on"}, "Schrijf wat wij mogen citeren"),
        ({"quote": "Mooi.", "consent": "on", "shown_as": "function"}, "Vul uw functie in"),
    ],
)
def test_a_mistake_stands_beside_its_field_and_nothing_typed_is_lost(
    evaluation: Evaluation, client: Client, answers: dict[str, str], told: str
) -> None:
    html = sent(client, evaluation, **answers)
    assert told in html
    assert "Luisteren" in html
    assert (evaluation.answered_at, Quotation.objects.count()) == (None, 0)


@pytest.mark.parametrize(
    ("shown_as", "name", "function"),
    [("name", "Pieter de Boer", "adviseur"), ("function", "", "adviseur"), ("nobody", "", "")],
)
def test_a_quotation_shows_no_more_than_was_agreed_to(
    evaluation: Evaluation, client: Client, shown_as: str, name: str, function: str
) -> None:
    html = sent(client, evaluation, **QUOTE | {"shown_as": shown_as})
    quotation = Quotation.objects.get()
    assert (quotation.name, quotation.function, quotation.language) == (name, function, "nl")
    assert f'value="{shown_as}" required' in html or f'value="{shown_as}"' in html
    assert "Trek mijn citaat in" in html


def test_taken_back_with_one_click_also_when_it_is_closed(evaluation: Evaluation, client: Client) -> None:
    sent(client, evaluation, **QUOTE)
    with time_machine.travel(timezone.now() + OPEN_FOR):
        html = client.get(url(evaluation)).content.decode()
        assert "De evaluatie is gesloten." in html
        assert "Ik luister nu beter." in html
        assert "<textarea" not in html
        html = client.post(url(evaluation, "citaat-intrekken/"), follow=True).content.decode()
    assert "Uw citaat is verwijderd." in html
    assert "Ik luister nu beter." not in html
    assert not Quotation.objects.exists()


def test_a_link_that_is_opened_takes_nothing_back(evaluation: Evaluation, client: Client) -> None:
    sent(client, evaluation, **QUOTE)
    client.get(url(evaluation, "citaat-intrekken/"))
    assert Quotation.objects.exists()


def test_another_site_sends_nothing(evaluation: Evaluation, client: Client) -> None:
    sent(client, evaluation, **QUOTE)
    away = {"headers": {"Sec-Fetch-Site": "cross-site"}}
    paths = [url(evaluation), url(evaluation, "citaat-intrekken/")]
    paths.append(f"/inschrijving/{evaluation.registration.access_key}/alumni/")  # type: ignore[union-attr]
    assert [client.post(path, ANSWERS | {"grade": "1"}, **away).status_code for path in paths] == [403] * 3  # type: ignore[arg-type]
    evaluation.refresh_from_db()
    assert (evaluation.grade, Quotation.objects.count(), Alumnus.objects.count()) == (8, 1, 0)


def test_an_answer_that_comes_too_late_is_refused(evaluation: Evaluation, client: Client) -> None:
    with time_machine.travel(timezone.now() + OPEN_FOR):
        html = sent(client, evaluation)
    assert "gesloten" in html
    assert evaluation.answered_at is None


@pytest.mark.parametrize("key", ["a" * 32, "1", "0"])
def test_guessed_keys_open_nothing(evaluation: Evaluation, client: Client, key: str) -> None:
    registration: Any = evaluation.registration
    guesses = [key, str(evaluation.pk), str(evaluation.public_id), registration.access_key]
    for guess in guesses:
        for below in ("", "citaat-intrekken/"):
            assert client.get(f"/evaluatie/{guess}/{below}").status_code == 404
            assert client.post(f"/evaluatie/{guess}/{below}", ANSWERS).status_code == 404
    for guess in (key, str(registration.pk), str(registration.public_id), evaluation.access_key):
        assert client.post(f"/inschrijving/{guess}/alumni/").status_code == 404
    assert not Alumnus.objects.exists()


@pytest.mark.parametrize("people", [1, 30])
def test_the_page_costs_the_same_for_many(
    evaluation: Evaluation, client: Client, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(people - 1):
        EvaluationFactory.create(registration__booking__edition=evaluation.edition)
    client.get(url(evaluation))
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(url(evaluation))


# The alumni list -----------------------------------------------------------------------------------------------------------


def test_on_the_list_with_a_tick_and_off_it_without(evaluation: Evaluation, client: Client) -> None:
    assert "Op de alumnilijst staan oud-deelnemers." in client.get(url(evaluation)).content.decode()
    sent(client, evaluation, alumni="on")
    assert Alumnus.objects.get().registration == evaluation.registration
    sent(client, evaluation)
    assert not Alumnus.objects.exists()


def test_on_the_list_and_off_it_on_a_page_of_its_own(evaluation: Evaluation, client: Client) -> None:
    registration: Any = evaluation.registration
    personal = f"/inschrijving/{registration.access_key}/"
    assert f'href="{personal}alumni/"' in client.get(personal).content.decode()
    html = client.post(f"{personal}alumni/", follow=True).content.decode()
    assert "U staat op de alumnilijst." in html
    assert Alumnus.objects.get().registration == registration
    html = client.post(f"{personal}alumni/", {"leave": "1"}, follow=True).content.decode()
    assert "U staat niet meer op de alumnilijst." in html
    assert not Alumnus.objects.exists()


def test_before_it_is_over_there_is_no_list(page_tree: SimpleNamespace, client: Client) -> None:
    registration = RegistrationFactory.create()
    personal = f"/inschrijving/{registration.access_key}/"
    assert "Alumnilijst" not in client.get(personal).content.decode()
    assert client.get(f"{personal}alumni/")["Location"] == personal
    client.post(f"{personal}alumni/")
    assert not Alumnus.objects.exists()


def test_the_personal_page_leads_to_what_may_be_answered(evaluation: Evaluation, client: Client) -> None:
    registration: Any = evaluation.registration
    personal = f"/inschrijving/{registration.access_key}/"
    assert url(evaluation) in client.get(personal).content.decode()
    with time_machine.travel(timezone.now() + OPEN_FOR):
        assert url(evaluation) not in client.get(personal).content.decode()
