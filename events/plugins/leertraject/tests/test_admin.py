"""The screens of colleagues."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from cms.api import User
from events.plugins.leertraject.actions.hand_in import HandedFile, hand_in
from events.plugins.leertraject.models import Assignment, AssignmentWork
from events.plugins.leertraject.tests.making import PDF, make_assignment, make_edition, people_of
from tests.factories.events import RegistrationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("page_tree")]


@pytest.fixture
def edition() -> Any:
    return make_edition("Anna van den Berg", "Bert Aalders")


def screen(edition: Any, rest: str = "") -> str:
    return reverse("editions:part", args=[edition.pk, "leertraject", rest])


def test_an_assignment_is_added_changed_and_removed(manager: Client, edition: Any) -> None:
    assert screen(edition) in manager.get(reverse("editions:inspect", args=[edition.pk])).content.decode()
    session = edition.sessions.order_by("starts_at")[1].public_id
    facts = {"title": "Casus", "handed_in": "work", "session": session, "days_before": "2", "required": "on"}
    html = manager.post(screen(edition, "nieuw/"), facts, follow=True).content.decode()
    assert "De opdracht is bewaard." in html
    casus = Assignment.objects.get()
    assert (casus.edition, casus.session, casus.days_before, casus.required) == (edition.public_id, session, 2, True)
    change = screen(edition, f"wijzig/{casus.public_id}/")
    form = manager.get(change).context["form"]
    assert (form["session"].value(), form["days_before"].value()) == (session, 2)
    manager.post(change, {"title": "Casus", "handed_in": "tick", "due_on": "03-06-2027"})
    casus.refresh_from_db()
    assert (casus.session, casus.required, casus.handed_in, str(casus.due_on)) == (None, False, "tick", "2027-06-03")
    remove = screen(edition, f"weg/{casus.public_id}/")
    assert "“Casus” gaat weg" in manager.get(remove).content.decode()
    manager.post(remove)
    assert not Assignment.objects.exists()


def test_bad_input_is_told_beside_its_field(manager: Client, edition: Any) -> None:
    session = edition.sessions.first().public_id
    bad: list[tuple[dict[str, Any], str, str]] = [
        ({"session": session, "due_on": "03-06-2027"}, "due_on", "niet allebei"),
        ({"days_before": "2"}, "days_before", "Kies ook de bijeenkomst"),
        ({"session": uuid.uuid4()}, "session", "Selecteer een geldige keuze"),
    ]
    for facts, field, _told in bad:
        answer = manager.post(screen(edition, "nieuw/"), {"title": "Mijn titel", "handed_in": "work", **facts})
        assert list(answer.context["form"].errors) == [field]
        assert 'value="Mijn titel"' in answer.content.decode()
    assert not Assignment.objects.exists()


def test_the_grid_ticks_what_was_on_it(manager: Client, edition: Any) -> None:
    casus, talk = make_assignment(edition), make_assignment(edition, title="Presentatie", handed_in="nothing")
    bert, anna = people_of(edition)
    html = manager.get(screen(edition)).content.decode()
    assert html.count('type="checkbox" name="done"') == 4
    assert f'aria-label="{anna.name}: Presentatie"' in html
    listed = [f"{each.public_id}:{who.public_id}" for each in (casus, talk) for who in (anna, bert)]
    manager.post(screen(edition), {"listed": [*listed, "x", "x:y"], "done": [listed[0], f"{casus.public_id}:x"]})
    assert AssignmentWork.objects.values_list("assignment", "registration").get() == (casus.pk, anna.public_id)
    manager.post(screen(edition), {"listed": listed, "done": [listed[0]], "everybody": talk.public_id})
    assert AssignmentWork.objects.filter(accomplished_at__isnull=False).count() == 3
    assert manager.get(screen(edition)).content.decode().count(" checked") == 3


def test_work_is_read_and_judged(manager: Client, edition: Any) -> None:
    casus = make_assignment(edition).public_id
    _bert, anna = people_of(edition)
    hand_in(registration=anna, assignment=casus, text="Mijn <b>casus</b>", file=HandedFile("verslag.pdf", PDF))
    below = f"{casus}/{anna.public_id}/"
    assert f"werk/{below}" in manager.get(screen(edition)).content.decode()
    html = manager.get(screen(edition, f"werk/{below}")).content.decode()
    assert "Mijn &lt;b&gt;casus&lt;/b&gt;" in html
    file = manager.get(screen(edition, f"bestand/{below}"))
    assert (file.content, file.headers["Content-Disposition"]) == (PDF, 'attachment; filename="verslag.pdf"')
    manager.post(screen(edition, f"werk/{below}"), {"accomplished": "on"})
    assert AssignmentWork.objects.get().accomplished_at is not None


def test_guessing_gives_nothing(manager: Client, edition: Any) -> None:
    other = make_edition("Cor")
    foreign = make_assignment(other).public_id
    (cor,) = people_of(other)
    hand_in(registration=cor, assignment=foreign, file=HandedFile("verslag.pdf", PDF))
    below = f"{foreign}/{cor.public_id}/"
    guesses = ["anders/", "nieuw", f"wijzig/{foreign}/", f"weg/{foreign}/", f"werk/{below}", f"bestand/{below}"]
    guesses += ["wijzig/x/", "bestand/x/y/"]
    assert [manager.get(screen(edition, rest)).status_code for rest in guesses] == [404] * len(guesses)
    assert [manager.post(screen(edition, rest)).status_code for rest in guesses] == [404] * len(guesses)
    assert manager.get(reverse("editions:part", args=[edition.pk, "anders", ""])).status_code == 404
    assert Assignment.objects.count() == 1


@pytest.mark.parametrize("group", ["Editors", "Moderators", "Finance"])
def test_others_are_refused(
    group: str, make_staff: Callable[[str], User], log_in: Callable[[User], Client], edition: Any
) -> None:
    casus = make_assignment(edition)
    client = log_in(make_staff(group))
    for rest in ("", "nieuw/", f"weg/{casus.public_id}/"):
        for answer in (client.get(screen(edition, rest)), client.post(screen(edition, rest))):
            assert (answer.status_code, answer.headers["Location"]) == (302, reverse("wagtailadmin_home"))
    assert Assignment.objects.exists()


def test_who_may_change_editions_but_sees_no_people_is_refused(
    make_staff: Callable[[str], User], log_in: Callable[[User], Client], edition: Any
) -> None:
    planner = make_staff("Editors")
    group = Group.objects.create(name="Planners without people")
    group.permissions.add(Permission.objects.get(content_type__app_label="events", codename="change_edition"))
    planner.groups.add(group)
    client = log_in(planner)
    assert client.get(screen(edition)).headers["Location"] == reverse("wagtailadmin_home")
    assert screen(edition) not in client.get(reverse("editions:inspect", args=[edition.pk])).content.decode()


def test_more_people_and_assignments_ask_no_more_queries(
    manager: Client, edition: Any, django_assert_max_num_queries: Any
) -> None:
    make_assignment(edition)
    manager.get(screen(edition))
    with django_assert_max_num_queries(99) as few:
        manager.get(screen(edition))
    for number in range(4):
        RegistrationFactory.create(booking__edition=edition)
        make_assignment(edition, title=f"Opdracht {number}")
    with django_assert_max_num_queries(len(few)):
        manager.get(screen(edition))
