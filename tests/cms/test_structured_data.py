"""What search engines get, word for word."""

import datetime as dt
import json
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from cms import structured_data
from cms.structured_data import ArticleData, CourseData, EventData, OfferData, OrganisationData, PersonData

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
URL = "https://vakwerk.example/"
ACADEMY = OrganisationData("Vakwerk Academie", URL, f"{URL}#academie", "EducationalOrganization")
REFERENCE = {
    "@type": "EducationalOrganization",
    "@id": "https://vakwerk.example/#academie",
    "name": "Vakwerk Academie",
    "url": "https://vakwerk.example/",
}
WEBINAR = EventData(
    key="1",
    url=f"{URL}agenda/code/",
    title="Een beroepscode",
    description="In anderhalf uur.",
    starts_at=dt.datetime(2026, 12, 15, 12, 30, tzinfo=AMSTERDAM),
    ends_at=dt.datetime(2026, 12, 15, 14, 0, tzinfo=AMSTERDAM),
    doors_at=dt.datetime(2026, 12, 15, 12, 15, tzinfo=AMSTERDAM),
    online_url=f"{URL}agenda/code/",
    image=f"{URL}deelbeeld.jpg",
    organiser=ACADEMY,
    people=(PersonData("dr. Kees Mulder", "lector", "Hogeschool De Brink"),),
    offer=OfferData(f"{URL}agenda/code/", 0, "InStock", dt.datetime(2026, 12, 15, 12, 0, tzinfo=AMSTERDAM)),
    capacity=100,
    left=88,
)
RUN = EventData(
    key="2",
    url=f"{URL}programmas/hrm/",
    title="Leernetwerk HRM (juni 2027)",
    description="Acht maanden.",
    starts_at=dt.datetime(2027, 6, 10, 9, 30, tzinfo=AMSTERDAM),
    ends_at=dt.datetime(2028, 1, 27, 16, 30, tzinfo=AMSTERDAM),
    places=("Lindewaard",),
    people=(PersonData("Lotte Mulder"),),
    offer=OfferData(f"{URL}programmas/hrm/", 187_550, "LimitedAvailability"),
    capacity=12,
    left=2,
    workload=dt.timedelta(hours=52, minutes=30),
)


def test_a_free_webinar() -> None:
    assert structured_data.event(WEBINAR) == {
        "@type": "EducationEvent",
        "url": "https://vakwerk.example/agenda/code/",
        "name": "Een beroepscode",
        "description": "In anderhalf uur.",
        "inLanguage": "nl",
        "image": "https://vakwerk.example/deelbeeld.jpg",
        "startDate": "2026-12-15T12:30:00+01:00",
        "endDate": "2026-12-15T14:00:00+01:00",
        "doorTime": "2026-12-15T12:15:00+01:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "location": {"@type": "VirtualLocation", "url": "https://vakwerk.example/agenda/code/"},
        "organizer": REFERENCE,
        "isAccessibleForFree": True,
        "offers": {
            "@type": "Offer",
            "url": "https://vakwerk.example/agenda/code/",
            "category": "Free",
            "price": "0.00",
            "priceCurrency": "EUR",
            "availability": "https://schema.org/InStock",
            "validThrough": "2026-12-15T12:00:00+01:00",
        },
        "maximumAttendeeCapacity": 100,
        "remainingAttendeeCapacity": 88,
        "performer": [
            {
                "@type": "Person",
                "name": "dr. Kees Mulder",
                "jobTitle": "lector",
                "worksFor": {"@type": "Organization", "name": "Hogeschool De Brink"},
            }
        ],
    }


def test_what_is_cancelled_says_so_and_offers_nothing() -> None:
    found = structured_data.event(replace(WEBINAR, is_cancelled=True, offer=None))

    assert found["eventStatus"] == "https://schema.org/EventCancelled"
    assert {"offers", "isAccessibleForFree"}.isdisjoint(found)


def test_a_full_one_has_no_seat_left() -> None:
    offer = OfferData(URL, 0, "SoldOut")

    found = structured_data.event(replace(WEBINAR, offer=offer, left=0))

    assert found["offers"]["availability"] == "https://schema.org/SoldOut"
    assert found["remainingAttendeeCapacity"] == 0


def test_a_programme_with_a_run() -> None:
    course = CourseData(
        f"{URL}programmas/hrm/", "Leernetwerk HRM", "Acht maanden.", "nl", f"{URL}b.jpg", ACADEMY, (RUN,)
    )
    offer = {
        "@type": "Offer",
        "url": "https://vakwerk.example/programmas/hrm/",
        "category": "Paid",
        "price": "1875.50",
        "priceCurrency": "EUR",
        "availability": "https://schema.org/LimitedAvailability",
    }

    assert structured_data.course(course) == {
        "@type": "Course",
        "@id": "https://vakwerk.example/programmas/hrm/#course",
        "url": "https://vakwerk.example/programmas/hrm/",
        "name": "Leernetwerk HRM",
        "description": "Acht maanden.",
        "inLanguage": "nl",
        "image": "https://vakwerk.example/b.jpg",
        "provider": REFERENCE,
        "offers": [offer],
        "hasCourseInstance": [
            {
                "@type": "CourseInstance",
                "url": "https://vakwerk.example/programmas/hrm/",
                "name": "Leernetwerk HRM (juni 2027)",
                "description": "Acht maanden.",
                "inLanguage": "nl",
                "startDate": "2027-06-10T09:30:00+02:00",
                "endDate": "2028-01-27T16:30:00+01:00",
                "eventStatus": "https://schema.org/EventScheduled",
                "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
                "location": {"@type": "Place", "name": "Lindewaard", "address": "Lindewaard"},
                "isAccessibleForFree": False,
                "offers": offer,
                "maximumAttendeeCapacity": 12,
                "remainingAttendeeCapacity": 2,
                "courseMode": "Onsite",
                "courseWorkload": "PT52H30M",
                "instructor": [{"@type": "Person", "name": "Lotte Mulder"}],
            }
        ],
    }


def test_a_programme_without_dates() -> None:
    course = CourseData(f"{URL}p/", "Leergang", "", "en", f"{URL}b.jpg", ACADEMY)

    assert structured_data.course(course) == {
        "@type": "Course",
        "@id": "https://vakwerk.example/p/#course",
        "url": "https://vakwerk.example/p/",
        "name": "Leergang",
        "inLanguage": "en",
        "image": "https://vakwerk.example/b.jpg",
        "provider": REFERENCE,
    }


@pytest.mark.parametrize(
    ("places", "online", "attendance", "mode"),
    [
        (("Lindewaard", "Balkdorp"), "", "OfflineEventAttendanceMode", "Onsite"),
        ((), URL, "OnlineEventAttendanceMode", "Online"),
        (("Lindewaard",), URL, "MixedEventAttendanceMode", "Blended"),
    ],
)
def test_where_people_meet(places: tuple[str, ...], online: str, attendance: str, mode: str) -> None:
    run = replace(RUN, places=places, online_url=online)
    (found,) = structured_data.course(CourseData(URL, "L", "", "nl", "", ACADEMY, (run,)))["hasCourseInstance"]

    assert found["eventAttendanceMode"] == f"https://schema.org/{attendance}"
    assert found["courseMode"] == mode
    locations = found["location"] if isinstance(found["location"], list) else [found["location"]]
    assert [one["@type"] for one in locations] == ["Place"] * len(places) + ["VirtualLocation"] * bool(online)


def test_a_run_without_dates_says_nothing_about_them() -> None:
    run = replace(RUN, starts_at=None, ends_at=None, places=(), workload=None)
    (found,) = structured_data.course(CourseData(URL, "L", "", "nl", "", ACADEMY, (run,)))["hasCourseInstance"]

    absent = {"startDate", "endDate", "location", "eventAttendanceMode", "courseMode", "courseWorkload"}
    assert absent.isdisjoint(found)


def test_an_article() -> None:
    data = ArticleData(
        url=f"{URL}nieuws/a/",
        title="Een nieuw netwerk",
        description="Voor twaalf mensen.",
        language="nl",
        image=f"{URL}b.jpg",
        publisher=ACADEMY,
        author=PersonData("Lotte Mulder", "redacteur"),
        published_on=dt.date(2026, 11, 19),
        changed_at=dt.datetime(2026, 11, 20, 8, 5, 30, 123, tzinfo=AMSTERDAM),
    )

    assert structured_data.article(data) == {
        "@type": "NewsArticle",
        "mainEntityOfPage": "https://vakwerk.example/nieuws/a/",
        "headline": "Een nieuw netwerk",
        "description": "Voor twaalf mensen.",
        "inLanguage": "nl",
        "image": "https://vakwerk.example/b.jpg",
        "datePublished": "2026-11-19",
        "dateModified": "2026-11-20T08:05:30+01:00",
        "author": {"@type": "Person", "name": "Lotte Mulder", "jobTitle": "redacteur"},
        "publisher": REFERENCE,
    }
    assert structured_data.article(replace(data, author=None))["author"] == REFERENCE


@pytest.mark.parametrize(
    ("is_paid", "kind", "part", "absent"),
    [
        (True, "AdvertiserContentArticle", "sponsor", "contributor"),
        (False, "NewsArticle", "contributor", "sponsor"),
    ],
)
def test_who_paid_or_wrote_is_told(is_paid: bool, kind: str, part: str, absent: str) -> None:  # noqa: FBT001
    sponsor = OrganisationData("Hogeschool De Brink", "https://brink.example/")
    data = ArticleData(URL, "T", "", "nl", "", ACADEMY, sponsor=sponsor, is_paid=is_paid)

    found = structured_data.article(data)

    assert found["@type"] == kind
    assert found[part] == {"@type": "Organization", "name": "Hogeschool De Brink", "url": "https://brink.example/"}
    assert absent not in found


def test_the_academy() -> None:
    data = replace(
        ACADEMY,
        legal_name="Stichting Vakwerk Academie",
        phone="088 000 00 00",
        street="Balkenhof 1",
        postcode="1000 AA",
        city="Lindewaard",
        kvk_number="90000001",
    )

    assert structured_data.organisation(data) == {
        **REFERENCE,
        "legalName": "Stichting Vakwerk Academie",
        "telephone": "088 000 00 00",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "Balkenhof 1",
            "postalCode": "1000 AA",
            "addressLocality": "Lindewaard",
            "addressCountry": "NL",
        },
        "identifier": {"@type": "PropertyValue", "propertyID": "KvK", "value": "90000001"},
    }
    assert structured_data.organisation(ACADEMY) == REFERENCE


def test_breadcrumbs() -> None:
    assert structured_data.breadcrumbs([("Home", URL), ("Nieuws", f"{URL}nieuws/")]) == {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": "Home", "item": "https://vakwerk.example/"},
            {"@type": "ListItem", "position": 2, "name": "Nieuws", "item": "https://vakwerk.example/nieuws/"},
        ],
    }


def test_no_text_ends_the_script_it_stands_in() -> None:
    evil = {"name": "</script><script>alert('1 & 2')</script><!--"}

    text = structured_data.as_script([evil])

    assert text == (
        '{"@context":"https://schema.org","@graph":[{"name":"\\u003C/script\\u003E\\u003Cscript\\u003Ealert(\'1 \\u0026 2\')'
        '\\u003C/script\\u003E\\u003C!--"}]}'
    )
    assert json.loads(text)["@graph"] == [evil]
