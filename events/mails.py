"""The mails of this app: rows in the outbox, left in the transaction of the action that calls these.

Each has a key that names the event, so that the same event never mails twice.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from email.utils import parseaddr
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betalingen.api import OrderView
from cms.api import Attachment, Fact, RenderedMail, User, messages_about, queue_mail, rendered_mail
from events.calendar import Method, Organiser, mailed_calendars
from events.contracts import RegistrationView, SessionView
from events.lifecycles import RegistrationStatus
from events.mail_moments import LINK, MESSAGE, MOMENTS, MailWords, Moment, filled_in, filled_in_html
from events.models import Booking, ConsentRequest, Edition
from events.queries.attendance import EXPECTED
from events.queries.leaving import cancellation_lines
from events.queries.mail_texts import (
    colleagues_follow,
    consent_told,
    decision_told,
    example_values,
    example_values_of_booking,
    held_told,
    names_close,
    paid_told,
    payment_follows,
    payment_told,
    values_for,
    values_of_booking,
    words_and_sender,
    workgroup_told,
)
from events.queries.snapshots import absolute_url
from events.queries.wording import day, times, when_and_where, workgroup_fact
from events.queries.wording import until as deadline

MAIL = "events/registration"
MAIL_TO_BOOKER = "events/booking"
_ITEMS_GONE: Final = gettext_lazy(
    "Met de eerste bijlage verandert de afspraak in uw agenda mee. Met de tweede verdwijnt wat vervalt."
)
# Their button leads to the payment.
ASKS_MONEY: Final = frozenset({"booking_received", "payment_asked", "admission_payment", "consent_payment"})


def organiser() -> Organiser:
    """Who invites, in calendars."""
    name, email = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return Organiser(name=name or email, email=email, host=urlsplit(settings.SITE_URL).hostname or "localhost")


def mail_confirmed(registration: RegistrationView, *, again: str = "") -> None:
    """Who, what, when, where, the personal link and the calendar file. `again` names a repeat that was asked for.

    For a seat without a name the booker is asked who will come.
    """
    if not registration.is_named:
        told = names_close(registration.edition, registration.language)
        _mail_registration("to_name", registration, once=again, uiterlijk=told)
        return
    key = f"registration:{registration.public_id}:confirmed"
    _mail_registration("confirmed", registration, key=f"{key}:{again}" if again else key)


def mail_waiting(registration: RegistrationView, then: str) -> None:
    """The place is kept while somebody looks at the application."""
    _mail_registration("waiting", registration, vervolg=then)


def mail_held(registration: RegistrationView, decision_date: dt.date | None) -> None:
    """The place is kept until it is decided whether it goes ahead; nobody pays before."""
    _mail_registration("held", registration, besluit=decision_told(decision_date, registration.language))


def mail_place_awaits_payment(registration: RegistrationView) -> None:
    """It goes ahead, and whoever booked has been asked to pay."""
    _mail_registration("awaits_payment", registration)


def mail_admitted(registration: RegistrationView) -> None:
    """Admitted; how it goes on is said when the colleagues on the booking are decided about too."""
    _mail_registration("admitted", registration, vervolg=colleagues_follow(registration.language))


def mail_admitted_awaits_payment(registration: RegistrationView) -> None:
    """Admitted, and whoever booked has been asked to pay."""
    key = f"registration:{registration.public_id}:admitted:payment"
    _mail_registration("admitted", registration, key=key, vervolg=payment_follows(registration.language))


def mail_refused(registration: RegistrationView, reason: str) -> None:
    """Not admitted, with what the colleague who decided says about it."""
    _mail_registration("refused", registration, toelichting=reason)


def mail_other_advice(registration: RegistrationView, reason: str, title: str, url: str) -> None:
    """Not this one, but another programme; `url` is absolute."""
    _mail_registration("other_advice", registration, toelichting=reason, programma=title, adres=url)


def mail_decision_postponed(registration: RegistrationView, decision_date: dt.date) -> None:
    """It is decided on another day whether it goes ahead."""
    key = f"registration:{registration.public_id}:postponed:{decision_date.isoformat()}"
    told = decision_told(decision_date, registration.language)
    _mail_registration("decision_postponed", registration, key=key, besluit=told)


def mail_cancelled(registration: RegistrationView, *, was: RegistrationStatus) -> None:
    """The place is given back, and its calendar item disappears. Whoever had no item yet but was mailed about the place hears it
    too; whoever never heard of it does not."""
    if was is RegistrationStatus.CONFIRMED:
        _mail_registration("cancelled", registration, once=str(registration.public_id))
    elif registration.is_named and messages_about([f"registration:{registration.public_id}"]):
        _mail_registration("withdrawn", registration)


def mail_substituted(registration: RegistrationView, successor: str, *, was: RegistrationStatus) -> None:
    """Somebody else takes the place, and its calendar item disappears. Whoever never heard of the place does not hear this."""
    moment = MOMENTS["substituted"]
    if was is not RegistrationStatus.CONFIRMED:
        if not messages_about([f"registration:{registration.public_id}"]):
            return
        moment = replace(moment, method=None, closing="")
    _mail_registration("substituted", registration, moment=moment, opvolger=successor)


def mail_workgroup_changed(registration: RegistrationView, key: str) -> None:
    """A colleague chose another workgroup for somebody; `key` is of this change."""
    key = f"registration:{registration.public_id}:workgroup:{key}"
    _mail_registration("workgroup_changed", registration, key=key, werkgroep=workgroup_told(registration))


def mail_edition_changed(registration: RegistrationView, removed: Sequence[SessionView] = ()) -> None:
    """Another date, time or place. The calendar items of whoever has them move along, and those of `removed` sessions disappear."""
    key = f"registration:{registration.public_id}:changed:{registration.edition.sequence}"
    moment = MOMENTS["edition_changed"]
    if removed:
        moment = replace(moment, closing=_ITEMS_GONE)
    with translation.override(registration.language):
        more = [Fact(_("Vervalt"), f"{day(gone.starts_at)}, {times(gone)}") for gone in removed]
    if registration.status not in EXPECTED:
        moment = replace(moment, method=None, closing="")
    _mail_registration("edition_changed", registration, key=key, moment=moment, removed=removed, more=more)


def mail_edition_confirmed(registration: RegistrationView) -> None:
    """It was decided that the edition goes ahead."""
    _mail_registration("edition_confirmed", registration)


def mail_edition_cancelled(registration: RegistrationView, reason: str, *, was: RegistrationStatus) -> None:
    """The edition does not go ahead; the calendar item of whoever had one disappears. `reason` is a sentence of the academy."""
    moment = MOMENTS["edition_cancelled"]
    if was is not RegistrationStatus.CONFIRMED:
        moment = replace(moment, method=None, closing="")
    _mail_registration("edition_cancelled", registration, moment=moment, reden=reason)


def mail_certificate(registration: RegistrationView) -> None:
    """Where the certificate is; once, also when the attendance was put right afterwards."""
    _mail_registration("certificate", registration)


def mail_booking_confirmed(booking: Booking, registrations: Sequence[RegistrationView], order: OrderView) -> None:
    """To whoever booked: who takes part, what it costs and how it is paid."""
    _mail_booking("booking_confirmed", booking, registrations, order, betaling=paid_told(order, booking.language))


def mail_booking_received(booking: Booking, registrations: Sequence[RegistrationView], order: OrderView) -> None:
    """To whoever booked and pays online: the link to pay, for when the browser was closed, and until when."""
    _mail_booking("booking_received", booking, registrations, order, betaling=payment_told(order, booking.language))


def mail_booking_held(
    booking: Booking, registrations: Sequence[RegistrationView], order: OrderView, decision_date: dt.date | None
) -> None:
    """To whoever booked: the places are kept, and what will be paid if it goes ahead."""
    besluit, betaling = decision_told(decision_date, booking.language), held_told(order, booking.language)
    _mail_booking("booking_held", booking, registrations, order, besluit=besluit, betaling=betaling)


def mail_payment_asked(booking: Booking, registrations: Sequence[RegistrationView], order: OrderView) -> None:
    """To whoever booked: it goes ahead, with the link to pay and the last day."""
    _mail_booking("payment_asked", booking, registrations, order, betaling=payment_told(order, booking.language))


def mail_booking_expired(booking: Booking, registrations: Sequence[RegistrationView]) -> None:
    """Nobody paid in time, the places are free again."""
    _mail_booking("booking_expired", booking, registrations)


def mail_admission_payment(booking: Booking, registrations: Sequence[RegistrationView], order: OrderView) -> None:
    """To whoever booked: they are admitted, with the link to pay and the last day."""
    _mail_booking("admission_payment", booking, registrations, order, betaling=payment_told(order, booking.language))


def mail_booking_awaits_consent(
    booking: Booking, registrations: Sequence[RegistrationView], until: dt.datetime
) -> None:
    """To whoever booked: the places are kept until the budget holder has decided, and until when that may take."""
    with translation.override(booking.language):
        uiterlijk = deadline(until)
    _mail_booking("consent_awaited", booking, registrations, budgethouder=booking.consent.name, uiterlijk=uiterlijk)


def mail_consent_payment(booking: Booking, registrations: Sequence[RegistrationView], order: OrderView) -> None:
    """To whoever booked: the budget holder agrees, with the link to pay and the last day."""
    betaling = payment_told(order, booking.language)
    _mail_booking(
        "consent_payment", booking, registrations, order, budgethouder=booking.consent.name, betaling=betaling
    )


def mail_booking_without_consent(
    booking: Booking, registrations: Sequence[RegistrationView], consent: ConsentRequest
) -> None:
    """To whoever booked: no, and why; or no answer in time. The places are free again."""
    gebeurd = consent_told(consent, booking.language)
    _mail_booking("consent_refused", booking, registrations, budgethouder=consent.name, gebeurd=gebeurd)


def mail_decision_due(edition: Edition, manager: User, url: str) -> None:
    """To a programme manager: today is the day; `edition` knows what money is expected."""
    queue_mail(
        key=f"edition:{edition.public_id}:decide:{edition.decision_date}:{manager.pk}",
        to=manager.email,
        template="events/decision_due",
        context={"edition": edition, "manager": manager, "url": url},
        language=settings.LANGUAGE_CODE,
        about=f"edition:{edition.public_id}",
    )


def mail_reminder(registration: RegistrationView, session: SessionView, kind: str, ready: Sequence[str] = ()) -> None:
    """What goes by the clock, about one session; `kind` is a moment. A session that moves is reminded of anew. `ready` are the
    titles of what there is to read beforehand."""
    key = f"registration:{registration.public_id}:{kind}:{session.public_id}:{session.opens_at:%Y%m%dT%H%MZ}"
    with translation.override(registration.language):
        more = [Fact(_("Op uw persoonlijke pagina"), "; ".join(ready))] if ready else []
    _mail_registration(kind, registration, key=key, once=key, session=session, more=more)


def mail_material(
    registration: RegistrationView, session: SessionView, titles: Sequence[str], due_at: dt.datetime
) -> None:
    """Something to read or watch can be seen from now on; once for what came on one day."""
    key = f"registration:{registration.public_id}:material:{session.public_id}:{due_at:%Y%m%dT%H%MZ}"
    _mail_registration("material", registration, key=key, session=session, materiaal="; ".join(titles))


def mail_evaluation(registration: RegistrationView, session: SessionView, access_key: str) -> None:
    """Asks what they think of it; `session` is the one that was, the link holds the key of the evaluation."""
    url = absolute_url("events:evaluation", access_key, language=registration.language)
    key = f"registration:{registration.public_id}:evaluate:{session.public_id}"
    _mail_registration("evaluate", registration, key=key, session=session, action_url=url)


def mail_names_reminder(registration: RegistrationView, closes_at: dt.datetime) -> None:
    """Once more to whoever booked a seat without a name: who will come; once for each deadline."""
    told = names_close(registration.edition, registration.language)
    _mail_registration("names_reminder", registration, once=f"{closes_at:%Y%m%dT%H%MZ}", uiterlijk=told)


def mail_message(registration: RegistrationView, words: MailWords, key: str) -> None:
    """What a colleague writes to some of the participants; `key` is of the whole message."""
    reference = f"registration:{registration.public_id}"
    letter = registration_mail(MESSAGE, registration, words, own={})
    queue_mail(
        key=f"{reference}:message:{key}",
        to=registration.email,
        template=MAIL,
        context=letter.context,
        own=letter.own,
        language=registration.language,
        about=reference,
    )


def preview(moment: Moment, registration: RegistrationView, words: MailWords) -> RenderedMail:
    """The mail as this person would get it; nothing is stored or sent."""
    with translation.override(registration.language):
        example = example_values()
    sessions = registration.edition.sessions
    letter = registration_mail(moment, registration, words, sessions[0] if sessions else None, own=example)
    return rendered_mail(MAIL, letter.context, registration.language, letter.own)


def preview_to_booker(
    event: str,
    booking: Booking,
    registrations: Sequence[RegistrationView],
    order: OrderView | None,
    words: MailWords,
) -> RenderedMail:
    """The mail as whoever made this booking would get it; nothing is stored or sent."""
    with translation.override(booking.language):
        example = example_values_of_booking()
    context = booking_mail(event, booking, registrations, order, words, **example)
    return rendered_mail(MAIL_TO_BOOKER, context, booking.language)


def booking_mail(
    event: str,
    booking: Booking,
    registrations: Sequence[RegistrationView],
    order: OrderView | None,
    words: MailWords,
    **own: str,
) -> dict[str, Any]:
    """What the frame of the mails to bookers is filled with."""
    moment = MOMENTS[event]
    values = values_of_booking(booking, registrations[0].edition, order, **own)
    url = values[LINK]
    if order and event in ASKS_MONEY:
        url = f"{settings.SITE_URL}{order.pay_url}"
    with translation.override(booking.language):
        return {
            "moment": moment,
            "registrations": registrations,
            "order": order if "ordernummer" in moment.placeholders else None,
            "subject": filled_in(words.subject, values),
            "text": filled_in(words.body, values),
            "html": filled_in_html(words.body, values),
            "action_url": url,
            "cancellation": _cancellation(booking, registrations) if event == "booking_confirmed" else [],
        }


def _cancellation(booking: Booking, registrations: Sequence[RegistrationView]) -> list[str]:
    first_day = registrations[0].edition.starts_at
    return cancellation_lines(booking.cancellation_steps, timezone.localdate(first_day) if first_day else None)


@dataclass(frozen=True)
class Letter:
    """What the frame of the house is filled with: what others read too, and what is of this reader alone (cms.mail.outbox)."""

    context: Mapping[str, Any]
    own: Mapping[str, str]


def registration_mail(
    moment: Moment,
    registration: RegistrationView,
    words: MailWords,
    session: SessionView | None = None,
    *,
    own: Mapping[str, str],
    more: Sequence[Fact] = (),
    action_url: str = "",
) -> Letter:
    """About a registration. `own` are the placeholders of this moment alone, and `more` stands below the facts."""
    values = values_for(registration, session, **own)
    sessions = registration.edition.sessions
    with translation.override(registration.language):
        facts = [
            *when_and_where([session] if session and moment.own else sessions),
            *workgroup_fact(registration),
            *more,
        ]
        context = {
            "heading": str(moment.heading),
            "closing": str(moment.closing) if registration.is_named and sessions else "",
            "action": str(moment.action),
            "door": _door(registration) if moment.has_link else "",
            "is_named": registration.is_named,
            "facts": [_plain(fact) for fact in facts],
        }
        return Letter(
            context,
            {
                "subject": filled_in(words.subject, values),
                "text": filled_in(words.body, values),
                "html": filled_in_html(words.body, values),
                "number": registration.number,
                "personal_url": registration.personal_url,
                "action_url": action_url or registration.personal_url,
            },
        )


def _plain(fact: Fact) -> dict[str, Any]:
    link = fact.link and {"text": str(fact.link.text), "url": fact.link.url}
    return {"label": str(fact.label), "value": str(fact.value), "note": str(fact.note), "link": link}


def _door(registration: RegistrationView) -> str:
    """What the personal page is still for."""
    starts_at = registration.edition.starts_at
    if starts_at and starts_at <= timezone.now():
        return "closed"
    return "on_site" if starts_at and registration.edition.sessions[0].mode == "on_site" else "online"


def mail_no_consent(registration: RegistrationView) -> None:
    """To a participant whom somebody else registered: there was no consent, so there is no place."""
    _mail_registration("no_consent", registration)


def _mail_registration(
    event: str,
    registration: RegistrationView,
    *,
    key: str = "",
    once: str = "",
    session: SessionView | None = None,
    action_url: str = "",
    moment: Moment | None = None,
    removed: Sequence[SessionView] = (),
    more: Sequence[Fact] = (),
    **own: str,
) -> None:
    """`once` tells events of seats without a name apart that happen more than once to a booking. The calendar items of `removed`
    sessions disappear, and `more` stands below the facts."""
    reference = f"registration:{registration.public_id}"
    moment = moment or MOMENTS[event]
    words, academy = words_and_sender(event, registration.language, registration.edition.offering_key)
    if registration.unnamed_in:
        # The booker hears it once, however many seats have no name yet, and has no calendar item of them.
        reference = f"booking:{registration.unnamed_in}"
        key = f"{reference}:unnamed:{event}:{once or registration.edition.sequence}"
    letter = registration_mail(moment, registration, words, session, own=own, more=more, action_url=action_url)
    queue_mail(
        key=key or f"{reference}:{event}",
        to=registration.email,
        template=MAIL,
        context={**letter.context, "academy": academy},
        own=letter.own,
        language=registration.language,
        attachments=_calendar_files(registration, moment.method, removed),
        about=reference,
    )


def _calendar_files(
    registration: RegistrationView, method: Method | None, removed: Sequence[SessionView]
) -> list[Attachment]:
    """The items as they are now, and those of sessions that are gone, each in a file of its own; a seat without a name has none."""
    if method is None or not registration.is_named:
        return []
    gone = replace(registration, edition=replace(registration.edition, sessions=tuple(removed)))
    files = []
    for name, view, asks in (("vakwerk", registration, method), ("vervallen", gone, Method.CANCEL)):
        items = mailed_calendars(view, method=asks, organiser=organiser(), stamp=timezone.now())
        for number, item in enumerate(items, 1):
            named = f"{name}-{number}.ics" if len(items) > 1 else f"{name}.ics"
            files.append(Attachment(named, f"text/calendar; method={asks.value}", item))
    return files


def _mail_booking(
    event: str,
    booking: Booking,
    registrations: Sequence[RegistrationView],
    order: OrderView | None = None,
    **own: str,
) -> None:
    words, academy = words_and_sender(event, booking.language, registrations[0].edition.offering_key)
    reference = f"booking:{booking.public_id}"
    queue_mail(
        key=f"{reference}:{event}",
        to=booking.email,
        template=MAIL_TO_BOOKER,
        context=booking_mail(event, booking, registrations, order, words, **own) | {"academy": academy},
        language=booking.language,
        about=reference,
    )
