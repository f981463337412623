"""What participants want to learn: who writes it, who reads it, and when it goes."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.api import NotAllowed, User
from events.api import RegistrationView
from events.plugins.leertraject.actions.forget_group import forget_group
from events.plugins.leertraject.actions.keep_wish import MOST, WishFacts, keep_wish
from events.plugins.leertraject.actions.remove_wish import remove_wish
from events.plugins.leertraject.actions.set_group import close_group, open_group
from events.plugins.leertraject.models import LearningGroup, LearningWish
from events.plugins.leertraject.tests.making import key_of, make_edition, people_of
from tests.factories.events import RegistrationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("page_tree")]

NAMED, NAMELESS = LearningWish.Shared.NAMED.value, LearningWish.Shared.NAMELESS.value


@pytest.fixture
def edition() -> Any:
    made = make_edition("Anna Visser", "Bert Aalders")
    open_group(edition=made.public_id)
    return made


def people(edition: Any) -> dict[str, RegistrationView]:
    return {person.name.partition(" ")[0]: person for person in people_of(edition)}


def page(registration: RegistrationView, rest: str = "") -> str:
    return f"/inschrijving/{key_of(registration)}/groep/{rest}"


def test_a_wish_is_written_shared_changed_and_removed(client: Client, edition: Any) -> None:
    anna, bert = people(edition)["Anna"], people(edition)["Bert"]
    assert page(anna) in client.get(f"/inschrijving/{key_of(anna)}/").content.decode()
    told = client.post(page(anna), {"kind": "wish", "text": "Beter <b>luisteren</b>", "shared": "private"}, follow=True)
    assert "Bewaard. Alleen u leest dit." in told.content.decode()
    assert "Beter &lt;b&gt;luisteren&lt;/b&gt;" in told.content.decode()
    assert "luisteren" not in client.get(page(bert)).content.decode()
    one = page(anna, f"wens/{LearningWish.objects.get().public_id}/")
    assert client.get(one).context["form"]["text"].value() == "Beter <b>luisteren</b>"
    client.post(one, {"kind": "topic", "text": "Beter luisteren", "shared": "nameless"})
    html = client.get(page(bert)).content.decode()
    assert "Beter luisteren" in html
    assert "een onderwerp voor het programma, zonder naam" in html
    assert "Anna" not in html
    client.post(one, {"kind": "topic", "text": "Beter luisteren", "shared": "named"})
    assert "een onderwerp voor het programma, Anna Visser" in client.get(page(bert)).content.decode()
    assert "Verwijderd." in client.post(one, {"go": "remove"}, follow=True).content.decode()
    assert not LearningWish.objects.exists()


def test_a_new_wish_is_private_until_somebody_says_otherwise(client: Client, edition: Any) -> None:
    anna = people(edition)["Anna"]
    html = client.get(page(anna)).content.decode()
    assert html.count(" checked") == 2
    assert client.get(page(anna)).context["form"]["shared"].value() == "private"
    assert keep_wish(registration=anna, facts=WishFacts(text="Luisteren")).shared == "private"


def test_mistakes_are_told_and_nothing_typed_is_lost(client: Client, edition: Any) -> None:
    anna = people(edition)["Anna"]
    answer = client.post(page(anna), {"kind": "wish", "text": "Mijn wens", "shared": "everybody"})
    assert list(answer.context["form"].errors) == ["shared"]
    assert "Mijn wens</textarea>" in answer.content.decode()
    for number in range(MOST):
        keep_wish(registration=anna, facts=WishFacts(text=f"Wens {number}"))
    html = client.post(page(anna), {"kind": "wish", "text": "Nog een", "shared": "named"}).content.decode()
    assert f"U heeft al {MOST} leerwensen." in html
    assert "Nog een</textarea>" in html
    assert LearningWish.objects.count() == MOST


def test_only_members_of_the_edition_get_there(client: Client, edition: Any) -> None:
    anna = people(edition)["Anna"]
    wish = keep_wish(registration=anna, facts=WishFacts(text="Luisteren", shared=NAMED))
    other = make_edition("Cor")
    (cor,) = people_of(other)
    late = RegistrationFactory.create(booking__edition=edition, booking__name="Dirk", status="absent")
    unsure = RegistrationFactory.create(booking__edition=edition, booking__name="Eva", status="applied")
    below = f"wens/{wish.public_id}/"
    guesses = [
        page(cor),
        page(cor, below),
        f"/inschrijving/{late.access_key}/groep/",
        f"/inschrijving/{unsure.access_key}/groep/",
        f"/inschrijving/{uuid.uuid4().hex}/groep/",
        page(people(edition)["Bert"], below),
        page(anna, f"wens/{uuid.uuid4()}/"),
        page(anna, "wens/x/"),
        page(anna, "anders/"),
    ]
    facts = {"kind": "wish", "text": "Van een ander", "shared": "named"}
    assert [client.get(path).status_code for path in guesses] == [404] * len(guesses)
    assert [client.post(path, facts).status_code for path in guesses] == [404] * len(guesses)
    assert [client.post(path, {"go": "remove"}).status_code for path in guesses] == [404] * len(guesses)
    open_group(edition=other.public_id)
    assert "Luisteren" not in client.get(page(cor)).content.decode()
    assert LearningWish.objects.values_list("text", flat=True).get() == "Luisteren"


def test_a_form_of_another_site_is_refused(client: Client, edition: Any) -> None:
    facts = {"kind": "wish", "text": "Luisteren", "shared": "named"}
    answer = client.post(page(people(edition)["Anna"]), facts, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert not LearningWish.objects.exists()


def test_who_leaves_disappears_with_the_wishes(client: Client, edition: Any) -> None:
    anna, bert = people(edition)["Anna"], people(edition)["Bert"]
    for person, text in ((anna, "Luisteren"), (bert, "Zwijgen")):
        keep_wish(registration=person, facts=WishFacts(text=text, shared=NAMED))
    client.post(f"/inschrijving/{key_of(anna)}/afmelden/")
    assert list(LearningWish.objects.values_list("text", flat=True)) == ["Zwijgen"]
    assert client.get(page(anna)).status_code == 404
    with pytest.raises(NotAllowed):  # with the page still open from before
        keep_wish(registration=anna, facts=WishFacts(text="Toch nog", shared=NAMED))


def test_who_was_absent_is_not_shown_any_more(client: Client, edition: Any) -> None:
    absent = RegistrationFactory.create(booking__edition=edition, status="absent").public_id
    group = LearningGroup.objects.get()
    LearningWish.objects.create(group=group, registration=absent, text="Luisteren", shared=NAMED)
    assert "Luisteren" not in client.get(page(people(edition)["Bert"])).content.decode()


def test_a_closed_group_keeps_what_was_written(client: Client, edition: Any) -> None:
    anna = people(edition)["Anna"]
    wish = keep_wish(registration=anna, facts=WishFacts(text="Luisteren", shared=NAMED))
    close_group(edition=edition.public_id)
    assert client.get(page(anna)).status_code == 404
    assert page(anna) not in client.get(f"/inschrijving/{key_of(anna)}/").content.decode()
    with pytest.raises(NotAllowed):
        remove_wish(registration=anna, wish=wish.public_id)
    open_group(edition=edition.public_id)
    assert "Luisteren" in client.get(page(anna)).content.decode()


def screen(edition: Any, rest: str = "") -> str:
    return reverse("editions:part", args=[edition.pk, "groep", rest])


def test_a_programme_manager_switches_it_on_and_sees_what_is_shared(manager: Client) -> None:
    edition = make_edition("Anna Visser")
    assert screen(edition) in manager.get(reverse("editions:inspect", args=[edition.pk])).content.decode()
    assert "De groepspagina staat aan." in manager.post(screen(edition), {"go": "open"}, follow=True).content.decode()
    (anna,) = people_of(edition)
    for text, shared in (("Luisteren", NAMED), ("Zwijgen", NAMELESS), ("Geheim", "private")):
        keep_wish(registration=anna, facts=WishFacts(text=text, shared=shared))
    html = manager.get(screen(edition)).content.decode()
    assert html.count("Anna Visser") == 1
    assert ("Luisteren" in html, "Zwijgen" in html, "Geheim" in html) == (True, True, False)
    assert "De groepspagina staat uit." in manager.post(screen(edition), {"go": "close"}, follow=True).content.decode()
    assert LearningGroup.objects.get().is_open is False
    assert manager.get(screen(edition, "anders/")).status_code == 404


@pytest.mark.parametrize("group", ["Editors", "Moderators", "Finance"])
def test_others_are_refused(
    group: str, make_staff: Callable[[str], User], log_in: Callable[[User], Client], edition: Any
) -> None:
    client = log_in(make_staff(group))
    for answer in (client.get(screen(edition)), client.post(screen(edition), {"go": "close"})):
        assert (answer.status_code, answer.headers["Location"]) == (302, reverse("wagtailadmin_home"))
    assert LearningGroup.objects.get().is_open is True


def test_after_ninety_days_all_of_it_goes() -> None:
    old, fresh = (make_edition("Anna", in_days=days) for days in (-98, -96))
    for each in (old, fresh):
        open_group(edition=each.public_id)
        keep_wish(registration=people_of(each)[0], facts=WishFacts(text="Luisteren"))
    thrown_away = make_edition()
    open_group(edition=thrown_away.public_id)
    thrown_away.delete()
    assert (forget_group(), forget_group()) == (2, 0)
    assert LearningWish.objects.get().group.edition == fresh.public_id


def test_thirty_members_ask_no_more_queries_than_one(
    client: Client, manager: Client, django_assert_max_num_queries: Any
) -> None:
    edition = make_edition("Anna", capacity=30)
    open_group(edition=edition.public_id)
    (anna,) = people_of(edition)
    keep_wish(registration=anna, facts=WishFacts(text="Luisteren", shared=NAMED))
    visits = [(client, page(anna)), (manager, screen(edition))]
    counts = []
    for visitor, path in visits:
        visitor.get(path)
        with django_assert_max_num_queries(99) as few:
            visitor.get(path)
        counts.append(len(few))
    for number in range(29):
        RegistrationFactory.create(booking__edition=edition, booking__name=f"Lid {number}")
    for person in people_of(edition):
        keep_wish(registration=person, facts=WishFacts(text=f"Wens van {person.name}", shared=NAMED))
    for (visitor, path), count in zip(visits, counts, strict=True):
        with django_assert_max_num_queries(count):
            html = visitor.get(path).content.decode()
        assert "Wens van Lid 28" in html
