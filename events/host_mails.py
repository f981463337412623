"""The mails to whoever is asked to receive a session, and to colleagues about what they answer; as in events.mails each has a
key that names the event."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.api import queue_mail
from events.academy_mails import academy_address
from events.models import Edition, HostInvitation
from events.queries.hosts import host_facts, tasks_of
from events.queries.offerings import title_in
from events.queries.snapshots import host_url
from events.queries.wording import day


@dataclass(frozen=True)
class _Words:
    """`heading` has a place for the day; `button` is "" when there is nothing to do or see."""

    heading: Promise
    told: Sequence[Promise]
    button: Promise | str = ""


_READ: Final = _("Bekijk de vraag en antwoord")
_ASKED: Final = _Words(
    _("Wilt u ons ontvangen op %(day)s?"),
    [
        _("De deelnemers komen bij elkaar op wisselende plekken: steeds is een andere organisatie gastheer."),
        _(
            "Wij vragen of uw organisatie dat op deze dag wil zijn. U vult zelf in waar het is; pas daarna horen zij het."
        ),
    ],
    _READ,
)
_REMINDED: Final = _Words(
    _("Herinnering: wilt u ons ontvangen op %(day)s?"),
    [_("We vroegen u of uw organisatie ons wil ontvangen, en hoorden nog niets. Ook een nee helpt ons verder.")],
    _READ,
)
_CONFIRMED: Final = _Words(
    _("U ontvangt ons op %(day)s"),
    [_("Dank u wel. Op uw pagina ziet u steeds hoeveel deelnemers er komen.")],
    _("Naar uw pagina"),
)
_MOVED: Final = _Words(
    _("Verzet naar %(day)s"),
    [
        _(
            "De bijeenkomst waarvoor we u vroegen is verzet. Kunt u ons op dit moment niet ontvangen? Laat het ons snel weten."
        )
    ],
    _("Naar uw pagina"),
)
_RELEASED: Final = _Words(
    _("U hoeft ons op %(day)s niet te ontvangen"),
    [_("De plannen zijn veranderd, en u hoeft niets te doen. Dank dat we u mochten vragen.")],
)


def mail_host_asked(invitation: HostInvitation) -> None:
    """What is asked, for how many, when, and where to answer."""
    _mail(invitation, "asked", _ASKED, has_tasks=True)


def mail_host_reminder(invitation: HostInvitation) -> None:
    """The same once more, at most once a day."""
    _mail(invitation, f"reminder:{timezone.localdate():%Y%m%d}", _REMINDED, has_tasks=True)


def mail_host_confirmed(invitation: HostInvitation) -> None:
    """What was agreed, to keep."""
    _mail(invitation, "confirmed", _CONFIRMED, has_tasks=True)


def mail_host_moved(invitation: HostInvitation) -> None:
    """The day or the time is another."""
    _mail(invitation, f"moved:{timezone.now().isoformat()}", _MOVED)


def mail_host_released(invitation: HostInvitation) -> None:
    """They need not receive anybody."""
    _mail(invitation, "released", _RELEASED)


def mail_host_answered(invitation: HostInvitation) -> None:
    """To colleagues: a yes, or a no with the reason."""
    _mail_colleagues(invitation, "answered")


def mail_host_corrected(invitation: HostInvitation) -> None:
    """To colleagues: it is somewhere else, or the way there is another."""
    _mail_colleagues(invitation, f"corrected:{timezone.now().isoformat()}", is_corrected=True)


def _mail_colleagues(invitation: HostInvitation, event: str, **context: bool) -> None:
    """To whoever hears of the bookings of the edition, else to the academy."""
    edition: Edition = invitation.session.edition
    queue_mail(
        key=f"host:{invitation.public_id}:{event}",
        to=edition.notify or academy_address(),
        template="events/host_answered",
        context={
            "invitation": invitation,
            "title": title_in(edition.offering, settings.LANGUAGE_CODE),
            "url": f"{settings.SITE_URL}{reverse('editions:inspect', args=[edition.pk])}",
            **context,
        },
        language=settings.LANGUAGE_CODE,
        about=f"edition:{edition.public_id}",
    )


def _mail(invitation: HostInvitation, event: str, words: _Words, *, has_tasks: bool = False) -> None:
    edition: Edition = invitation.session.edition
    with translation.override(invitation.language):
        heading = str(words.heading) % {"day": day(invitation.session.starts_at)}
        facts, tasks = host_facts(invitation), tasks_of(invitation) if has_tasks else []
    queue_mail(
        key=f"host:{invitation.public_id}:{event}",
        to=invitation.email,
        template="events/host",
        context={
            "invitation": invitation,
            "title": title_in(edition.offering, invitation.language),
            "heading": heading,
            "told": words.told,
            "facts": facts,
            "tasks": tasks,
            "button": words.button,
            "url": host_url(invitation),
        },
        language=invitation.language,
        about=f"edition:{edition.public_id}",
    )
