import datetime as dt
from types import SimpleNamespace

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry, Site

from cms.api import NotAllowed
from cms.models import AcademySettings, Message, User
from events import hooks
from events.actions.give_certificates import give_certificates
from events.actions.mark_attendance import Attendance, mark_attendance
from events.actions.note_attendance import note_attendance
from events.lifecycles import EditionStatus, RegistrationStatus
from events.models import Certificate, Edition, Registration
from events.models.certificates import LETTERS, as_code, new_code
from events.queries.certificates import certificate_count, certificate_pdf, held_back
from tests.factories.events import EditionFactory, RegistrationFactory, SessionFactory, local

pytestmark = pytest.mark.django_db

FIRST = local(2026, 9, 23, 9, 30)


@pytest.fixture
def held(page_tree: SimpleNamespace) -> Edition:
    """Three days in September 2026 of seven hours each."""
    edition: Edition = EditionFactory.create(
        status=EditionStatus.CONFIRMED, sessions=0, offering__title="Leernetwerk strategisch HRM"
    )
    for days in range(3):
        starts_at = FIRST + dt.timedelta(days=days)
        SessionFactory.create(edition=edition, starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=7))
    return edition


def attended(edition: Edition, **facts: object) -> Registration:
    made: Registration = RegistrationFactory.create(
        booking__edition=edition, status=RegistrationStatus.ATTENDED, **facts
    )
    return made


def test_whom_a_plugin_objects_to_gets_none_yet(held: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    waits = attended(held, name="Kees Bakker")
    given = attended(held, name="Sanne Visser")
    reasons = {waits.public_id: "nog niet klaar"}
    monkeypatch.setattr(hooks, "certificate_objections", lambda _people: reasons)
    assert [(person.name, reason) for person, reason in held_back(held)] == [("Kees Bakker", "nog niet klaar")]
    assert give_certificates(edition_id=held.pk) == 1
    assert Certificate.objects.get().registration == given
    assert Message.objects.count() == 1
    reasons.clear()
    assert give_certificates(edition_id=held.pk) == 1


def test_who_was_there_gets_one_and_hears_it_once(held: Edition, administrator: User) -> None:
    person = attended(held, name="Sanne Visser")
    for status in (RegistrationStatus.ABSENT, RegistrationStatus.CONFIRMED):
        RegistrationFactory.create(booking__edition=held, status=status)
    attended(EditionFactory.create())
    assert give_certificates(edition_id=held.pk, user=administrator) == 1
    assert give_certificates(edition_id=held.pk, user=administrator) == 0
    certificate = Certificate.objects.get()
    assert (certificate.registration, certificate.name) == (person, "Sanne Visser")
    assert (certificate.title, certificate.academy) == ("Leernetwerk strategisch HRM", "Vakwerk Academie")
    assert (certificate.language, certificate.holds) == ("nl", True)
    mail = Message.objects.get()
    assert mail.subject == "Uw certificaat: Leernetwerk strategisch HRM"
    assert f"/inschrijving/{person.access_key}/" in mail.text
    lines = ModelLogEntry.objects.filter(action__startswith="events.certificate").order_by("pk")
    assert [(line.action, line.user) for line in lines] == [
        ("events.certificate_given", administrator),
        ("events.certificates_given", administrator),
    ]
    assert lines[1].formatter.format_message(lines[1]) == "Certificaten gegeven: 1"


def test_it_names_the_days_that_somebody_was_at(held: Edition) -> None:
    listed, unlisted = attended(held), attended(held)
    for session, present in zip(held.sessions.order_by("starts_at"), ([listed.pk], [], [listed.pk]), strict=True):
        note_attendance(session_id=session.pk, listed=[listed.pk], present=present)
    give_certificates(edition_id=held.pk)
    assert [(each.days, each.half_days) for each in (listed.certificate, unlisted.certificate)] == [
        (["2026-09-23", "2026-09-25"], 4),
        # Marked by hand: there was no list that says otherwise.
        (["2026-09-23", "2026-09-24", "2026-09-25"], 6),
    ]


def test_not_before_the_last_session_is_over(held: Edition) -> None:
    attended(held)
    SessionFactory.create(edition=held, starts_at=timezone.now() - dt.timedelta(hours=1))
    with pytest.raises(NotAllowed, match="De laatste bijeenkomst is nog niet geweest"):
        give_certificates(edition_id=held.pk)
    assert (Certificate.objects.count(), Message.objects.count()) == (0, 0)


def test_a_seat_without_a_name_gets_none(held: Edition) -> None:
    attended(held, name="", email="")
    assert certificate_count(held).to_give == 0
    assert give_certificates(edition_id=held.pk) == 0


def test_it_is_in_the_language_of_the_registration(held: Edition) -> None:
    AcademySettings.objects.update_or_create(site=Site.objects.get(), defaults={"name_en": "Vakwerk Academy"})
    attended(held, booking__language="en")
    give_certificates(edition_id=held.pk)
    certificate = Certificate.objects.get()
    assert (certificate.language, certificate.academy) == ("en", "Vakwerk Academy")
    assert Message.objects.get().subject.startswith("Your certificate: ")


def test_what_changes_later_leaves_it_as_it_was(held: Edition) -> None:
    person = attended(held, name="Sanne Visser")
    give_certificates(edition_id=held.pk)
    before = certificate_pdf(person.certificate)
    held.offering.title = "Iets anders"
    held.offering.save()
    held.sessions.all().delete()
    Registration.objects.update(name="S. de Vries")
    AcademySettings.objects.update(name="Andere academie")
    assert certificate_pdf(Certificate.objects.get()) == before


def test_it_falls_and_rises_with_the_mark_without_a_second_mail(held: Edition) -> None:
    person = attended(held)
    give_certificates(edition_id=held.pk)
    marks: list[tuple[Attendance, bool]] = [(RegistrationStatus.ABSENT, False), (RegistrationStatus.ATTENDED, True)]
    for mark, holds in marks:
        mark_attendance(registration_ids=[person.pk], attendance=mark)
        assert Certificate.objects.get().holds is holds
        give_certificates(edition_id=held.pk)
    assert (Certificate.objects.count(), Message.objects.count()) == (1, 1)


def test_codes_are_long_and_however_typed_the_same() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert {len(code) for code in codes} == {19}
    assert {letter for code in codes for letter in code} == {*LETTERS, "-"}
    assert as_code(" 7kq29fxm 3tba-pw8d") == "7KQ2-9FXM-3TBA-PW8D"
