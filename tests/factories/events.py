"""Editions, registrations and quotes that are valid as they are. Pages stand at the root unless they get a `parent`."""

import datetime as dt
from decimal import Decimal
from typing import Any

import factory
import wagtail_factories
from django.utils import timezone

from betalingen.api import VatCategory, VatTerms, price_of
from cms.models import ProgrammePage
from events.actions.tend_guests import facts_told
from events.lifecycles import ConsentStatus, EditionStatus, QuoteStatus, RegistrationStatus
from events.models import (
    Alumnus,
    Booking,
    Certificate,
    ConsentRequest,
    Edition,
    Evaluation,
    Guest,
    GuestList,
    HostInvitation,
    InterviewSlot,
    ListReader,
    Material,
    Quote,
    QuoteLine,
    QuoteRequest,
    Registration,
    Session,
    SessionPerson,
    Upload,
    WaitingListEntry,
    WebinarPage,
)
from tests.factories.betalingen import VatRuleFactory


def local(*parts: int) -> dt.datetime:
    """A moment in the Netherlands: local(2026, 12, 15, 12, 30)."""
    return timezone.make_aware(dt.datetime(*parts))  # type: ignore[arg-type]  # noqa: DTZ001


def noon_in(days: int) -> dt.datetime:
    """Within one day whatever the clock of the test says, also an hour earlier or later by summer time."""
    return timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0) + dt.timedelta(days=days)


class ProgrammePageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence(lambda number: f"Leergang {number}")
    kind = ProgrammePage.Kind.COURSE

    class Meta:
        model = ProgrammePage


class WebinarPageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence(lambda number: f"Webinar {number}")
    starts_at = factory.LazyFunction(lambda: noon_in(30))
    ends_at = factory.LazyAttribute(lambda page: page.starts_at + dt.timedelta(minutes=90))
    walk_in_at = factory.LazyAttribute(lambda page: page.starts_at - dt.timedelta(minutes=15))
    capacity = 100
    meeting_url = "https://meet.example.org/zaal"

    class Meta:
        model = WebinarPage


class EditionFactory(factory.django.DjangoModelFactory[Edition]):
    """Open and free, with one online session in thirty days; `sessions=0` leaves the session out."""

    offering = factory.SubFactory(ProgrammePageFactory)
    status = EditionStatus.OPEN
    capacity = 12

    class Meta:
        model = Edition
        skip_postgeneration_save = True

    @factory.post_generation
    def sessions(self, create: bool, extracted: int | None, **kwargs: Any) -> None:  # noqa: FBT001  # factory_boy's
        count = 1 if extracted is None else extracted
        for number in range(count):
            SessionFactory(edition=self, starts_at=noon_in(30 + 7 * number), **kwargs)


class SessionFactory(factory.django.DjangoModelFactory[Session]):
    edition = factory.SubFactory(EditionFactory, sessions=0)
    starts_at = factory.LazyFunction(lambda: noon_in(30))
    ends_at = factory.LazyAttribute(lambda session: session.starts_at + dt.timedelta(minutes=90))
    walk_in_at = factory.LazyAttribute(lambda session: session.starts_at - dt.timedelta(minutes=15))
    mode = Session.Mode.ONLINE
    medium = "Webex"
    meeting_provider = "link"
    meeting_url = "https://meet.example.org/zaal"

    class Meta:
        model = Session


class SessionPersonFactory(factory.django.DjangoModelFactory[SessionPerson]):
    """A core trainer, first of the session."""

    session = factory.SubFactory(SessionFactory)
    person = factory.SubFactory("tests.factories.cms.PersonFactory")
    sort_order = 0

    class Meta:
        model = SessionPerson


class BookingFactory(factory.django.DjangoModelFactory[Booking]):
    edition = factory.SubFactory(EditionFactory)
    name = "Pieter de Boer"
    email = factory.Sequence(lambda number: f"p.deboer{number}@lindewaard.example")
    organisation_name = "Gemeente Lindewaard"

    class Meta:
        model = Booking


class RegistrationFactory(factory.django.DjangoModelFactory[Registration]):
    """Confirmed, and counted in the edition's `taken`; for another state give `seat=False` where it holds none."""

    number = factory.Sequence(lambda number: f"VA-2020-{number:04}")
    booking = factory.SubFactory(BookingFactory)
    edition = factory.SelfAttribute("booking.edition")
    name = factory.SelfAttribute("booking.name")
    email = factory.SelfAttribute("booking.email")
    status = RegistrationStatus.CONFIRMED

    class Meta:
        model = Registration
        skip_postgeneration_save = True

    @factory.post_generation
    def seat(self: Any, create: bool, extracted: bool | None, **kwargs: Any) -> None:  # noqa: FBT001  # factory_boy's
        if extracted is not False:
            self.edition.taken += 1
            self.edition.save(update_fields=["taken"])


class MaterialFactory(factory.django.DjangoModelFactory[Material]):
    """A document that participants see at once."""

    session = factory.SubFactory(SessionFactory)
    title = "Casus om vooraf te lezen"
    document = factory.SubFactory("tests.factories.cms.DocumentFactory")

    class Meta:
        model = Material


class CertificateFactory(factory.django.DjangoModelFactory[Certificate]):
    """Given to somebody who attended two days."""

    registration = factory.SubFactory(RegistrationFactory, status=RegistrationStatus.ATTENDED)
    given_at = factory.LazyFunction(timezone.now)
    language = factory.SelfAttribute("registration.booking.language")
    name = factory.SelfAttribute("registration.name")
    title = factory.SelfAttribute("registration.edition.offering.title")
    academy = "Vakwerk Academie"
    days = ["2027-09-23", "2027-09-24"]
    half_days = 4

    class Meta:
        model = Certificate


class EvaluationFactory(factory.django.DjangoModelFactory[Evaluation]):
    """Somebody who was asked about the whole edition and has not answered; give `grade` for one who has."""

    registration = factory.SubFactory(RegistrationFactory, booking__edition__sessions=0)
    edition = factory.SelfAttribute("registration.edition")
    answered_at = factory.LazyAttribute(lambda evaluation: timezone.now() if evaluation.grade else None)
    grade = None

    class Meta:
        model = Evaluation


class AlumnusFactory(factory.django.DjangoModelFactory[Alumnus]):
    registration = factory.SubFactory(RegistrationFactory, status=RegistrationStatus.ATTENDED)

    class Meta:
        model = Alumnus


class ConsentRequestFactory(factory.django.DjangoModelFactory[ConsentRequest]):
    """Asked, for a booking of one place at € 1.550,- on invoice in an edition of its own, with five days left."""

    booking = factory.SubFactory(
        BookingFactory,
        payer={"provider": "invoice", "customer": {"name": "Gemeente Lindewaard", "email": "f@x.example"}},
    )
    name = "Ingrid van Dam"
    email = "i.vandam@lindewaard.example"
    price = factory.LazyFunction(
        lambda: price_of(155_000, vat=VatTerms(VatCategory.STANDARD, Decimal(21), "21% btw")).to_json()
    )
    until = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=5))

    class Meta:
        model = ConsentRequest
        skip_postgeneration_save = True

    @factory.post_generation
    def registration(self: Any, create: bool, extracted: bool | None, **kwargs: Any) -> None:  # noqa: FBT001  # factory_boy's
        if self.status == ConsentStatus.ASKED:
            RegistrationFactory.create(booking=self.booking, status=RegistrationStatus.APPLIED)


class HostInvitationFactory(factory.django.DjangoModelFactory[HostInvitation]):
    """An organisation is asked to receive a session on location, of which the place is not known yet."""

    session = factory.SubFactory(
        SessionFactory, mode=Session.Mode.ON_SITE, medium="", meeting_provider="", meeting_url=""
    )
    organisation = factory.SubFactory("tests.factories.cms.OrganisationFactory")
    name = "Noor Bakker"
    email = "n.bakker@linge.example"

    class Meta:
        model = HostInvitation


class GuestListFactory(factory.django.DjangoModelFactory[GuestList]):
    """Guests may come to a session on location; of its edition."""

    session = factory.SubFactory(
        SessionFactory, mode=Session.Mode.ON_SITE, medium="", meeting_provider="", meeting_url=""
    )
    edition = factory.SelfAttribute("session.edition")
    capacity = 20
    told = factory.LazyAttribute(lambda made: facts_told(made.session))

    class Meta:
        model = GuestList


class GuestFactory(factory.django.DjangoModelFactory[Guest]):
    """Somebody who comes, invited by a participant; not counted."""

    guest_list = factory.SubFactory(GuestListFactory)
    invited_by = factory.SubFactory(
        RegistrationFactory, booking__edition=factory.SelfAttribute("...guest_list.edition")
    )
    name = "Gijs de Gast"
    email = factory.Sequence(lambda number: f"gast-{number}@buiten.example")

    class Meta:
        model = Guest


class ListReaderFactory(factory.django.DjangoModelFactory[ListReader]):
    """Somebody of an organisation, whatever the page says of it."""

    edition = factory.SubFactory(EditionFactory)
    organisation = factory.SubFactory("tests.factories.cms.OrganisationFactory")
    name = "Joost Mulder"
    email = "j.mulder@fonds.example"

    class Meta:
        model = ListReader


class InterviewSlotFactory(factory.django.DjangoModelFactory[InterviewSlot]):
    """Half an hour in three days, free."""

    edition = factory.SubFactory(EditionFactory, has_intake=True)
    starts_at = factory.Sequence(lambda number: timezone.now() + dt.timedelta(days=3, minutes=30 * number))
    minutes = 30
    interviewer = "Ruben Hofstra"
    place = "Raadhuisplein 1, Lindewaard"

    class Meta:
        model = InterviewSlot


class WaitingListEntryFactory(factory.django.DjangoModelFactory[WaitingListEntry]):
    """Waiting for one seat of an edition that is full."""

    edition = factory.SubFactory(EditionFactory, capacity=1, taken=1)
    name = "Yasmin el Amrani"
    email = factory.Sequence(lambda number: f"y.elamrani{number}@merwestein.example")
    organisation_name = "Gemeente Merwestein"

    class Meta:
        model = WaitingListEntry


class QuoteRequestFactory(factory.django.DjangoModelFactory[QuoteRequest]):
    offering = factory.SubFactory(ProgrammePageFactory, in_company=True)
    organisation_name = "Gemeente Lindewaard"
    contact_name = "Sanne Visser"
    email = "s.visser@lindewaard.example"
    head_count = 170
    group_size = 12

    class Meta:
        model = QuoteRequest


class QuoteFactory(factory.django.DjangoModelFactory[Quote]):
    """Sent and valid for a month, with one line of fifteen sessions at € 950,-; `lines=0` leaves it out."""

    request = factory.SubFactory(QuoteRequestFactory)
    number = factory.Sequence(lambda number: f"OF-2020-{number:04}")
    status = QuoteStatus.SENT
    title = "Goed werk in vijftien teams"
    vat_rule = factory.SubFactory(VatRuleFactory)
    valid_until = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=30))

    class Meta:
        model = Quote
        skip_postgeneration_save = True

    @factory.post_generation
    def lines(self, create: bool, extracted: int | None, **kwargs: Any) -> None:  # noqa: FBT001  # factory_boy's
        if extracted != 0:
            QuoteLine.objects.create(quote=self, description="Teamsessie", quantity=15, unit_price_cents=95_000)


class UploadFactory(factory.django.DjangoModelFactory[Upload]):
    name = "cv.pdf"
    kind = "pdf"
    content = b"%PDF-1.7"

    class Meta:
        model = Upload


def answer_with(upload: Upload) -> dict[str, Any]:
    """The answer of which this is the file, as it is stored."""
    return {
        "key": "cv",
        "label": "Stuur uw cv mee",
        "answer": upload.name,
        "passing": True,
        "upload": str(upload.public_id),
    }
