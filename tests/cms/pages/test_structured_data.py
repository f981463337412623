"""What pages of each type tell search engines, as it stands in the page."""

import json
import re
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page

from cms.models import NewsPage, User
from events.actions.cancel_edition import cancel_edition
from events.models import Edition, Session, WebinarPage
from tests.events.bookings import paid_edition
from tests.factories.cms import NewsPageFactory, OrganisationFactory, PersonFactory, stream
from tests.factories.events import (
    EditionFactory,
    ProgrammePageFactory,
    SessionFactory,
    SessionPersonFactory,
    WebinarPageFactory,
    local,
)

SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
ORGANISATION = {
    "@type": "EducationalOrganization",
    "@id": "http://testserver/#academie",
    "name": "Vakwerk Academie",
    "url": "http://testserver/",
}


@pytest.fixture(autouse=True)
def now() -> Any:
    with time_machine.travel(local(2026, 11, 25, 12, 0), tick=False):
        yield


def told(client: Client, page: Page) -> dict[str, Any]:
    """What the page tells, by type."""
    (text,) = SCRIPT.findall(client.get(page.url).content.decode())
    data = json.loads(text)
    assert data["@context"] == "https://schema.org"
    return {item["@type"]: item for item in data["@graph"]}


def webinar(page_tree: SimpleNamespace, **facts: Any) -> WebinarPage:
    page: WebinarPage = WebinarPageFactory(
        parent=page_tree.agenda,
        title="Een beroepscode",
        slug="code",
        starts_at=local(2026, 12, 15, 12, 30),
        ends_at=local(2026, 12, 15, 14, 0),
        walk_in_at=local(2026, 12, 15, 12, 15),
        **facts,
    )
    page.save_revision().publish()
    return page


def test_the_home_page_describes_the_academy(page_tree: SimpleNamespace, client: Client) -> None:
    assert told(client, page_tree.home) == {
        "EducationalOrganization": {**ORGANISATION, "logo": "http://testserver/static/cms/favicon.svg"}
    }


def test_breadcrumbs_of_a_page(page_tree: SimpleNamespace, client: Client) -> None:
    page = NewsPageFactory(parent=page_tree.news, title="Bericht", slug="bericht")
    steps = told(client, page)["BreadcrumbList"]["itemListElement"]

    assert [(step["position"], step["name"], step["item"]) for step in steps] == [
        (1, "Home", "http://testserver/"),
        (2, "Nieuws", "http://testserver/nieuws/"),
        (3, "Bericht", "http://localhost/nieuws/bericht/"),
    ]


def test_a_paid_article_tells_who_paid(page_tree: SimpleNamespace, client: Client) -> None:
    page = NewsPageFactory(
        parent=page_tree.news,
        author=PersonFactory.create(last_name="Mulder", organisation=None),
        disclosure=NewsPage.Disclosure.SPONSORED,
        sponsor=OrganisationFactory.create(name="De Brink"),
    )
    found = told(client, page)["AdvertiserContentArticle"]

    assert found["author"] == {"@type": "Person", "name": "Lotte Mulder", "jobTitle": "redacteur"}
    assert found["sponsor"] == {"@type": "Organization", "name": "De Brink"}
    assert (found["datePublished"], found["publisher"]) == ("2026-11-19", ORGANISATION)
    assert found["image"].startswith(f"http://testserver/deelbeeld/{page.translation_key}/")


def test_a_webinar(page_tree: SimpleNamespace, client: Client) -> None:
    speaker = PersonFactory.create(last_name="Mulder", function="lector", organisation=None)
    page = webinar(
        page_tree,
        lead="In anderhalf uur.",
        speakers=stream([("person", {"person": speaker.pk, "role": "spreker", "function": ""})]),
    )
    found = told(client, page)["EducationEvent"]

    assert found.pop("image").startswith("http://testserver/deelbeeld/")
    assert found == {
        "@type": "EducationEvent",
        "url": "http://localhost/agenda/code/",
        "name": "Een beroepscode",
        "description": "In anderhalf uur.",
        "inLanguage": "nl",
        "startDate": "2026-12-15T12:30:00+01:00",
        "endDate": "2026-12-15T14:00:00+01:00",
        "doorTime": "2026-12-15T12:15:00+01:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "location": {"@type": "VirtualLocation", "url": "http://localhost/agenda/code/"},
        "organizer": ORGANISATION,
        "isAccessibleForFree": True,
        "offers": {
            "@type": "Offer",
            "url": "http://localhost/agenda/code/",
            "category": "Free",
            "price": "0.00",
            "priceCurrency": "EUR",
            "availability": "https://schema.org/InStock",
            "validThrough": "2026-12-15T12:30:00+01:00",
        },
        "maximumAttendeeCapacity": 100,
        "performer": [{"@type": "Person", "name": "Lotte Mulder", "jobTitle": "lector"}],
    }


def test_a_webinar_that_is_cancelled(page_tree: SimpleNamespace, client: Client, programme_manager: User) -> None:
    page = webinar(page_tree)
    cancel_edition(edition_id=Edition.objects.get().pk, reason="De spreker is ziek.", user=programme_manager)
    found = told(client, page)["EducationEvent"]

    assert found["eventStatus"] == "https://schema.org/EventCancelled"
    assert "offers" not in found


def test_a_programme_with_a_price(page_tree: SimpleNamespace, client: Client) -> None:
    page = ProgrammePageFactory(parent=page_tree.programmes, title="Leernetwerk HRM", slug="hrm", lead="Acht maanden.")
    edition = paid_edition(offering=page, sessions=0, taken=10, minimum=8, closes_at=local(2027, 5, 25, 23, 59))
    for day in (10, 11):
        SessionFactory.create(
            edition=edition,
            starts_at=local(2027, 6, day, 9, 30),
            ends_at=local(2027, 6, day, 16, 30),
            walk_in_at=None,
            mode=Session.Mode.ON_SITE,
            place="Lindewaard",
            address="Raadhuisplein 1, bij de portier",
        )
    course = told(client, page)["Course"]
    (run,) = course["hasCourseInstance"]

    assert (course["name"], course["provider"], course["inLanguage"]) == ("Leernetwerk HRM", ORGANISATION, "nl")
    assert run == {
        "@type": "CourseInstance",
        "url": "http://localhost/opleidingen/hrm/",
        "name": "Leernetwerk HRM (juni 2027)",
        "description": "Acht maanden.",
        "inLanguage": "nl",
        "startDate": "2027-06-10T09:30:00+02:00",
        "endDate": "2027-06-11T16:30:00+02:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": "Lindewaard", "address": "Lindewaard"},
        "isAccessibleForFree": False,
        "offers": {
            "@type": "Offer",
            "url": "http://localhost/opleidingen/hrm/",
            "category": "Paid",
            "price": "1875.50",
            "priceCurrency": "EUR",
            "availability": "https://schema.org/LimitedAvailability",
            "validThrough": "2027-05-25T23:59:00+02:00",
        },
        "maximumAttendeeCapacity": 12,
        "remainingAttendeeCapacity": 2,
        "courseMode": "Onsite",
        "courseWorkload": "PT14H",
    }
    assert course["offers"] == [run["offers"]]


def test_who_is_at_a_session_instructs_beside_whom_the_page_names(page_tree: SimpleNamespace, client: Client) -> None:
    named, there = (PersonFactory.create(organisation=None, function=function) for function in ("docent", "lector"))
    role = stream([("person", {"person": named.pk, "role": "kerndocent", "function": ""})])
    page = ProgrammePageFactory.create(parent=page_tree.programmes, people=role)
    edition = EditionFactory.create(offering=page, sessions=2)
    for session in edition.sessions.all():
        SessionPersonFactory.create(session=session, person=there)
        SessionPersonFactory.create(session=session, person=named)
    (run,) = told(client, page)["Course"]["hasCourseInstance"]
    assert [(each["name"], each["jobTitle"]) for each in run["instructor"]] == [
        (named.name, "docent"),
        (there.name, "lector"),
    ]


def test_a_full_edition_is_sold_out_and_a_draft_is_not_told(page_tree: SimpleNamespace, client: Client) -> None:
    page = ProgrammePageFactory(parent=page_tree.programmes)
    EditionFactory.create(offering=page, capacity=4, taken=4)
    EditionFactory.create(offering=page, status="draft")
    (run,) = told(client, page)["Course"]["hasCourseInstance"]

    assert run["offers"]["availability"] == "https://schema.org/SoldOut"


def test_no_page_tells_the_meeting_link_or_the_address_of_a_host(page_tree: SimpleNamespace, client: Client) -> None:
    programme = ProgrammePageFactory(parent=page_tree.programmes)
    EditionFactory.create(offering=programme, sessions__address="Achterom 3", sessions__mode="hybrid")

    for page in (programme, webinar(page_tree)):
        text = json.dumps(told(client, page))
        assert "meet.example.org" not in text
        assert "Achterom" not in text


def test_a_preview_tells_nothing(page_tree: SimpleNamespace, administrator: User, log_in: Any) -> None:
    page = NewsPageFactory(parent=page_tree.news)
    shown = log_in(administrator).get(f"/admin/pages/{page.pk}/view_draft/").content.decode()

    assert 'property="og:title"' in shown
    assert SCRIPT.findall(shown) == []


def test_text_of_an_editor_cannot_leave_the_script(page_tree: SimpleNamespace, client: Client) -> None:
    page = NewsPageFactory(parent=page_tree.news, title="</script><script>alert(1)</script>", slug="kwaad")
    html = client.get(page.url).content.decode()

    assert "<script>alert(1)" not in html
    assert told(client, page)["NewsArticle"]["headline"] == "</script><script>alert(1)</script>"


@pytest.mark.parametrize("count", [1, 30])
def test_editions_are_read_once_for_the_page_and_the_search_engines(
    page_tree: SimpleNamespace, client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    page = ProgrammePageFactory(parent=page_tree.programmes)
    for _ in range(count):
        EditionFactory.create(offering=page)
    assert len(told(client, page)["Course"]["hasCourseInstance"]) == count

    with django_assert_num_queries(9):
        client.get(page.url)


def test_a_webinar_costs_9_queries(
    page_tree: SimpleNamespace, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page = webinar(page_tree)
    told(client, page)

    with django_assert_num_queries(9):
        client.get(page.url)
