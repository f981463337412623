"""What editions tell the checks of texts."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from cms.api import prose
from cms.queries.page_checks import checked
from events.models import Edition, WebinarPage
from events.queries.page_facts import page_facts
from tests.factories.betalingen import SubsidySchemeFactory, VatRuleFactory
from tests.factories.cms import NewsPageFactory
from tests.factories.events import (
    EditionFactory,
    ProgrammePageFactory,
    RegistrationFactory,
    SessionFactory,
    WebinarPageFactory,
    local,
)

pytestmark = pytest.mark.django_db


def test_a_webinar_tells_what_its_draft_says(page_tree: SimpleNamespace) -> None:
    page = WebinarPageFactory.build(pk=7)
    page.starts_at, page.ends_at = local(2048, 12, 15, 12, 30), local(2048, 12, 15, 14)
    page.walk_in_at, page.closes_at = local(2048, 12, 15, 12, 15), None
    [facts] = page_facts([page])
    moment = prose.Moment(local(2048, 12, 15, 12, 30), local(2048, 12, 15, 14), local(2048, 12, 15, 12, 15))
    assert facts == prose.PageFacts("7", [prose.Run([moment], 1, price=prose.Price())], [])
    assert facts.moments[0].start.time() == dt.time(12, 30)


def test_a_webinar_without_a_date_is_told_so(page_tree: SimpleNamespace) -> None:
    page = WebinarPageFactory.build(pk=7)
    page.starts_at = None
    [facts] = page_facts([page])
    assert facts == prose.PageFacts("7", findings=[prose.Finding(prose.Kind.MISSING, "Er is nog geen datum of tijd.")])


def test_a_webinar_says_what_its_participants_were_told(
    page_tree: SimpleNamespace, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page = WebinarPageFactory.create(parent=page_tree.agenda, starts_at=local(2048, 12, 15, 12, 30), walk_in_at=None)
    page.save_revision().publish()
    edition = Edition.objects.get()
    page.starts_at, page.ends_at = local(2048, 12, 16, 12, 30), local(2048, 12, 16, 14)
    assert kinds_of(page) == []
    RegistrationFactory.create(booking__edition=edition)
    assert kinds_of(page) == [prose.Kind.TOLD]
    with django_assert_num_queries(2):  # editions, sessions
        [facts] = page_facts([page])
    assert facts.findings[0].sentence == (
        "1 deelnemer weet nu: “dinsdag 15 december 2048, 12.30 – 14.00 uur, online via Webex”. Dat wordt “woensdag 16 december "
        "2048, 12.30 – 14.00 uur, online via Webex”. Publiceert u dit, dan gaat er meteen een mail uit, ook naar de wachtlijst, en "
        "verandert de afspraak in de agenda mee."
    )
    assert checked([page])[0].contradictions
    page.starts_at, page.ends_at = local(2020, 12, 15, 12, 30), local(2020, 12, 15, 14)
    assert kinds_of(page) == []


def kinds_of(page: WebinarPage) -> list[prose.Kind]:
    [facts] = page_facts([page])
    return [finding.kind for finding in facts.findings]


def test_a_programme_without_dates(page_tree: SimpleNamespace) -> None:
    page = ProgrammePageFactory.create(parent=page_tree.programmes, in_company=False)
    inside = ProgrammePageFactory.create(parent=page_tree.programmes, in_company=True)
    told = "Er is geen editie: bezoekers zien geen datum en geen prijs."
    assert [facts.findings for facts in page_facts([page, inside])] == [
        [prose.Finding(prose.Kind.MISSING, told)],
        [],
    ]


def edition_of(page: object) -> Edition:
    edition = EditionFactory.create(offering=page, label="juni", sessions=0)
    for day in (10, 11):
        SessionFactory.create(
            edition=edition,
            starts_at=local(2048, 12, day, 9, 30),
            ends_at=local(2048, 12, day, 16, 30),
            walk_in_at=None,
        )
    return edition


def test_a_programme_tells_of_its_editions(page_tree: SimpleNamespace) -> None:
    page = ProgrammePageFactory.create(parent=page_tree.programmes)
    edition_of(page)
    [facts] = page_facts([page])
    assert facts.days == [dt.date(2048, 12, 10), dt.date(2048, 12, 11)]
    assert facts.runs[0].half_days == 4
    assert [finding.sentence for finding in facts.findings] == [
        "De editie (juni) heeft geen prijs: aanmelden is dan kosteloos."
    ]


def told_of_planning(**dates: Any) -> list[str]:
    edition = EditionFactory.create(gross_price_cents=310_000, vat_rule=VatRuleFactory.create(), **dates)
    [facts] = page_facts([edition.offering.specific])
    return [finding.sentence for finding in facts.findings]


def test_nobody_is_there_on_a_sunday(page_tree: SimpleNamespace) -> None:
    assert told_of_planning(closes_at=local(2048, 5, 24, 23, 59), decision_date=dt.date(2048, 5, 26)) == [
        "Aanmelden sluit op zondag 24 mei 2048: wie dan nog een vraag heeft, krijgt geen antwoord."
    ]
    assert told_of_planning(closes_at=local(2048, 5, 22, 23, 59), decision_date=dt.date(2048, 5, 23)) == [
        "De beslissing of het doorgaat valt op zaterdag 23 mei 2048."
    ]
    assert told_of_planning(closes_at=local(2048, 5, 25, 23, 59), decision_date=dt.date(2048, 5, 26)) == []


def test_the_last_day_to_sign_up_is_not_the_day_of_the_decision(page_tree: SimpleNamespace) -> None:
    assert told_of_planning(closes_at=local(2048, 5, 25, 23, 59), decision_date=dt.date(2048, 5, 25)) == [
        "U beslist op maandag 25 mei 2048 of het doorgaat, en aanmelden kan tot en met maandag 25 mei 2048. Beslis daarna."
    ]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({}, prose.Price(310_000, 155_000, 155_000, 187_550)),
        (
            {"category": "E", "rate": 0, "wording": "Vrijgesteld."},
            prose.Price(310_000, 155_000, 155_000, 155_000, is_exempt=True),
        ),
    ],
)
def test_the_price_of_an_edition(page_tree: SimpleNamespace, rule: dict[str, Any], expected: prose.Price) -> None:
    edition = EditionFactory.create(
        gross_price_cents=310_000, vat_rule=VatRuleFactory.create(**rule), subsidy_scheme=SubsidySchemeFactory.create()
    )
    [facts] = page_facts([edition.offering.specific])
    assert facts.runs[0].price == expected


@pytest.mark.parametrize("count", [1, 30])
def test_it_asks_as_much_for_any_number_of_pages(
    page_tree: SimpleNamespace, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    pages = [ProgrammePageFactory.create(parent=page_tree.programmes, days_min=3, days_max=3) for _ in range(count)]
    for page in pages:
        edition_of(page)
    with django_assert_num_queries(3):  # editions, sessions, languages
        found = checked(pages)
    told = "Er staat 3 dagen, maar de bijeenkomsten zijn samen 2 dagen."
    assert [page.findings[0].sentence for page in found] == [told] * count


@pytest.mark.parametrize(
    ("attendance", "told"),
    [
        (None, ["Op de presentielijst staan 2 aanwezigen. Vul dat aantal in."]),
        (60, ["U noemt 60 aanwezigen; op de presentielijst staan er 2."]),
        (2, []),
    ],
)
def test_a_report_tells_how_many_were_there(
    page_tree: SimpleNamespace, attendance: int | None, told: list[str]
) -> None:
    webinar = WebinarPageFactory.create(parent=page_tree.agenda)
    edition = EditionFactory.create(offering=webinar)
    for status in ("attended", "attended", "absent"):
        RegistrationFactory.create(booking__edition=edition, status=status)
    report = NewsPageFactory.create(parent=page_tree.news, kind="report", offering=webinar, attendance=attendance)

    [facts] = page_facts([report])

    assert [(finding.sentence, finding.where) for finding in facts.findings] == [
        (sentence, "Aantal aanwezigen") for sentence in told
    ]
    assert not facts.is_offering


def test_a_report_of_what_nobody_noted_may_name_any_number(page_tree: SimpleNamespace) -> None:
    webinar = WebinarPageFactory.create(parent=page_tree.agenda)
    noted = NewsPageFactory.create(parent=page_tree.news, kind="report", offering=webinar, attendance=60)
    news = NewsPageFactory.create(parent=page_tree.news, offering=webinar)

    assert [facts.findings for facts in page_facts([noted, news])] == [[]]


@pytest.mark.parametrize("count", [1, 9])
def test_reports_cost_two_queries(
    page_tree: SimpleNamespace, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    reports = [
        NewsPageFactory.create(
            parent=page_tree.news, kind="report", offering=WebinarPageFactory.create(parent=page_tree.agenda)
        )
        for _number in range(count)
    ]
    with django_assert_num_queries(2):
        assert len(page_facts(reports)) == count
