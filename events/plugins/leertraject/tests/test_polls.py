"""Date polls: asking, answering, reminding and choosing."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.api import NotAllowed, User, messages_about
from events.api import RegistrationView, day
from events.plugins.leertraject.actions.answer_poll import answer_poll
from events.plugins.leertraject.actions.choose_moment import choose_moment
from events.plugins.leertraject.actions.forget_group import forget_group
from events.plugins.leertraject.actions.remind_polls import remind_polls
from events.plugins.leertraject.models import DatePoll, PollAnswer
from events.plugins.leertraject.polls import tally_of
from events.plugins.leertraject.tests.making import key_of, make_edition, make_poll, people_of
from tests.factories.events import EditionFactory, RegistrationFactory, WebinarPageFactory, noon_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("page_tree")]


@pytest.fixture
def edition() -> Any:
    return make_edition("Anna Visser", "Bert Aalders")


def people(edition: Any) -> dict[str, RegistrationView]:
    return {person.name.partition(" ")[0]: person for person in people_of(edition)}


def page(registration: RegistrationView, poll: DatePoll) -> str:
    return f"/inschrijving/{key_of(registration)}/datumprikker/{poll.public_id}/"


def screen(edition: Any, rest: str = "") -> str:
    return reverse("editions:part", args=[edition.pk, "datumprikker", rest])


def all_of(poll: DatePoll, answer: str) -> Mapping[int, str]:
    return {moment.pk: answer for moment in poll.moments.all()}


def subjects(registration: RegistrationView) -> list[str]:
    return sorted(line.subject for line in messages_about([f"registration:{registration.public_id}"]))


def test_everybody_with_a_place_is_asked_and_answers_by_the_personal_link(client: Client, edition: Any) -> None:
    RegistrationFactory.create(booking__edition=edition, booking__name="Cor", status="applied")
    poll = make_poll(edition)
    anna = people(edition)["Anna"]
    assert subjects(anna) == ["Wanneer kunt u? Terugkomdag"]
    assert page(anna, poll) in client.get(f"/inschrijving/{key_of(anna)}/").content.decode()
    form = client.get(page(anna, poll)).context["form"]
    assert [field.label for field in form.fields.values()] == [
        f"{word}, 12.00 – 15.00 uur" for word in (told(40), told(41))
    ]
    answer = client.post(page(anna, poll), {"moment_1": "yes"})
    assert list(answer.context["form"].errors) == ["moment_2"]
    assert 'value="yes" id="id_moment_1_0" checked' in answer.content.decode().replace(" required", "")
    done = client.post(page(anna, poll), {"moment_1": "yes", "moment_2": "if_needed"}, follow=True).content.decode()
    assert "Uw antwoord is bewaard." in done
    assert "u gaf antwoord en kunt het nog wijzigen" in done
    client.post(page(anna, poll), {"moment_1": "no", "moment_2": "if_needed"})
    given = PollAnswer.objects.order_by("moment__starts_at").values_list("registration", "answer")
    assert list(given) == [(anna.public_id, "no"), (anna.public_id, "if_needed")]


def told(days: int) -> str:
    return day(noon_in(days))


def test_guessing_gives_nothing(client: Client, edition: Any) -> None:
    poll, other = make_poll(edition), make_edition("Cor")
    (cor,) = people_of(other)
    absent = RegistrationFactory.create(booking__edition=edition, status="absent")
    below = f"datumprikker/{poll.public_id}/"
    anna = people(edition)["Anna"]
    guesses = [
        page(cor, poll),
        f"/inschrijving/{absent.access_key}/{below}",
        f"/inschrijving/{uuid.uuid4().hex}/{below}",
        f"/inschrijving/{key_of(anna)}/datumprikker/{uuid.uuid4()}/",
        f"/inschrijving/{key_of(anna)}/datumprikker/x/",
    ]
    assert [client.get(path).status_code for path in guesses] == [404] * len(guesses)
    facts = {"moment_1": "yes", "moment_2": "yes"}
    assert [client.post(path, facts).status_code for path in guesses] == [404] * len(guesses)
    foreign = client.post(page(anna, poll), facts, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    assert not PollAnswer.objects.exists()


def test_too_late_is_said_and_nothing_is_stored(client: Client, edition: Any) -> None:
    poll = make_poll(edition)
    anna = people(edition)["Anna"]
    with time_machine.travel(poll.closes_at + dt.timedelta(minutes=1), tick=False):
        html = client.post(page(anna, poll), {"moment_1": "yes", "moment_2": "yes"}).content.decode()
        assert "Deze datumprikker is gesloten" in html
        assert page(anna, poll) not in client.get(f"/inschrijving/{key_of(anna)}/").content.decode()
    assert not PollAnswer.objects.exists()


def test_who_leaves_takes_the_answers_along(client: Client, edition: Any) -> None:
    poll = make_poll(edition)
    anna, bert = people(edition)["Anna"], people(edition)["Bert"]
    for person in (anna, bert):
        answer_poll(registration=person, poll=poll.public_id, answers=all_of(poll, "yes"))
    client.post(f"/inschrijving/{key_of(anna)}/afmelden/")
    assert set(PollAnswer.objects.values_list("registration", flat=True)) == {bert.public_id}
    with pytest.raises(NotAllowed):
        answer_poll(registration=anna, poll=poll.public_id, answers=all_of(poll, "yes"))


def test_who_did_not_answer_is_reminded_once(edition: Any) -> None:
    poll = make_poll(edition)
    anna, bert = people(edition)["Anna"], people(edition)["Bert"]
    answer_poll(registration=bert, poll=poll.public_id, answers=all_of(poll, "yes"))
    morning = timezone.localtime(poll.closes_at).replace(hour=10, minute=0)
    for days, hour, sent in ((-3, 12, 0), (-1, 9, 0), (-1, 10, 1), (-1, 11, 0), (0, 12, 0)):
        with time_machine.travel(morning.replace(hour=hour) + dt.timedelta(days=days), tick=False):
            assert remind_polls() == sent
    assert subjects(anna) == ["Vergeet u niet te antwoorden? Terugkomdag", "Wanneer kunt u? Terugkomdag"]
    assert subjects(bert) == ["Wanneer kunt u? Terugkomdag"]


def test_nobody_is_reminded_of_what_is_decided(edition: Any) -> None:
    poll = make_poll(edition)
    choose_moment(edition=edition.public_id, poll=poll.public_id, moment=poll.moments.all()[0].public_id)
    with time_machine.travel(poll.closes_at - dt.timedelta(hours=5), tick=False):
        assert remind_polls() == 0


def test_a_colleague_asks_sees_who_can_and_chooses(manager: Client, edition: Any) -> None:
    first_day = noon_in(40)
    facts = {"title": "Terugkomdag", "session": "", "closes_on": f"{noon_in(10):%d-%m-%Y}"}
    for number, hour in ((1, "09:30"), (2, "13:00")):
        facts |= {f"date_{number}": f"{first_day:%d-%m-%Y}", f"start_{number}": hour, f"end_{number}": "16:00"}
    assert screen(edition) in manager.get(reverse("editions:inspect", args=[edition.pk])).content.decode()
    html = manager.post(screen(edition, "nieuw/"), facts, follow=True).content.decode()
    assert "De datumprikker is verstuurd." in html
    poll = DatePoll.objects.get()
    first, second = poll.moments.all()
    anna, bert = people(edition)["Anna"], people(edition)["Bert"]
    answers = {first.pk: "if_needed", second.pk: "yes"}
    answer_poll(registration=anna, poll=poll.public_id, answers=answers)
    html = manager.get(screen(edition, f"{poll.public_id}/")).content.decode()
    assert "Antwoorden: 1 van 2." in html
    tally = tally_of(poll)
    assert [(column.yes, column.if_needed, column.no) for column in tally.columns] == [(0, 1, 0), (1, 0, 0)]
    assert [(row.name, list(row.answers)) for row in tally.rows] == [
        ("Bert Aalders", ["", ""]),
        ("Anna Visser", ["als het moet", "ja"]),
    ]
    choose = screen(edition, f"{poll.public_id}/kies/{second.public_id}/")
    said = manager.get(choose).context["consequences"]
    assert (said.mails, len(said.changes)) == (2, 1)
    assert edition.sessions.count() == 2
    assert "Het moment is gekozen" in manager.post(choose, follow=True).content.decode()
    new = edition.sessions.order_by("starts_at").last()
    assert (new.title, new.starts_at) == ("Terugkomdag", second.starts_at)
    assert any(subject.startswith("Gewijzigd") for subject in subjects(bert))
    again = manager.post(choose).content.decode()
    assert "Er is al een moment gekozen" in again
    assert edition.sessions.count() == 3


def test_a_session_that_is_there_moves(manager: Client, edition: Any) -> None:
    last = edition.sessions.order_by("starts_at").last()
    poll = make_poll(edition, session=last.public_id)
    moment = poll.moments.all()[1]
    manager.post(screen(edition, f"{poll.public_id}/kies/{moment.public_id}/"))
    last.refresh_from_db()
    assert (last.starts_at, edition.sessions.count()) == (moment.starts_at, 2)
    poll.refresh_from_db()
    assert poll.chosen == moment


def test_a_session_that_is_gone_is_said_beforehand(manager: Client, edition: Any) -> None:
    poll = make_poll(edition, session=uuid.uuid4())
    choose = screen(edition, f"{poll.public_id}/kies/{poll.moments.all()[0].public_id}/")
    assert "is er niet meer" in manager.get(choose).content.decode()
    assert "is er niet meer" in manager.post(choose).content.decode()
    poll.refresh_from_db()
    assert poll.chosen is None


def test_bad_input_is_told_beside_its_field(manager: Client, edition: Any) -> None:
    then, closes = f"{noon_in(40):%d-%m-%Y}", f"{noon_in(10):%d-%m-%Y}"
    good = {"title": "Mijn titel", "closes_on": closes}
    for number, start in ((1, "09:30"), (2, "13:00")):
        good |= {f"date_{number}": then, f"start_{number}": start, f"end_{number}": "16:00"}
    bad: list[tuple[dict[str, str], str]] = [
        ({"date_2": ""}, "date_2"),
        ({"date_3": then, "start_3": "09:00"}, "end_3"),
        ({"end_1": "09:00"}, "end_1"),
        ({"date_1": f"{noon_in(-1):%d-%m-%Y}"}, "date_1"),
        ({"closes_on": f"{noon_in(-1):%d-%m-%Y}"}, "closes_on"),
        ({"closes_on": then}, "closes_on"),
        ({"session": str(uuid.uuid4())}, "session"),
    ]
    for change, field in bad:
        answer = manager.post(screen(edition, "nieuw/"), good | change)
        assert list(answer.context["form"].errors) == [field]
        assert 'value="Mijn titel"' in answer.content.decode()
    assert not DatePoll.objects.exists()


def test_a_webinar_has_no_poll(manager: Client) -> None:
    webinar = EditionFactory.create(offering=WebinarPageFactory.create())
    with pytest.raises(NotAllowed):
        make_poll(webinar)
    assert not DatePoll.objects.exists()


def test_a_poll_is_taken_away(manager: Client, edition: Any) -> None:
    poll = make_poll(edition)
    remove = screen(edition, f"{poll.public_id}/weg/")
    assert "“Terugkomdag” gaat weg" in manager.get(remove).content.decode()
    manager.post(remove)
    assert not DatePoll.objects.exists()


def test_guessed_screens_give_nothing(manager: Client, edition: Any) -> None:
    mine, other = make_poll(edition), make_edition("Cor")
    foreign = make_poll(other)
    moment = foreign.moments.all()[0].public_id
    guesses = ["x/", f"{foreign.public_id}/", f"{foreign.public_id}/weg/", f"{foreign.public_id}/kies/{moment}/"]
    guesses += [f"{mine.public_id}/kies/{moment}/", f"{mine.public_id}/anders/"]
    assert [manager.get(screen(edition, rest)).status_code for rest in guesses] == [404] * len(guesses)
    assert [manager.post(screen(edition, rest)).status_code for rest in guesses] == [404] * len(guesses)
    assert DatePoll.objects.filter(chosen=None).count() == 2


@pytest.mark.parametrize("group", ["Editors", "Moderators", "Finance"])
def test_others_are_refused(
    group: str, make_staff: Callable[[str], User], log_in: Callable[[User], Client], edition: Any
) -> None:
    poll = make_poll(edition)
    client = log_in(make_staff(group))
    moment = poll.moments.all()[0].public_id
    for rest in ("", "nieuw/", f"{poll.public_id}/weg/", f"{poll.public_id}/kies/{moment}/"):
        for answer in (client.get(screen(edition, rest)), client.post(screen(edition, rest))):
            assert (answer.status_code, answer.headers["Location"]) == (302, reverse("wagtailadmin_home"))
    assert DatePoll.objects.get().chosen is None


def test_answers_go_ninety_days_after_the_last_session() -> None:
    old = make_edition("Anna", in_days=-98)
    start_poll_long_ago(old)
    assert forget_group() == 1
    assert not DatePoll.objects.exists()


def start_poll_long_ago(edition: Any) -> None:
    with time_machine.travel(noon_in(-120), tick=False):
        make_poll(edition)


def test_thirty_members_ask_no_more_queries_than_one(
    client: Client, manager: Client, django_assert_max_num_queries: Any
) -> None:
    edition = make_edition("Anna", capacity=30)
    poll = make_poll(edition)
    (anna,) = people_of(edition)
    answer_poll(registration=anna, poll=poll.public_id, answers=all_of(poll, "yes"))
    visits = [(client, page(anna, poll)), (manager, screen(edition, f"{poll.public_id}/")), (manager, screen(edition))]
    counts = []
    for visitor, path in visits:
        visitor.get(path)
        with django_assert_max_num_queries(99) as few:
            visitor.get(path)
        counts.append(len(few))
    for number in range(29):
        RegistrationFactory.create(booking__edition=edition, booking__name=f"Lid {number}")
    for person in people_of(edition):
        answer_poll(registration=person, poll=poll.public_id, answers=all_of(poll, "if_needed"))
    for (visitor, path), count in zip(visits, counts, strict=True):
        with django_assert_max_num_queries(count):
            visitor.get(path)
    assert tally_of(poll).columns[0].if_needed == 30
