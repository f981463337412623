"""What a mail about a registration says: the words of the editors, or the house's, and what their placeholders stand for."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q, QuerySet, Subquery
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from betalingen.api import OrderView
from cms.api import AcademySettings, Given, Prepared, notation, remembered
from events import hooks
from events.contracts import EditionView, RegistrationView, SessionView
from events.lifecycles import ConsentStatus
from events.mail_moments import LINK, MESSAGE, MOMENTS, OF_REGISTRATIONS, MailWords, Moment, Text
from events.models import Booking, ConsentRequest, MailText
from events.queries.snapshots import booking_url
from events.queries.wording import clock, day, is_end_of_day, times, when_and_where
from events.queries.wording import language as active_language
from events.queries.wording import until as deadline


def house_words(moment: str, language: str) -> MailWords:
    """What the mail says until an editor writes something else."""
    with translation.override(language):
        return MailWords(str(MOMENTS[moment].subject), str(MOMENTS[moment].body))


def _words_and_sender() -> QuerySet[Site]:
    mine = Q(offering__translation_key=Given("offering"))
    texts = MailText.objects.filter(mine | Q(offering=None), moment=Given("moment"), language=Given("language"))
    first = texts.order_by(F("offering").asc(nulls_last=True))
    sites: QuerySet[Site] = Site.objects.filter(is_default_site=True).select_related("academysettings")
    words = {name: Subquery(first.values(name)[:1]) for name in ("subject", "body")}
    annotated: QuerySet[Site] = sites.annotate(**words)
    return annotated


_WORDS_AND_SENDER = Prepared(_words_and_sender)


def words_and_sender(moment: str, language: str, offering_key: UUID) -> tuple[MailWords, AcademySettings]:
    """The words for this offering, else those for all, else the house's; and who sends the mail.

    One statement for both, and none when remembered.
    """
    name = f"words of {moment} in {language} for {offering_key}"
    return remembered(name, lambda: _words_and_sender_of(moment, language, offering_key))


def _words_and_sender_of(moment: str, language: str, offering_key: UUID) -> tuple[MailWords, AcademySettings]:
    site = next(iter(_WORDS_AND_SENDER(moment=moment, language=language, offering=offering_key)), None)
    academy = getattr(site, "academysettings", None) or AcademySettings()
    if site is None or site.subject is None:
        return house_words(moment, language), academy
    return MailWords(site.subject, site.body), academy


def decision_told(decision_date: dt.date | None, language: str) -> str:
    """When it is decided whether it goes ahead, in a sentence."""
    with translation.override(language):
        if decision_date is None:
            return _("We laten u weten of het doorgaat.")
        return _("Op %(date)s beslissen we of het doorgaat.") % {"date": notation.day(decision_date, active_language())}


def colleagues_follow(language: str) -> str:
    """What happens next for whoever is admitted before the colleagues on the same booking, in a sentence."""
    with translation.override(language):
        return _("Zodra ook over uw collega’s op deze aanmelding is beslist, hoort u hoe het verder gaat.")


def payment_follows(language: str) -> str:
    """What happens next for whoever is admitted while somebody else pays, in two sentences."""
    with translation.override(language):
        return _("Wie u aanmeldde, kreeg een mail om te betalen. Zodra dat is gebeurd, krijgt u een bevestiging.")


def consent_awaited(until: dt.datetime, language: str) -> str:
    """What a participant waits for, while somebody decides about the money, in two sentences."""
    with translation.override(language):
        told = _("Wie over het geld beslist, moet nog akkoord geven; dat kan %(until)s. Daarna hoort u meer.")
        return told % {"until": deadline(until)}


def consent_told(consent: ConsentRequest, language: str) -> str:
    """What the budget holder said, or that there was no answer in time."""
    with translation.override(language):
        if consent.status != ConsentStatus.DECLINED:
            return _("%(name)s antwoordde niet op tijd op de vraag om akkoord op de kosten.") % {"name": consent.name}
        told = _("%(name)s gaf geen akkoord op de kosten. De reden: %(reason)s")
        return told % {"name": consent.name, "reason": consent.reason}


def paid_told(order: OrderView, language: str) -> str:
    """How places that are definite are paid, in two sentences."""
    with translation.override(language):
        if order.status == "paid":
            return _("Uw betaling is ontvangen. U hoeft niets meer te doen.")
        return _("U krijgt een factuur. U hoeft nu niets te doen.")


def held_told(order: OrderView, language: str) -> str:
    """How places will be paid if it goes ahead, in a sentence."""
    with translation.override(language):
        if order.is_deferred:
            return _("Gaat het door, dan krijgt u een factuur.")
        return _("Gaat het door, dan krijgt u een mail met een link om te betalen.")


def payment_told(order: OrderView, language: str) -> str:
    """Until when must be paid, and what comes then."""
    with translation.override(language):
        then = _("Zodra de betaling binnen is, krijgt iedereen een bevestiging per mail.")
        if order.expires_at is None:
            return then
        told = _("Betaal vóór %(day)s, %(time)s. Daarna komen de plaatsen vrij voor anderen.")
        if is_end_of_day(order.expires_at):
            told = _("Betaal uiterlijk %(day)s. Daarna komen de plaatsen vrij voor anderen.")
        last = told % {"day": day(order.expires_at), "time": clock(order.expires_at)}
        return f"{last} {then}"


def names_close(edition: EditionView, language: str) -> str:
    """Until when the booker may say who will come, in a sentence."""
    with translation.override(language):
        if edition.names_close_at is None:
            return _("Geef door wie er komen.")
        until = {"day": day(edition.names_close_at), "time": clock(edition.names_close_at)}
        return _("Geef door wie er komen vóór %(day)s, %(time)s.") % until


def placeholders_of(moment: str) -> dict[str, Text]:
    """What may stand between braces in this mail, with its meaning; plugins may add some about a registration."""
    if moment not in OF_REGISTRATIONS:
        return dict(MOMENTS[moment].placeholders)
    return _with_those_of_plugins(MOMENTS[moment])


def message_placeholders() -> dict[str, Text]:
    """The same for what a colleague writes by hand."""
    return _with_those_of_plugins(MESSAGE)


def _with_those_of_plugins(moment: Moment) -> dict[str, Text]:
    added = {variable.key: variable.meaning for variable in hooks.mail_variables()}
    return {**added, **moment.placeholders}


def workgroup_told(registration: RegistrationView) -> str:
    """In which workgroup somebody is now, in a sentence."""
    with translation.override(registration.language):
        if not registration.workgroup:
            return _("U hebt nu geen werkgroep.")
        return _("U zit nu in werkgroep “%(title)s”.") % {"title": registration.workgroup_text}


def values_for(registration: RegistrationView, session: SessionView | None = None, **own: str) -> Mapping[str, str]:
    """What the placeholders stand for, in the language of the registration."""
    with translation.override(registration.language):
        facts = when_and_where(registration.edition.sessions)
        values = {variable.key: variable.value(registration) for variable in hooks.mail_variables()}
        values |= {
            "naam": registration.name,
            "titel": registration.edition.title,
            "wanneer": ", ".join(str(fact.value) for fact in facts[:2]),
            "waar": str(facts[2].value) if len(facts) > 2 else "",
            "nummer": registration.number,
            "organisatie": registration.organisation_name,
            LINK: registration.personal_url,
            **own,
        }
        return values | _values_of_session(registration, session) if session else values


def values_of_booking(booking: Booking, edition: EditionView, order: OrderView | None, **own: str) -> Mapping[str, str]:
    """What the placeholders of a mail to whoever booked stand for, in the language of the booking."""
    with translation.override(booking.language):
        facts = when_and_where(edition.sessions)
        return {
            "naam": booking.name,
            "titel": edition.title,
            "wanneer": ", ".join(str(fact.value) for fact in facts[:2]),
            "waar": str(facts[2].value) if len(facts) > 2 else "",
            "organisatie": booking.organisation_name,
            LINK: booking_url(booking),
            "ordernummer": order.number if order else "",
            "bedrag": notation.euro_table(order.owed_cents, active_language()) if order else "",
            **own,
        }


def _values_of_session(registration: RegistrationView, session: SessionView) -> dict[str, str]:
    return {
        "bijeenkomst": session.title_text or registration.edition.title,
        "dag": day(session.starts_at),
        "tijd": times(session),
        "inloop": clock(session.opens_at),
    }


def example_values() -> Mapping[str, str]:
    """For what only an action knows, in a preview."""
    return {
        "reden": _("De spreker is ziek."),
        "vervolg": _("We bellen u binnen een week."),
        "besluit": _("We laten u weten of het doorgaat."),
        "uiterlijk": _("Geef door wie er komen."),
        "opvolger": "Sanne Visser",
        "werkgroep": _("U zit nu in werkgroep “%(title)s”.") % {"title": _("Overleg aan tafel")},
        "materiaal": _("De presentatie en de opname"),
        "toelichting": _("U hebt al veel ervaring met dit onderwerp."),
        "programma": _("Leertraject voor gevorderden"),
        "adres": f"{settings.SITE_URL}/opleidingen/",
    }


def example_values_of_booking() -> Mapping[str, str]:
    """The same for a mail to whoever booked."""
    return {
        "besluit": _("We laten u weten of het doorgaat."),
        "betaling": _("U krijgt een factuur. U hoeft nu niets te doen."),
        "budgethouder": "Ahmed Yilmaz",
        "uiterlijk": deadline(timezone.now() + dt.timedelta(days=5)),
        "gebeurd": _("%(name)s antwoordde niet op tijd op de vraag om akkoord op de kosten.")
        % {"name": "Ahmed Yilmaz"},
    }


def own_words(moment: str, language: str, offering: Page | None) -> MailText | None:
    """What editors wrote for exactly this offering, or with None for all."""
    return MailText.objects.filter(moment=moment, language=language, offering=offering).first()
