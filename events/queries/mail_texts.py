"""What a mail about a registration says: the words of the editors, or the house's, and what their placeholders stand for."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q, QuerySet, Subquery
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from cms.api import AcademySettings, Given, Prepared, notation, remembered
from events import hooks
from events.contracts import EditionView, RegistrationView, SessionView
from events.mail_moments import LINK, MESSAGE, MOMENTS, OF_WAITING_LIST, MailWords, Moment, Text
from events.models import MailText
from events.queries.wording import clock, day, times, when_and_where
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


def names_close(edition: EditionView, language: str) -> str:
    """Until when the booker may say who will come, in a sentence."""
    with translation.override(language):
        if edition.names_close_at is None:
            return _("Geef door wie er komen.")
        until = {"day": day(edition.names_close_at), "time": clock(edition.names_close_at)}
        return _("Geef door wie er komen vóór %(day)s, %(time)s.") % until


def placeholders_of(moment: str) -> dict[str, Text]:
    """What may stand between braces in this mail, with its meaning; plugins may add some about a registration."""
    if moment in OF_WAITING_LIST:
        return dict(MOMENTS[moment].placeholders)
    return _with_those_of_plugins(MOMENTS[moment])


def message_placeholders() -> dict[str, Text]:
    """The same for what a colleague writes by hand."""
    return _with_those_of_plugins(MESSAGE)


def _with_those_of_plugins(moment: Moment) -> dict[str, Text]:
    added = {variable.key: variable.meaning for variable in hooks.mail_variables()}
    return {**added, **moment.placeholders}


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


def _values_of_session(registration: RegistrationView, session: SessionView) -> dict[str, str]:
    return {
        "bijeenkomst": session.title or registration.edition.title,
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
        "toelichting": _("U hebt al veel ervaring met dit onderwerp."),
        "programma": _("Leertraject voor gevorderden"),
        "adres": f"{settings.SITE_URL}/opleidingen/",
    }


def own_words(moment: str, language: str, offering: Page | None) -> MailText | None:
    """What editors wrote for exactly this offering, or with None for all."""
    return MailText.objects.filter(moment=moment, language=language, offering=offering).first()
