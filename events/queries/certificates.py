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
from events.queries.snapshots import absolute_url, edition_view, registration_view, session_view
from events.queries.wording import language, local_date


@dataclass(frozen=True)
class CertificateCount:
    """Of an edition: how many have one that holds, and how many were there and have none yet."""

    given: int
    to_give: int


def without_certificate(edition: Edition) -> QuerySet[Registration]:
    """People who were there and have none yet."""
    return Registration.objects.filter(edition=edition, status=RegistrationStatus.ATTENDED, certificate=None).exclude(
        email=""
    )


def held_back(edition: Edition) -> Sequence[tuple[RegistrationView, str]]:
    """Who was there and gets no certificate yet, with what a plugin says about it."""
    view = edition_view(edition, language())
    people = without_certificate(edition).select_related("booking").order_by("pk")
    views = [registration_view(each, view) for each in people]
    reasons = hooks.certificate_objections(views) if views else {}
    return [(each, reasons[each.public_id]) for each in views if each.public_id in reasons]


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
