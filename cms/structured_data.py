"""What search engines read of a page, in the words of schema.org. Pure: frozen facts in, dictionaries out.

Moments are aware and stand in local time with their offset; amounts are cents; addresses are absolute. Whatever is empty
is left out. A fact that visitors may not see (the link of a meeting, the address of a host) has no place here.
"""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Data = dict[str, Any]

CONTEXT = "https://schema.org"
# As Django's json_script: nothing in the text can end the element it stands in.
ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class OrganisationData:
    """An organisation; `id` tells that several pages speak of the same one."""

    name: str
    url: str = ""
    id: str = ""
    kind: str = "Organization"
    legal_name: str = ""
    description: str = ""
    logo: str = ""
    email: str = ""
    phone: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    vat_number: str = ""
    kvk_number: str = ""


@dataclass(frozen=True)
class PersonData:
    """Somebody who writes, teaches or speaks."""

    name: str
    function: str = ""
    organisation: str = ""
    url: str = ""


@dataclass(frozen=True)
class ArticleData:
    """A news article. `sponsor` paid for it, or wrote it as a partner (`is_paid` tells which)."""

    url: str
    title: str
    description: str
    language: str
    image: str
    publisher: OrganisationData
    author: PersonData | None = None
    published_on: dt.date | None = None
    changed_at: dt.datetime | None = None
    sponsor: OrganisationData | None = None
    is_paid: bool = False


@dataclass(frozen=True)
class OfferData:
    """What one place costs, all told, and whether there is one."""

    url: str
    cents: int
    availability: Literal["InStock", "LimitedAvailability", "SoldOut"]
    until: dt.datetime | None = None


@dataclass(frozen=True)
class EventData:
    """Something with a date. As the run of a course it has a `workload` and stands under its course.

    `places` are names of where people meet; `online_url` is the public page that tells how to join, "" when nothing is
    online.
    """

    key: str  # its public id, which tells contributions apart
    url: str
    title: str
    description: str
    starts_at: dt.datetime | None
    ends_at: dt.datetime | None
    language: str = "nl"
    doors_at: dt.datetime | None = None
    is_cancelled: bool = False
    places: Sequence[str] = ()
    online_url: str = ""
    image: str = ""
    organiser: OrganisationData | None = None
    people: Sequence[PersonData] = ()
    offer: OfferData | None = None
    capacity: int = 0
    left: int | None = None  # None when the page does not tell
    workload: dt.timedelta | None = None


@dataclass(frozen=True)
class CourseData:
    """A programme with its runs."""

    url: str
    title: str
    description: str
    language: str
    image: str
    provider: OrganisationData
    runs: Sequence[EventData] = ()


def as_script(items: Sequence[Data]) -> str:
    """The text of one <script type="application/ld+json">, safe to stand in it."""
    graph = {"@context": CONTEXT, "@graph": list(items)}
    return json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(ESCAPED)


def organisation(data: OrganisationData) -> Data:
    """Organization, or the kind of it that is named."""
    address = _filled(
        {
            "@type": "PostalAddress",
            "streetAddress": data.street,
            "postalCode": data.postcode,
            "addressLocality": data.city,
        }
    )
    return _filled(
        {
            "@type": data.kind,
            "@id": data.id,
            "name": data.name,
            "legalName": data.legal_name,
            "url": data.url,
            "description": data.description,
            "logo": data.logo,
            "email": data.email,
            "telephone": data.phone,
            "address": {**address, "addressCountry": "NL"} if len(address) > 1 else None,
            "vatID": data.vat_number,
            "identifier": data.kvk_number and {"@type": "PropertyValue", "propertyID": "KvK", "value": data.kvk_number},
        }
    )


def person(data: PersonData) -> Data:
    """Person."""
    works_for = data.organisation and {"@type": "Organization", "name": data.organisation}
    return _filled(
        {"@type": "Person", "name": data.name, "jobTitle": data.function, "worksFor": works_for, "url": data.url}
    )


def breadcrumbs(links: Sequence[tuple[str, str]]) -> Data:
    """BreadcrumbList of (title, absolute url)."""
    steps = [
        {"@type": "ListItem", "position": number, "name": title, "item": url}
        for number, (title, url) in enumerate(links, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def article(data: ArticleData) -> Data:
    """NewsArticle; one that was paid for is an AdvertiserContentArticle."""
    sponsor = organisation(data.sponsor) if data.sponsor else None
    return _filled(
        {
            "@type": "AdvertiserContentArticle" if data.is_paid else "NewsArticle",
            "mainEntityOfPage": data.url,
            "headline": data.title,
            "description": data.description,
            "inLanguage": data.language,
            "image": data.image,
            "datePublished": data.published_on and data.published_on.isoformat(),
            "dateModified": _moment(data.changed_at),
            "author": person(data.author) if data.author else _reference(data.publisher),
            "publisher": _reference(data.publisher),
            "sponsor": sponsor if data.is_paid else None,
            "contributor": None if data.is_paid else sponsor,
        }
    )


def event(data: EventData) -> Data:
    """EducationEvent."""
    return {"@type": "EducationEvent", **_event(data), **_filled({"performer": [person(one) for one in data.people]})}


def course(data: CourseData) -> Data:
    """Course with its runs and what they cost."""
    offers = [_offer(run.offer) for run in data.runs if run.offer]
    return _filled(
        {
            "@type": "Course",
            "@id": f"{data.url}#course",
            "url": data.url,
            "name": data.title,
            "description": data.description,
            "inLanguage": data.language,
            "image": data.image,
            "provider": _reference(data.provider),
            "offers": offers,
            "hasCourseInstance": [_run(run) for run in data.runs],
        }
    )


def _run(data: EventData) -> Data:
    mode = {(True, False): "Online", (False, True): "Onsite"}.get((bool(data.online_url), bool(data.places)), "Blended")
    return {
        "@type": "CourseInstance",
        **_event(data),
        **_filled(
            {
                "courseMode": mode if data.starts_at else None,
                "courseWorkload": data.workload and _duration(data.workload),
                "instructor": [person(one) for one in data.people],
            }
        ),
    }


def _event(data: EventData) -> Data:
    online = data.online_url and {"@type": "VirtualLocation", "url": data.online_url}
    locations: list[Any] = [{"@type": "Place", "name": place, "address": place} for place in data.places]
    locations += [online] if online else []
    attendance = {
        (True, False): "OnlineEventAttendanceMode",
        (False, True): "OfflineEventAttendanceMode",
        (True, True): "MixedEventAttendanceMode",
    }.get((bool(online), bool(data.places)))
    return _filled(
        {
            "url": data.url,
            "name": data.title,
            "description": data.description,
            "inLanguage": data.language,
            "image": data.image,
            "startDate": _moment(data.starts_at),
            "endDate": _moment(data.ends_at),
            "doorTime": _moment(data.doors_at),
            "eventStatus": f"{CONTEXT}/{'EventCancelled' if data.is_cancelled else 'EventScheduled'}",
            "eventAttendanceMode": attendance and f"{CONTEXT}/{attendance}",
            "location": locations[0] if len(locations) == 1 else locations,
            "organizer": _reference(data.organiser) if data.organiser else None,
            "isAccessibleForFree": data.offer and data.offer.cents == 0,
            "offers": _offer(data.offer) if data.offer else None,
            "maximumAttendeeCapacity": data.capacity or None,
            "remainingAttendeeCapacity": data.left,
        }
    )


def _offer(data: OfferData) -> Data:
    return _filled(
        {
            "@type": "Offer",
            "url": data.url,
            "category": "Paid" if data.cents else "Free",
            "price": f"{data.cents // 100}.{data.cents % 100:02}",
            "priceCurrency": "EUR",
            "availability": f"{CONTEXT}/{data.availability}",
            "validThrough": _moment(data.until),
        }
    )


def _reference(data: OrganisationData) -> Data:
    """An organisation that is described elsewhere."""
    return _filled({"@type": data.kind, "@id": data.id, "name": data.name, "url": data.url})


def _moment(moment: dt.datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""


def _duration(length: dt.timedelta) -> str:
    """ISO 8601 in hours and minutes: PT52H, PT1H30M."""
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    return f"PT{f'{hours}H' if hours else ''}{f'{minutes}M' if minutes or not hours else ''}"


def _filled(data: Mapping[str, Any]) -> Data:
    """Without what is empty; a zero and a no are facts."""
    return {key: value for key, value in data.items() if value is not None and value != "" and value != []}
