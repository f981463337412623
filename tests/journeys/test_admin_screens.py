"""What a programme manager does around a registration: the screens of talks, consent, rooms, attendance, evaluation and
certificates, by day and by night."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from cms.models import Quotation, User
from events.actions.choose_interview import choose_interview
from events.models import Edition
from tests.events.bookings import PIETER, SANNE, book, paid_edition
from tests.events.consents import ask
from tests.events.guests import bring, edition_with_guests, inviter_of
from tests.events.hosts import edition_out, invite
from tests.events.questions import CV
from tests.events.workgroups import STREET, TABLE
from tests.factories.cms import OrganisationFactory, stream
from tests.factories.events import (
    CertificateFactory,
    EvaluationFactory,
    InterviewSlotFactory,
    ListReaderFactory,
    MaterialFactory,
    RegistrationFactory,
    SessionFactory,
    UploadFactory,
    answer_with,
)
from tests.journeys.accessibility import desk_complaints
from tests.journeys.offerings import programme, webinar
from tests.journeys.visitor import title

Addresses = dict[str, str]


def before(edition: Edition) -> Addresses:
    """Somebody chose a talk; the sessions have a room that there is, one that there is not, and material."""
    SessionFactory.create(edition=edition, starts_at=timezone.now() + dt.timedelta(days=40), meeting_url="")
    MaterialFactory.create(session=edition.sessions.order_by("starts_at")[0])
    answers = {"intake": {"motivation": "Ik wil beter adviseren."}, "details": {}}
    [applicant] = book(edition, SANNE, answers=answers).registrations
    chosen, _free = (InterviewSlotFactory.create(edition=edition) for _ in range(2))
    choose_interview(registration_id=applicant.pk, slot=chosen.public_id)
    return {
        "edition with talks": reverse("editions:inspect", args=[edition.pk]),
        "offering talks": reverse("editions:add_interviews", args=[edition.pk]),
        "removing a talk": reverse("editions:remove_interview", args=[chosen.pk]),
        "applicant": reverse("registrations:inspect", args=[applicant.pk]),
    }


def more_to_ask(edition: Edition) -> Addresses:
    """An edition with workgroups and questions, and who answered them."""
    edition.workgroups, edition.questions = [STREET, TABLE], [CV]
    edition.save()
    sent = UploadFactory.create()
    who = RegistrationFactory.create(booking__edition=edition, workgroup="table", answers=[answer_with(sent)])
    return {
        "edition with workgroups": reverse("editions:inspect", args=[edition.pk]),
        "attendance list with workgroups": reverse("editions:attendance_list", args=[edition.pk]),
        "workgroups": reverse("editions:workgroups", args=[edition.pk]),
        "questions": reverse("editions:questions", args=[edition.pk]),
        "who chose and sent a file": reverse("registrations:inspect", args=[who.pk]),
        "choosing for somebody": reverse("registrations:workgroup", args=[who.pk]),
    }


def consent(edition: Edition) -> Addresses:
    """A budget holder is asked."""
    waiting = ask(edition, PIETER).booking.registrations.get()
    return {
        "waits for consent": reverse("registrations:inspect", args=[waiting.pk]),
        **{
            f"consent, {name}": reverse(f"registrations:{name}", args=[waiting.pk])
            for name in ("give_consent", "decline_consent", "remind_consent")
        },
    }


def host(edition: Edition) -> Addresses:
    """An organisation is asked to receive a day, and for another day nobody is yet."""
    another = SessionFactory.create(edition=edition, mode="on_site", starts_at=timezone.now() + dt.timedelta(days=60))
    asked = invite(edition)
    return {
        "who hosts": reverse("editions:inspect", args=[edition.pk]),
        "host, asking": reverse("editions:invite_host", args=[another.pk]),
        **{
            f"host, {name}": reverse(f"editions:{name}", args=[asked.pk])
            for name in ("remind_host", "confirm_host", "withdraw_host")
        },
    }


def guests() -> Addresses:
    """Guests come to one edition; to another they may not yet."""
    edition = edition_with_guests()
    bring(inviter_of(edition))
    return {
        "guests": reverse("editions:guests", args=[edition.pk]),
        "no guests yet": reverse("editions:guests", args=[edition_out().pk]),
        "attendance list with guests": reverse("editions:attendance_list", args=[edition.pk]),
    }


def readers(edition: Edition) -> Addresses:
    """Somebody of a partner reads who takes part; of another edition no partner may."""
    partner = OrganisationFactory.create()
    page = edition.offering.specific
    page.partners = stream([("partner", {"organisation": partner.pk, "role": "partner", "receives": "namen"})])
    page.save()
    reader = ListReaderFactory.create(edition=edition, organisation=partner)
    return {
        "who reads the list": reverse("editions:list_readers", args=[edition.pk]),
        "nobody reads the list": reverse("editions:list_readers", args=[edition_out().pk]),
        "taking back the list": reverse("editions:take_back_list", args=[reader.pk]),
    }


def afterwards(edition: Edition) -> Addresses:
    """It is over; one has a certificate, another does not, and three say what they think of it."""
    ended = timezone.now() - dt.timedelta(days=1)
    edition.sessions.update(starts_at=ended - dt.timedelta(hours=2), ends_at=ended, walk_in_at=None)
    Edition.objects.filter(pk=edition.pk).update(status="completed")
    edition.refresh_from_db()
    CertificateFactory.create(registration__booking__edition=edition)
    RegistrationFactory.create(booking__edition=edition, status="attended")
    for grade in (6, 8, 9):
        quotation = Quotation.objects.create(text="Ik luister nu beter.") if grade == 9 else None
        EvaluationFactory.create(registration__booking__edition=edition, grade=grade, quotation=quotation)
    names = ("inspect", "attendance", "attendance_list", "evaluation", "evaluation_results", "certificates")
    return {f"afterwards, {name}": reverse(f"editions:{name}", args=[edition.pk]) for name in names}


def test_the_screens_around_a_registration(
    page_of: Callable[[User], Page], page_tree: SimpleNamespace, programme_manager: User
) -> None:
    seminar, with_intake = webinar(page_tree, body=stream([])), programme(page_tree, has_intake=True)
    addresses = {
        "page of a webinar": reverse("wagtailadmin_pages:edit", args=[seminar.offering_id]),
        **before(with_intake),
        **consent(paid_edition(vat_rule=with_intake.vat_rule, subsidy_scheme=None)),
        **host(edition_out()),
        **readers(edition_out()),
        **guests(),
        **more_to_ask(webinar(page_tree, slug="werkgroepen")),
        **afterwards(webinar(page_tree, slug="geweest")),
    }
    desk = page_of(programme_manager)
    found = []
    for name, address in addresses.items():
        desk.goto(address)
        expect(title(desk).first).to_be_visible()
        found += [f"{name}: {complaint}" for complaint in desk_complaints(desk)]
    assert found == []
