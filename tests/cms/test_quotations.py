"""Quotations with consent on pages: chosen, shown, and gone as soon as the consent is taken back."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoAssertNumQueries

from cms.actions.allow_quotation import allow_quotation
from cms.actions.withdraw_quotation import withdraw_quotation
from cms.models import ContentPage, HomePage, Quotation, User
from tests.factories.cms import ContentPageFactory, stream

pytestmark = pytest.mark.django_db


def quotation(text: str = "Ik luister nu beter.", **facts: str) -> Quotation:
    told = {"name": "Pieter de Boer", "function": "adviseur", "language": "nl", **facts}
    return allow_quotation(text=text, offering=None, **told)  # type: ignore[arg-type]


@pytest.fixture
def page(page_tree: SimpleNamespace) -> ContentPage:
    made: ContentPage = ContentPageFactory.create(parent=page_tree.home, slug="ervaringen")
    return made


def show(page: ContentPage, *quotations: Quotation) -> None:
    page.body = stream([("participant_quote", each.pk) for each in quotations])
    page.save_revision().publish()


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ({}, "<b>Pieter de Boer</b>, adviseur"),
        ({"function": ""}, "<b>Pieter de Boer</b></footer>"),
        ({"name": ""}, "<b>adviseur</b></footer>"),
        ({"name": "", "function": ""}, "<b>een deelnemer</b></footer>"),
    ],
)
def test_as_much_of_the_speaker_as_was_agreed_to(
    page: ContentPage, client: Client, facts: dict[str, str], shown: str
) -> None:
    show(page, quotation(**facts))
    html = client.get(page.url).content.decode()
    assert "‘Ik luister nu beter.’" in html
    assert shown in html


def test_words_in_another_language_say_so(page: ContentPage, client: Client) -> None:
    show(page, quotation("I listen now.", language="en"))
    assert '<p lang="en">‘I listen now.’</p>' in client.get(page.url).content.decode()


def test_a_draft_copies_nothing_of_it(page: ContentPage, client: Client) -> None:
    said = quotation()
    show(page, said)
    assert "Ik luister" not in str(page.latest_revision.content)
    withdraw_quotation(quotation_id=said.pk)
    html = client.get(page.url).content.decode()
    assert "Ik luister" not in html
    assert "Pieter" not in html


def test_the_home_page_shows_no_empty_storey(page_tree: SimpleNamespace, client: Client) -> None:
    home: HomePage = page_tree.home
    said = quotation()
    home.quotes = stream([("participant_quote", said.pk)])
    home.save_revision().publish()
    assert "Ik luister nu beter." in client.get("/").content.decode()
    withdraw_quotation(quotation_id=said.pk)
    assert "Ervaring van een deelnemer" not in client.get("/").content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_many_on_one_page_cost_one_query(
    page: ContentPage, client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    show(page, *(quotation(f"Mooi {number}.") for number in range(count)))
    fresh = ContentPage.objects.get(pk=page.pk)
    with django_assert_num_queries(1):
        assert len([block.value for block in fresh.body]) == count


def test_editors_choose_from_what_may_be_published(
    page: ContentPage,
    make_staff: Callable[[str], User],
    log_in: Callable[[User], Client],
    run_jobs: Callable[[], object],
) -> None:
    client = log_in(make_staff("Editors"))
    said, gone = quotation(), quotation("Dit niet.")
    run_jobs()  # one of them brings it into the search index
    withdraw_quotation(quotation_id=gone.pk)
    for name in ("choose", "choose_results"):
        html = client.get(reverse(f"quotation_chooser:{name}")).content.decode()
        assert "Ik luister nu beter." in html
        assert "Dit niet." not in html
    found = client.get(reverse("quotation_chooser:choose_results"), {"q": "luister"}).content.decode()
    assert "Ik luister nu beter." in found
    chosen = client.get(reverse("quotation_chooser:chosen", args=[said.pk])).json()
    assert chosen["result"]["id"] == str(said.pk)


def test_nobody_writes_one_in_the_dialog(administrator: User, log_in: Callable[[User], Client]) -> None:
    client = log_in(administrator)
    dialog = client.get(reverse("quotation_chooser:choose")).json()
    assert "<textarea" not in dialog["html"]
    assert client.post("/admin/citaten/create/", {"text": "Verzonnen.", "language": "nl"}).status_code == 404
    assert not Quotation.objects.exists()


def test_words_taken_back_before_they_were_indexed_leave_no_job_that_fails(run_jobs: Callable[..., list[str]]) -> None:
    said = quotation()
    withdraw_quotation(quotation_id=said.pk)
    assert set(run_jobs()) == {"cms.run_task"}
    assert not ProcrastinateJob.objects.exists()


def test_an_editor_saves_a_page_whose_quotation_is_gone(page: ContentPage) -> None:
    said = quotation()
    show(page, said)
    said.delete()
    fresh = ContentPage.objects.get(pk=page.pk)
    block = fresh.body.stream_block
    assert [child.value for child in block.clean(fresh.body)] == [None]
