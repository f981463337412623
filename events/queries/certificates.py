"""What a certificate certifies, who is to get one, and its PDF."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from cms.api import notation, typeset
from events import hooks
from events.contracts import RegistrationView, SessionView
from events.lifecycles import RegistrationStatus
from events.models import Attendance, Certificate, Edition, Registration
from events.models.certificates import as_code
from events.queries.attendance import EXPECTED, outcomes
from events.queries.snapshots import absolute_url, edition_view, registration_view, session_view
from events.queries.wording import language, local_date


@dataclass(frozen=True)
class CertificateCount:
    """Of an edition: how many have one that holds, and how many were there and have none yet."""

    given: int
    to_give: int


@dataclass(frozen=True)
class CertificatesExpected:
    """How many people get one when an edition is completed, and who does not, each with the reason."""

    ready: int
    without: Sequence[tuple[RegistrationView, str]]


def yet_without(edition: Edition) -> QuerySet[Registration]:
    """Everybody with a definite place and no certificate yet, whether they were there or not."""
    return Registration.objects.filter(edition=edition, status__in=EXPECTED, certificate=None)


def without_certificate(edition: Edition) -> QuerySet[Registration]:
    """People who were there and have none yet."""
    return Registration.objects.filter(edition=edition, status=RegistrationStatus.ATTENDED, certificate=None).exclude(
        email=""
    )


def held_back(edition: Edition) -> Sequence[tuple[RegistrationView, str]]:
    """Who was there and gets no certificate yet, with what a plugin says about it."""
    view = edition_view(edition, language())
    people = without_certificate(edition).select_related("booking").order_by("pk")
    return _objected([registration_view(each, view) for each in people])


def certificates_expected(edition: Edition, share: int) -> CertificatesExpected:
    """What completing it will give, when whoever was at `share` % of the sessions attended; few queries and those of plugins."""
    people = list(yet_without(edition).select_related("booking").order_by("pk"))
    unmarked = [each.pk for each in people if each.status == RegistrationStatus.CONFIRMED]
    found = outcomes(edition, unmarked, share)
    view = edition_view(edition, language())
    attended: list[RegistrationView] = []
    without: list[tuple[RegistrationView, str]] = []
    for each in people:
        person = registration_view(each, view)
        match found.get(each.pk, each.status):
            case _ if not each.email:
                without.append((person, _("naam nog niet bekend")))
            case RegistrationStatus.ATTENDED:
                attended.append(person)
            case RegistrationStatus.ABSENT:
                without.append((person, _("was er niet, of te weinig")))
            case _:
                without.append((person, _("aanwezigheid nog niet genoteerd")))
    objected = _objected(attended)
    return CertificatesExpected(len(attended) - len(objected), [*without, *objected])


def _objected(people: Sequence[RegistrationView]) -> list[tuple[RegistrationView, str]]:
    reasons = hooks.certificate_objections(people) if people else {}
    return [(each, reasons[each.public_id]) for each in people if each.public_id in reasons]


def certificate_count(edition: Edition) -> CertificateCount:
    """One statement."""
    attended = Registration.objects.filter(edition=edition, status=RegistrationStatus.ATTENDED).exclude(email="")
    found = attended.aggregate(given=Count("certificate"), to_give=Count("pk", filter=Q(certificate=None)))
    return CertificateCount(**found)


def followed(edition: Edition, registrations: Collection[Registration]) -> Mapping[int, Sequence[SessionView]]:
    """The sessions that each of them was at, by key; two statements.

    Of whom no session was noted a colleague said without a list that they were there: that is all of them.
    """
    sessions = list(edition.sessions.order_by("starts_at"))
    present: dict[int, set[int]] = {}
    rows = Attendance.objects.filter(registration__in=registrations, present=True)
    for registration, session in rows.values_list("registration", "session"):
        present.setdefault(registration, set()).add(session)
    return {
        each.pk: [
            session_view(session) for session in sessions if each.pk not in present or session.pk in present[each.pk]
        ]
        for each in registrations
    }


def certificate_by_code(code: str) -> Certificate | None:
    """None when there is none; however the code was typed."""
    return Certificate.objects.select_related("registration").filter(code=as_code(code)).first()


def days_of(certificate: Certificate) -> str:
    """10/11 juni en 23/24 september 2027; "" when no days were noted."""
    return notation.days(certificate.dates, language())


def length_of(certificate: Certificate) -> str:
    """4 dagen, 8 dagdelen"""
    if not certificate.days:
        return ""
    days = notation.day_count(len(certificate.days), language())
    return f"{days}, {notation.half_days(certificate.half_days, language())}"


def certificate_pdf(certificate: Certificate) -> bytes:
    """The same bytes each time, in the language of the registration."""
    url = absolute_url("events:certificate", certificate.code, language=certificate.language)
    with translation.override(certificate.language):
        given = notation.date_of(local_date(certificate.given_at), language())
        content = {
            "language": language(),
            "academy": certificate.academy,
            "heading": _("Certificaat van deelname"),
            "name": certificate.name,
            "verb": _("nam deel aan"),
            "title": certificate.title,
            "when": days_of(certificate),
            "length": length_of(certificate),
            "given": _("Uitgereikt op %(date)s") % {"date": given},
            "check": _("Of dit certificaat echt is, leest u op"),
            "url": url,
        }
    return typeset("certificate", content, made_at=certificate.given_at)
