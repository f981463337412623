"""The addresses of every kind of page of the site, in every state that it can be in, by what one sees there.

They need the content of the demo. What only a form brings up that was sent with a mistake, stands in the journeys.
"""

import datetime as dt
from types import SimpleNamespace

from django.utils import timezone
from wagtail.models import Locale

from betalingen.actions.begin_payment import begin_payment
from betalingen.sandbox import Sandbox
from cms.actions.remember_deleted import remember_deleted
from cms.mail.leads import leaving_key
from cms.models import NewsPage, PublicationPage, Quotation
from events.actions.choose_interview import choose_interview
from events.actions.confirm_host import confirm_host
from events.actions.give_consent import give_consent
from events.actions.withdraw_guest import withdraw_guest
from events.contracts import Participant
from events.lifecycles import ConsentStatus, HostStatus, RegistrationStatus, WaitingListStatus
from events.models import ClosingReport, ConsentRequest, Edition, HostInvitation, Quote
from events.queries.evaluations import OPEN_FOR
from events.queries.guests import guest_key
from tests.events.bookings import PIETER, SANNE, book, paid_edition
from tests.events.consents import AGREEMENT, ask
from tests.events.guests import bring, edition_with_guests, inviter_of
from tests.events.hosts import ADDRESS, edition_out, invite
from tests.events.questions import CV, DIET, LUNCH, ORDER
from tests.events.workgroups import STREET, TABLE
from tests.factories.betalingen import (
    AttemptFactory,
    InstalmentFactory,
    InvoiceFactory,
    InvoiceOrderFactory,
    OrderFactory,
    PaidAttemptFactory,
    SubsidySchemeFactory,
    VatRuleFactory,
)
from tests.factories.cms import ContentPageFactory, LeadFactory, PersonFactory
from tests.factories.events import (
    AlumnusFactory,
    BookingFactory,
    CertificateFactory,
    ConsentRequestFactory,
    EditionFactory,
    EvaluationFactory,
    HostInvitationFactory,
    InterviewSlotFactory,
    MaterialFactory,
    QuoteFactory,
    RegistrationFactory,
    SessionFactory,
    UploadFactory,
    WaitingListEntryFactory,
    answer_with,
)
from tests.journeys.offerings import webinar

Addresses = dict[str, str]

OTHER_WEBINARS = [
    ("Vol", "full"),
    ("Aanmelden gesloten", "closed"),
    ("Geweest", "over"),
    ("Gaat niet door", "called-off"),
]


def site(content: SimpleNamespace) -> Addresses:
    """What editors make, and what finds it."""
    programmes, locale = content.site.programmes, content.site.home.locale
    report = NewsPage.objects.live().exclude(attendance=None)[0]
    sponsored = NewsPage.objects.live().exclude(disclosure="")[0]
    interested = LeadFactory.create(kind="interest")
    gone = ContentPageFactory(parent=content.site.home, slug="oude-regels")
    gone.save_revision().publish()
    gone.refresh_from_db()
    remember_deleted(gone)
    gone.delete()
    return {
        "home": "/",
        "agenda": "/agenda/",
        "agenda, filtered": "/agenda/?vorm=webinar&vrij=ja",
        "agenda, nothing left": "/agenda/?vorm=webinar&plaats=merwestein",
        "programmes": "/programmas/",
        "programme, open edition and in-company": programmes["leernetwerk-hrm"].url,
        "programme, in-company": programmes["goed-werk-in-uw-team"].url,
        "programme, no dates": programmes["ambtelijk-vakmanschap"].url,
        "news": "/nieuws/",
        "news, filtered": f"/nieuws/?jaar={report.published_on.year}",
        "report": report.url,
        "sponsored article": sponsored.url,
        "series": "/nieuws/uit-de-uitvoering/",
        "publications": "/publicaties/",
        "publication": PublicationPage.objects.get(slug="ruimte-maken", locale=locale).url,
        "projects": "/projecten/",
        "project": "/projecten/ruimte-voor-vakmanschap/",
        "person": content.site.people["ruben"].get_absolute_url(),
        "plain page": "/over-ons/",
        "accessibility statement": "/toegankelijkheid/",
        "contact": "/contact/",
        "contact, sent": f"/bericht/{content.contact.translation_key}/verstuurd/",
        "call": "/oproep-meedoen/",
        "call, sent": f"/bericht/{content.call.translation_key}/verstuurd/",
        "dates, leaving": f"/op-de-hoogte/{leaving_key(interested)}/",
        "dates, sent": f"/bericht/{programmes['ambtelijk-vakmanschap'].translation_key}/verstuurd/",
        "search": "/zoeken/",
        "search, found": "/zoeken/?q=vakmanschap",
        "search, nothing": "/zoeken/?q=kwantumfysica",
        "people log in": "/account/login/",
        "participants log in": "/account/login/code/",
        "password": "/account/password/reset/",
        "mailbox": "/postvak/",
        "gone": "/oude-regels/",
        "never there": "/deze-pagina-is-er-niet/",
        **{f"answer {code}": f"/antwoord/{code}/" for code in (400, 403, 429, 500)},
    }


def webinars(content: SimpleNamespace) -> Addresses:
    """Open, full, closed, over and called off; and what comes after signing up."""
    tree = SimpleNamespace(agenda=content.offerings.agenda)
    answers = {
        "contact": PersonFactory.create(phone="030 123 45 67"),
        "recording_url": "https://video.example.org/opname/",
    }
    full, closed, over, off = (webinar(tree, title=title, slug=slug, **answers) for title, slug in OTHER_WEBINARS)
    Edition.objects.filter(pk=full.pk).update(taken=full.capacity)
    Edition.objects.filter(pk=closed.pk).update(closes_at=timezone.now())
    yesterday = timezone.now() - dt.timedelta(days=1)
    over.sessions.update(starts_at=yesterday, ends_at=yesterday + dt.timedelta(hours=1), walk_in_at=None)
    Edition.objects.filter(pk=off.pk).update(status="cancelled", cancel_reason="De spreker is ziek.")
    open_one = content.offerings.webinars["webinar-beroepscode"]
    return {
        "webinar, open": open_one.url,
        **{f"webinar, {each.offering.slug}": each.offering.url for each in (full, closed, over, off)},
        "webinar, signed up": f"/aanmelden/{Edition.objects.get(offering=open_one).public_id}/gelukt/",
    }


def registrations() -> Addresses:
    """Behind personal links: a registration in every state, its door, and whole bookings."""
    edition = paid_edition(sessions=2)
    now_on = SessionFactory.create(starts_at=timezone.now())
    waiting = book(edition, SANNE, PIETER)
    own = {
        "registration, door open": RegistrationFactory.create(booking__edition=now_on.edition),
        "registration, on site": RegistrationFactory.create(booking__edition__sessions__mode="on_site"),
        "registration, to be paid": waiting.registrations[0],
        "registration, called off": RegistrationFactory.create(
            booking__edition__status="cancelled", status=RegistrationStatus.CANCELLED, seat=False
        ),
        **{
            f"registration, {status}": RegistrationFactory.create(booking__edition=edition, status=status, seat=False)
            for status in RegistrationStatus
            if status not in (RegistrationStatus.INTAKE, RegistrationStatus.OTHER_ADVICE)  # as applied and as refused
        },
    }
    for session in edition.sessions.all():
        MaterialFactory.create(session=session)
        MaterialFactory.create(session=session, title="Achtergrond", document=None, url="https://www.example.org/")
    certificate = CertificateFactory.create(registration=own["registration, attended"])
    withdrawn = CertificateFactory.create(registration=own["registration, absent"])
    confirmed, expired = own["registration, confirmed"], own["registration, expired"]
    was = SessionFactory.create(starts_at=timezone.now() - dt.timedelta(days=1)).edition
    took_part = RegistrationFactory.create(booking__edition=was)
    quoted = {"grade": 8, "quotation": Quotation.objects.create(text="Ik luister nu beter.")}
    evaluations = {
        "evaluation, asked": EvaluationFactory.create(registration=took_part),
        "evaluation, answered": EvaluationFactory.create(registration__booking__edition=was, **quoted),
        "evaluation, closed": EvaluationFactory.create(
            registration__booking__edition=was, asked_at=timezone.now() - OPEN_FOR
        ),
    }
    alumnus = AlumnusFactory.create(registration__booking__edition=was).registration
    unnamed = book(edition, Participant("", ""), provider="invoice")
    half = [{"type": "step", "value": {"days": 0, "percentage": 50}}]
    costly = book(paid_edition(sessions=2, cancellation_steps=half), provider="invoice").registrations[0]
    return {
        **{name: f"/inschrijving/{each.access_key}/" for name, each in own.items()},
        **{name: f"/evaluatie/{each.access_key}/" for name, each in evaluations.items()},
        "registration, afterwards": f"/inschrijving/{took_part.access_key}/",
        "alumni list, asked": f"/inschrijving/{took_part.access_key}/alumni/",
        "alumni list, on it": f"/inschrijving/{alumnus.access_key}/alumni/",
        "registration, cancelling": f"/inschrijving/{confirmed.access_key}/afmelden/",
        "registration, cancelling costs money": f"/inschrijving/{costly.access_key}/afmelden/",
        "registration, somebody else comes": f"/inschrijving/{confirmed.access_key}/vervangen/",
        "registration, own details": f"/inschrijving/{confirmed.access_key}/gegevens/",
        "certificate": f"/certificaat/{certificate.code}/",
        "certificate, withdrawn": f"/certificaat/{withdrawn.code}/",
        "certificate, unknown": "/certificaat/0000/",
        "booking, to be paid": f"/aanmelding/{waiting.booking.access_key}/",
        "booking, confirmed": f"/aanmelding/{confirmed.booking.access_key}/",
        "booking, expired": f"/aanmelding/{expired.booking.access_key}/",
        "booking, who comes": f"/aanmelding/{unnamed.booking.access_key}/namen/",
        "booking, a seat goes back": f"/aanmelding/{costly.booking.access_key}/afmelden/{costly.public_id}/",
        "registering": f"/inschrijven/{edition.public_id}/",
    }


def more_to_ask() -> Addresses:
    """Workgroups to choose from, one of them full, and files among the questions."""
    edition = EditionFactory.create(workgroups=[STREET, TABLE], questions=[CV, ORDER, LUNCH, DIET])
    RegistrationFactory.create(booking__edition=edition, workgroup="table")
    sent = UploadFactory.create()
    answers = {"questions": {"given": [answer_with(sent)]}}
    booking = BookingFactory.create(edition=edition, answers=answers)
    own = RegistrationFactory.create(booking=booking, workgroup="street", answers=[answer_with(sent)])
    unnamed = book(edition, Participant("", ""))
    return {
        "registration, workgroup and file": f"/inschrijving/{own.access_key}/",
        "registration, choosing a workgroup": f"/inschrijving/{own.access_key}/werkgroep/",
        "registration, own details with questions": f"/inschrijving/{own.access_key}/gegevens/",
        "booking, with a file": f"/aanmelding/{booking.access_key}/",
        "booking, names with workgroups and files": f"/aanmelding/{unnamed.booking.access_key}/namen/",
        "registering, workgroups and files": f"/inschrijven/{edition.public_id}/",
    }


def subsidies() -> Addresses:
    """Forms of what is subsidised, for whoever cannot have it or must declare something; the price that changes meanwhile is in
    a journey."""
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    schemes = {
        "over": SubsidySchemeFactory.create(valid_until=yesterday),
        "used up": SubsidySchemeFactory.create(budget_cents=1),
        "declared": SubsidySchemeFactory.create(declaration="Wij zijn een gemeente met minder dan 50.000 inwoners."),
    }
    rule = VatRuleFactory.create()
    editions = {name: paid_edition(subsidy_scheme=scheme, vat_rule=rule) for name, scheme in schemes.items()}
    return {f"registering, subsidy {name}": f"/inschrijven/{each.public_id}/" for name, each in editions.items()}


def waiting_list() -> Addresses:
    """Behind the personal link of who waits, in every state but that with a registration; and the form and its thanks."""
    edition = EditionFactory.create(capacity=1, taken=1)
    offer = {"offered_at": timezone.now(), "offer_until": timezone.now() + dt.timedelta(days=1)}
    states = {
        WaitingListStatus.WAITING: {},
        WaitingListStatus.OFFERED: offer,
        WaitingListStatus.DECLINED: offer,
        WaitingListStatus.EXPIRED: offer,
        WaitingListStatus.WITHDRAWN: {},
    }
    entries = {
        status: WaitingListEntryFactory.create(edition=edition, status=status, **facts)
        for status, facts in states.items()
    }
    several = WaitingListEntryFactory.create(edition=edition, seats=3)
    return {
        **{f"waiting list, {status}": f"/wachtplaats/{entry.access_key}/" for status, entry in entries.items()},
        "waiting list, leaving": f"/wachtplaats/{entries[WaitingListStatus.WAITING].access_key}/afzien/",
        "waiting list, for several": f"/wachtplaats/{several.access_key}/",
        "waiting list, asking": f"/wachtlijst/{edition.public_id}/",
        "waiting list, asked": f"/wachtlijst/{edition.public_id}/gelukt/",
    }


def consents() -> Addresses:
    """A budget holder who is asked, who answered, who is too late, and whose answer is not needed any more."""
    edition = paid_edition(subsidy_scheme=None)
    asked, given = ask(edition, SANNE, PIETER), ask(paid_edition(subsidy_scheme=None, vat_rule=edition.vat_rule))
    give_consent(request_id=given.pk, agreement=AGREEMENT)
    others = {
        status: ConsentRequestFactory.create(booking__edition=edition, status=status)
        for status in ConsentStatus
        if status not in (ConsentStatus.ASKED, ConsentStatus.GIVEN)
    }
    found: dict[ConsentStatus, ConsentRequest] = {ConsentStatus.ASKED: asked, ConsentStatus.GIVEN: given} | others
    return {
        **{f"consent, {status}": f"/akkoord/{request.access_key}/" for status, request in found.items()},
        "consent, saying no": f"/akkoord/{asked.access_key}/afwijzen/",
        "booking, waits for consent": f"/aanmelding/{asked.booking.access_key}/",
    }


def hosts() -> Addresses:
    """Organisations that are asked to receive a day, whatever they said, and what participants read then."""
    edition = edition_out(questions=[LUNCH])
    asked = invite(edition, asks_lunch=True, also_asked="Een scherm", counted=["lunch"])
    answer = {"key": "lunch", "label": "Eet u mee?", "answer": "Ja", "passing": False}
    RegistrationFactory.create(booking__edition=edition, answers=[answer])
    confirmed = invite(edition_out(), organisation_id=asked.organisation_id)
    confirm_host(invitation_id=confirmed.pk, address=ADDRESS)
    guest = RegistrationFactory.create(booking__edition=confirmed.session.edition)
    others = {
        status: HostInvitationFactory.create(organisation=asked.organisation, status=status)
        for status in (HostStatus.DECLINED, HostStatus.WITHDRAWN)
    }
    found: dict[str, HostInvitation] = {"invited": asked, "confirmed": confirmed} | others
    return {
        **{f"host, {status}": f"/ontvangst/{invitation.access_key}/" for status, invitation in found.items()},
        "host, saying no": f"/ontvangst/{asked.access_key}/afwijzen/",
        "registration, at a host": f"/inschrijving/{guest.access_key}/",
    }


def guests() -> Addresses:
    """A participant who may bring guests, the link they pass on, and the pages of a guest who comes and of one who does not."""
    edition = edition_with_guests(each=2)
    inviter = inviter_of(edition)
    comes, withdrawn = bring(inviter, "Gijs"), bring(inviter, "Greet")
    withdraw_guest(guest_id=withdrawn.pk)
    full = inviter_of(edition_with_guests(capacity=1))
    bring(full)
    link = f"/gasten/{guest_key(inviter.public_id)}/"
    return {
        "registration, with guests": f"/inschrijving/{inviter.access_key}/",
        "registration, guests are full": f"/inschrijving/{full.access_key}/",
        "guest, invited": link,
        "guest, signed up": f"{link}gelukt/",
        "guest, no place left": f"/gasten/{guest_key(full.public_id)}/",
        "guest, comes": f"/gast/{comes.access_key}/",
        "guest, withdrawn": f"/gast/{withdrawn.access_key}/",
    }


def interviews() -> Addresses:
    """Applicants with and without a talk, and the moments to choose from."""
    slot = InterviewSlotFactory.create()
    free = InterviewSlotFactory.create(edition=slot.edition)
    with_talk, without = (
        RegistrationFactory.create(booking__edition=slot.edition, status=RegistrationStatus.INTAKE) for _ in range(2)
    )
    choose_interview(registration_id=with_talk.pk, slot=slot.public_id)
    assert free.registration is None
    return {
        "interview, chosen": f"/inschrijving/{with_talk.access_key}/",
        "interview, to be chosen": f"/inschrijving/{without.access_key}/",
        "interview, moving": f"/inschrijving/{with_talk.access_key}/gesprek/",
        "interview, choosing": f"/inschrijving/{without.access_key}/gesprek/",
    }


def payments(sandbox: Sandbox) -> Addresses:
    """An order in every state, and coming back from the payment page."""
    orders = {
        **{status: OrderFactory.create(status=status) for status in ("open", "cancelled", "expired")},
        "paid": PaidAttemptFactory.create().order,
        "deferred": InvoiceOrderFactory.create(),
        "pending": AttemptFactory.create(status="pending", order__expires_at=None).order,
        "set aside": PaidAttemptFactory.create(order=OrderFactory.create(), received_cents=1).order,
    }
    addresses = {f"order, {name}": f"/betalen/{order.access_key}/" for name, order in orders.items()}
    first = InstalmentFactory.create(count=2, planned_cents=100_000)
    InvoiceFactory.create(order=first.order, instalment=first, amount_cents=100_000, vat_cents=17_355)
    second = InstalmentFactory.create(order=first.order, number=2, count=2, planned_cents=87_550)
    addresses |= {"order, in instalments": f"/betalen/{first.order.access_key}/"}
    addresses |= {f"{row}": f"/betalen/{row.access_key}/" for row in (first, second)}
    for state, happens in {"undecided": None, "paid": sandbox.pay, "failed": sandbox.fail}.items():
        order = OrderFactory.create()
        begin_payment(order=order.pk)
        reference = order.attempts.get().provider_reference
        if happens:
            happens(reference)
        addresses[f"back from paying, {state}"] = f"/betalen/{order.access_key}/terug/?session_id={reference}"
    begin_payment(order=first.order_id, instalment=first.pk)
    paid = first.attempts.get().provider_reference
    sandbox.pay(paid)
    addresses["back from paying an instalment"] = f"/betalen/{first.access_key}/terug/?session_id={paid}"
    return addresses


def quotes(content: SimpleNamespace) -> Addresses:
    """An offer in every state that its customer sees."""
    found = {quote.status: quote for quote in Quote.objects.filter(status__in=["sent", "accepted", "declined"])}
    over = QuoteFactory.create(vat_rule=found["sent"].vat_rule, valid_until=timezone.localdate() - dt.timedelta(days=1))
    old = QuoteFactory.create(vat_rule=over.vat_rule, status="withdrawn")
    new = QuoteFactory.create(vat_rule=over.vat_rule, request=old.request, version=2)
    programme = content.site.programmes["goed-werk-in-uw-team"]
    QuoteFactory.create(vat_rule=over.vat_rule, status="accepted", employees_key="n" * 32)
    states = {**found, "expired": over, "superseded": old, "second version": new}
    return {
        **{f"quote, {name}": f"/offerte/{quote.access_key}/" for name, quote in states.items()},
        "quote, saying no": f"/offerte/{found['sent'].access_key}/afwijzen/",
        "quote, asking": f"/in-company/{programme.translation_key}/aanvragen/",
        "employees choosing": f"/in-company/{found['accepted'].employees_key}/kiezen/",
        "employees choosing, nothing left": f"/in-company/{'n' * 32}/kiezen/",
        "quote, report": f"/offerte/{ClosingReport.objects.get().quote.access_key}/eindverslag/",
        "quote, asked": f"/in-company/{programme.translation_key}/bedankt/",
    }


def english(content: SimpleNamespace) -> Addresses:
    """One page of each layout in the other language, whose words have other lengths."""
    pages = [
        content.contact,
        content.site.programmes["leernetwerk-hrm"],
        content.offerings.webinars["webinar-beroepscode"],
    ]
    locale = Locale.objects.get(language_code="en")
    return {
        "English: home": "/en/",
        "English: agenda": "/en/agenda/",
        "English: log in": "/en/account/login/code/",
        **{f"English: {page.slug}": page.get_translation(locale).url for page in pages},
    }
